using Microsoft.AspNetCore.Http;

namespace Conformance.Verification.Tests.Servers;

/// <summary>The demo API for clients that send the access token as the cookie <c>sid</c> as well, or in any other way that a test names.</summary>
public class TokenAnywhereApi : DemoApi
{
    private readonly AsyncLocal<bool> _isOtherWay = new();

    /// <summary>Whether the cookie is looked at.</summary>
    public bool TakesCookie { get; init; } = true;

    /// <summary>Whether the Authorization header is looked at.</summary>
    public bool TakesBearer { get; init; } = true;

    /// <summary>Whether a dead token in a cookie still opens something.</summary>
    public bool ForgetsLogoutsOfCookies { get; init; }

    /// <summary>Whether a logout by cookie ends nothing.</summary>
    public bool IgnoresLogoutsByCookie { get; init; }

    public override Task HandleAsync(HttpContext http)
    {
        if (!TakesBearer)
            http.Request.Headers.Remove("Authorization");
        if (TakesCookie && http.Request.Headers.Authorization.Count == 0 && http.Request.Cookies["sid"] is { } token)
        {
            _isOtherWay.Value = true;
            http.Request.Headers.Authorization = $"Bearer {token}";
        }

        return base.HandleAsync(http);
    }

    protected override bool Outlives(Token token) => ForgetsLogoutsOfCookies && _isOtherWay.Value && token.IsAccess;

    protected override void EndSession(Session session)
    {
        if (!IgnoresLogoutsByCookie || !_isOtherWay.Value)
            base.EndSession(session);
    }
}
