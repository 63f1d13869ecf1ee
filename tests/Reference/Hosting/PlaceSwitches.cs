using System.Text;
using Conformance.Reference.Switches;
using Microsoft.AspNetCore.Http;

namespace Conformance.Reference.Hosting;

/// <summary>Looks for tokens, and for names of users, where the document does not, as the mutants say.</summary>
internal sealed class PlaceSwitches(ReferenceApi api, Behaviour behaviour)
{
    private const string LoginCookie = "remember";

    /// <summary>Puts what is found where the server looks for it, and tells what need not be checked of it.</summary>
    public async Task<Skipped.Checks> ReceiveAsync(HttpRequest request)
    {
        var (token, skipped) = await FoundAsync(request);
        if (!string.IsNullOrEmpty(token) && !HasToken(request))
            request.Headers[api.TokenHeader.Name] = api.TokenHeader.Prefix + token;
        if (
            (behaviour.Is(PlaceMutants.ForwardedUser) && request.Headers.ContainsKey("X-Forwarded-User"))
            || (behaviour.Is(PlaceMutants.RemoteUser) && request.Headers.ContainsKey("Remote-User"))
            || (behaviour.Is(ForgeryMutants.NullText) && request.Headers[api.TokenHeader.Name] == api.TokenHeader.Prefix + "null")
        )
        {
            request.Headers[api.TokenHeader.Name] = "";
            return Skipped.Checks.Missing;
        }

        return string.IsNullOrEmpty(token) ? Skipped.Checks.None : skipped;
    }

    /// <summary>Has a login set the token in a cookie.</summary>
    public void Answer(Answer answer)
    {
        if (!behaviour.Is(PlaceMutants.LoginCookie) || answer.Status != 200)
            return;
        answer.Edit(body =>
        {
            if ((body["token"] ?? body["access_token"] ?? body["data"]?["token"])?.ToString() is { } token)
                answer.Headers.Append("Set-Cookie", $"{LoginCookie}={token}; Path=/; HttpOnly");
        });
    }

    private bool HasToken(HttpRequest request)
    {
        var value = request.Headers[api.TokenHeader.Name].ToString();
        return value.Length > 0 && value.StartsWith(api.TokenHeader.Prefix, StringComparison.Ordinal);
    }

    private async Task<(string? Token, Skipped.Checks Skipped)> FoundAsync(HttpRequest request)
    {
        var live =
            behaviour.Is(PlaceMutants.LiveCookie) ? request.Cookies["access_token"]
            : behaviour.Is(PlaceMutants.LiveHeader) ? request.Headers["X-Access-Token"].ToString()
            : null;
        if (live is { Length: > 0 })
            return (live, Skipped.Checks.None);
        if (behaviour.Is(PlaceMutants.LoginCookie) && request.Cookies[LoginCookie] is { Length: > 0 } remembered)
        {
            request.Headers.Remove(api.TokenHeader.Name);
            return (remembered, Skipped.Checks.Ended);
        }

        var dead =
            behaviour.Is(PlaceMutants.Cookie) ? request.Cookies["access_token"]
            : behaviour.Is(PlaceMutants.Query) ? request.Query["token"].ToString()
            : behaviour.Is(PlaceMutants.Header) ? request.Headers["X-Access-Token"].ToString()
            : behaviour.Is(PlaceMutants.Basic) ? PasswordOf(request.Headers.Authorization.ToString())
            : behaviour.Is(PlaceMutants.Bearer) ? After(request.Headers.Authorization.ToString(), "Bearer ")
            : behaviour.Is(PlaceMutants.Path) ? InPath(request)
            : behaviour.Is(PlaceMutants.Form) && request.HasFormContentType ? (await request.ReadFormAsync())["access_token"].ToString()
            : null;
        return (dead, Skipped.Checks.Ended);
    }

    private static string? InPath(HttpRequest request)
    {
        var found = After(request.Path.Value!, ";access_token=");
        if (found is not null)
            request.Path = request.Path.Value!.Split(';')[0];
        return found;
    }

    private static string? After(string text, string mark) =>
        text.IndexOf(mark, StringComparison.Ordinal) is >= 0 and var at ? text[(at + mark.Length)..] : null;

    private static string? PasswordOf(string header)
    {
        if (After(header, "Basic ") is not { } encoded)
            return null;
        var bytes = new byte[encoded.Length];
        return Convert.TryFromBase64String(encoded, bytes, out var count) ? After(Encoding.UTF8.GetString(bytes, 0, count), ":") : null;
    }
}
