using Conformance.Reference.Switches;
using Conformance.Reference.Tokens;
using Microsoft.Net.Http.Headers;

namespace Conformance.Reference.Hosting;

/// <summary>Changes what answers hold beside what they are asked for, as the mutants say.</summary>
internal static class ExchangeSwitches
{
    public static void Change(ReferenceApi api, Answer answer, Behaviour behaviour)
    {
        ChangeTokens(api, answer, behaviour);
        ChangeCaching(api, answer, behaviour);
        if (answer.IsOfRevoked && behaviour.Is(ExchangeMutants.RevokedPlain))
            answer.Send("text/plain", "The token is no longer valid.");
        if (answer.IsOfRevoked && behaviour.Is(ExchangeMutants.RevokedUnchallenged))
            answer.Headers.Remove(HeaderNames.WWWAuthenticate);
        if (
            (answer.IsLogin && answer.Status < 300 && behaviour.Is(ExchangeMutants.LoginAsHtml))
            || (answer.IsRefresh && behaviour.Is(ExchangeMutants.RefreshAsHtml))
        )
            answer.MediaType = "text/html";
        if (answer.IsLogin && answer.Status == 401 && behaviour.Is(ExchangeMutants.TellsUnknownUsers) && !NamesSomebody(answer))
            answer.Edit(body => body["reason"] = "there is no such user");
    }

    private static void ChangeTokens(ReferenceApi api, Answer answer, Behaviour behaviour)
    {
        if (
            (answer.IsLogout && behaviour.Is(ExchangeMutants.LogoutGivesToken))
            || (answer.IsOfRevoked && behaviour.Is(ExchangeMutants.RefusalGivesToken))
        )
            answer.Edit(body => body["next"] = $"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.{Ids.Hex(32)}");
        var sent = answer.Request.Headers[api.TokenHeader.Name].ToString();
        if (answer.Status is 401 or 403 && sent.Length > api.TokenHeader.Prefix.Length && behaviour.Is(ExchangeMutants.RefusalRepeatsToken))
            answer.Edit(body => body["rejected"] = sent[api.TokenHeader.Prefix.Length..]);
    }

    private static void ChangeCaching(ReferenceApi api, Answer answer, Behaviour behaviour)
    {
        if (answer.IsRefresh && behaviour.Is(ExchangeMutants.RefreshMayBeStored))
            answer.Headers.Remove(HeaderNames.CacheControl);
        if (answer.Status >= 300 || answer.IsLogin || !answer.Request.Headers.ContainsKey(api.TokenHeader.Name))
            return;
        if (behaviour.Is(ExchangeMutants.Shared))
            answer.Headers.CacheControl = "public, max-age=300";
        if (behaviour.Is(ExchangeMutants.SharedWhileFresh))
            answer.Headers.CacheControl = "max-age=60";
    }

    private static bool NamesSomebody(Answer answer)
    {
        var sent = string.Join(' ', answer.Request.Headers.Select(h => h.Value.ToString()).Append(answer.Request.Sent("")));
        return Account.Everybody.Any(a => sent.Contains(a.Name, StringComparison.Ordinal));
    }
}
