using System.Text.Json.Nodes;
using Conformance.Reference.Hosting;
using Conformance.Reference.Switches;

namespace Conformance.Reference.Tokens;

/// <summary>A token that was just issued.</summary>
/// <param name="Text">What is sent.</param>
/// <param name="Id">Its <c>jti</c>.</param>
/// <param name="ExpiresAt">Its <c>exp</c>.</param>
internal sealed record IssuedToken(string Text, string Id, DateTimeOffset ExpiresAt);

/// <summary>What a token turned out to be.</summary>
internal enum TokenState
{
    /// <summary>Ours, and not expired.</summary>
    Good,

    /// <summary>Ours, and expired.</summary>
    Expired,

    /// <summary>Not ours, or changed, or no token at all.</summary>
    Bad,
}

/// <summary>A token as it was read; a bad one has no claims.</summary>
internal sealed record ReadToken(TokenState State, JsonObject Claims)
{
    public string? this[string claim] => Claims[claim]?.ToString();

    public string Id => this["jti"] ?? "";
}

/// <summary>Issues tokens and reads them: iat, exp and jti (RFC 7519, 4.1).</summary>
internal sealed class TokenDesk(ITokenFormat format, TimeProvider clock, Behaviour behaviour)
{
    public IssuedToken Issue(TimeSpan lifetime, JsonObject claims)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var (id, expires) = (Ids.Uuid(), now + (long)lifetime.TotalSeconds);
        (claims["iat"], claims["exp"], claims["jti"]) = (now, expires, id);
        return new IssuedToken(format.Seal(claims), id, DateTimeOffset.FromUnixTimeSeconds(expires));
    }

    /// <summary>Reads a token, and looks at the clock.</summary>
    public ReadToken Read(string token)
    {
        try
        {
            return format.Open(Spelling.Read(token, behaviour)) is { } claims
                ? new ReadToken(HasExpired(claims) ? TokenState.Expired : TokenState.Good, claims)
                : new ReadToken(TokenState.Bad, []);
        }
        catch (FormatException) when (!behaviour.Is(TokenMutants.MalformedFails))
        {
            return new ReadToken(TokenState.Bad, []);
        }
    }

    private bool HasExpired(JsonObject claims)
    {
        if (behaviour.Is(TokenMutants.ExpIgnored) || Skipped.IsAll)
            return false;
        var (issued, expires) = (Seconds(claims["iat"]), Seconds(claims["exp"]));
        if (behaviour.Is(TokenMutants.ExpiresEarly))
            expires = issued + (expires - issued) / 2;
        if (behaviour.Is(TokenMutants.OffByAnHour))
            expires += 3600;
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        return behaviour.Is(TokenMutants.AcceptedAtExp) ? now > expires : now >= expires;
    }

    private static long Seconds(JsonNode? claim) => claim is JsonValue value && value.TryGetValue<long>(out var seconds) ? seconds : 0;
}
