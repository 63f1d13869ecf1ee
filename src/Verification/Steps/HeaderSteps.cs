using Conformance.Contracts.Model;
using Conformance.Validation;
using Conformance.Verification.Client;
using Conformance.Verification.Oracle;
using Reqnroll;

namespace Conformance.Verification.Steps;

/// <summary>Looks at the headers of the last answers, as the standards speak of them.</summary>
[Binding]
internal sealed class HeaderSteps(ScenarioState state)
{
    private const string Challenge = "WWW-Authenticate";

    [Then(
        "the answer has the header {string}",
        Description = "A header is there, whatever its value.",
        Example = "the answer has the header \"Allow\""
    )]
    public void HasHeader(string name)
    {
        if (state.Reply.Header(name).Count == 0)
            throw state.Oracle.Miss($"the header {name}", $"{state.Reply.Status} without it", state.Reply);
    }

    [Then(
        "the header {string} names {string}",
        Description = "A list in a header has this member, in any case.",
        Example = "the header \"Cache-Control\" names \"no-store\""
    )]
    public void HeaderNames(string name, string member)
    {
        foreach (var reply in state.Replies)
        {
            var lines = reply.Header(name);
            if (lines.SelectMany(l => l.Split(',')).All(m => !m.Trim().Equals(member, StringComparison.OrdinalIgnoreCase)))
                throw state.Oracle.Miss(
                    $"{name}: {member}",
                    lines.Count == 0 ? $"{reply.Status} without {name}" : $"{name}: {string.Join(", ", lines)}",
                    reply
                );
        }
    }

    [Then("every 401 carries a challenge", Description = "A WWW-Authenticate header stands in every 401 (RFC 9110, section 11.6.1).")]
    public void CarriesChallenge()
    {
        foreach (var reply in Unauthorized())
        {
            if (reply.Header(Challenge).All(l => l.Trim().Length == 0))
                throw state.Oracle.Miss($"a {Challenge} header in the 401", $"401 without one at {reply.Request.Operation}", reply);
        }
    }

    [Then("every Bearer challenge has a parameter", Description = "A realm, scope or error follows the scheme (RFC 6750, section 3).")]
    public void HasParameter()
    {
        foreach (var (reply, challenge) in Bearer())
        {
            if (!challenge.Contains('=', StringComparison.Ordinal))
                throw state.Oracle.Miss("a Bearer challenge with a parameter, such as realm", $"{Challenge}: {challenge}", reply);
        }
    }

    [Then(
        "every Bearer challenge has the error {string}",
        Description = "The error code of the challenge (RFC 6750, section 3.1).",
        Example = "every Bearer challenge has the error \"invalid_token\""
    )]
    public void HasError(string error)
    {
        foreach (var (reply, challenge) in Bearer())
        {
            if (!string.Equals(HeaderParameters.Find(";" + Parameters(challenge), "error"), error, StringComparison.Ordinal))
                throw state.Oracle.Miss($"a Bearer challenge with error=\"{error}\"", $"{Challenge}: {challenge}", reply);
        }
    }

    [Then("no Bearer challenge has an error", Description = "A request without credentials is told no error code (RFC 6750, section 3.1).")]
    public void HasNoError()
    {
        foreach (var (reply, challenge) in Bearer())
        {
            if (HeaderParameters.Find(";" + Parameters(challenge), "error") is { } error)
                throw state.Oracle.Miss(
                    "a Bearer challenge without an error, because no credentials were sent",
                    $"error=\"{error}\"",
                    reply
                );
        }
    }

    [Then("no URL holds a token", Description = "Tokens travel in headers and bodies alone.")]
    public void NoTokenInUrls()
    {
        foreach (var url in state.Conversation.Urls)
        {
            if (state.Conversation.Redactor.Split(url.AbsoluteUri).Any(p => p.IsToken))
                throw state.Oracle.Miss("no token in a URL", url.AbsoluteUri, null);
        }
    }

    [Then(
        "no answer sets a cookie twice",
        Description = "No answer of the scenario has two Set-Cookie lines of one name (RFC 6265, section 4.1.1)."
    )]
    public void SetsNoCookieTwice()
    {
        foreach (var reply in state.Conversation.Replies)
        {
            if (SetCookies.Doubled(reply.Header("Set-Cookie")).FirstOrDefault() is { } name)
                throw state.Oracle.Miss(
                    "one Set-Cookie line for each name",
                    $"{reply.Header("Set-Cookie").Count(l => SetCookies.Pair(l)?.Name == name)} for \"{name}\" in the answer of {reply.Request.Operation}, of which clients keep the last",
                    reply
                );
        }
    }

    private static string Parameters(string challenge) => challenge["Bearer".Length..].Trim().Replace(',', ';');

    private List<Reply> Unauthorized()
    {
        var unauthorized = state.Replies.Where(r => r.Status == 401).ToList();
        return unauthorized.Count > 0 ? unauthorized : throw new NotApplicableException("No answer was a 401.");
    }

    private List<(Reply Reply, string Challenge)> Bearer()
    {
        var found = state
            .Replies.SelectMany(r => r.Header(Challenge).Select(c => (r, c.Trim())))
            .Where(c => c.Item2.StartsWith("Bearer", StringComparison.OrdinalIgnoreCase))
            .ToList();
        return found.Count > 0 ? found : throw new NotApplicableException("No answer carried a Bearer challenge.");
    }
}
