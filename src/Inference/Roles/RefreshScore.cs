using Conformance.Inference.Surface;
using Conformance.Inference.Vocabulary;

namespace Conformance.Inference.Roles;

/// <summary>How much an operation looks like one that exchanges a token for new ones.</summary>
internal static class RefreshScore
{
    /// <summary>From here on an operation is taken for a refresh.</summary>
    public const double Threshold = 7;

    /// <param name="login">The operation that was taken for the login; null where none was.</param>
    public static Candidate? Of(DescribedApi api, DescribedOperation operation, DescribedOperation? login)
    {
        if (operation.Method is "DELETE" or "PATCH")
            return null;
        var named = operation.Mentions(Term.Refresh);
        var isLogin = operation == login;
        if (!named && !isLogin && !operation.PathMentions(Term.Token))
            return null;
        var field = operation.Inputs.FirstOrDefault(FieldNames.IsRefreshToken);
        var grant = operation.Inputs.FirstOrDefault(FieldNames.IsGrantType);
        var byGrant = grant is not null && (field is not null || TakesRefresh(grant) || TakesRefresh(operation));
        if (!named && !byGrant)
            return null;
        var context =
            operation.Segments.Any(s => s.Terms.Any(IsAboutTokens))
            || operation.IdTerms.Any(IsAboutTokens)
            || IsBesideLogin(operation, login);
        var last = operation.LastTerms;
        var scheme = api.RefreshSchemeOf(operation);
        return new Weighing(operation)
            .Add(byGrant, 6, $"\"{grant?.Name}\" may be refresh_token (RFC 6749, section 6)")
            .Add(field is not null, 5, $"takes \"{field}\"")
            .Add(field is null && scheme is not null, 5, $"asks for \"{scheme?.Name}\"")
            .Add(last.Contains(Term.Refresh), 4, $"the path ends in \"{operation.Segments.LastOrDefault(s => !s.IsParameter)?.Text}\"")
            .Add(!last.Contains(Term.Refresh) && operation.PathMentions(Term.Refresh), 2, "the path is about refreshing")
            .Add(operation.IdTerms.Contains(Term.Refresh), 2, $"is called \"{operation.Id}\"")
            .Add(operation.SummaryTerms.Contains(Term.Refresh), 1, $"is summed up as \"{operation.ShortSummary}\"")
            .Add(named && context, 3, "is about tokens or sessions")
            .Add(named && operation.Answer.Any(f => FieldNames.IsAccessToken(f) || FieldNames.IsRefreshToken(f)), 3, "answers a token")
            .Add(operation.PathMentions(Term.Self), 1, "is about the caller's own token")
            .Add(named && !context && field is null && scheme is null, -6, "refreshes something else")
            .Add(operation.Selectors.Any(), -5, "is about one of many, by its path")
            .Add(operation.PathMentions(Term.Admin) || operation.IdTerms.Contains(Term.Admin), -4, "is for administrators")
            .Add(operation.PathMentions(Term.Federated), -4, "is about somebody else who vouches for the user")
            .Add(operation.PathMentions(Term.Organization), -2, "is about an organization")
            .Add(operation.PathMentions(Term.About) && !byGrant, -5, "is about settings")
            .Add(
                operation.PathMentions(Term.Verify) || operation.PathMentions(Term.Revoke),
                -5,
                "is about something else done with a token"
            )
            .Add(operation.Method == "GET" && field is null && scheme is null, -4, "only reads")
            .Add(operation.IsDeprecated, -1.5, "is deprecated")
            .Result();
    }

    private static bool IsAboutTokens(Term term) => term is Term.Token or Term.Auth or Term.Session or Term.Login;

    private static bool IsBesideLogin(DescribedOperation operation, DescribedOperation? login) =>
        login is not null
        && operation.Segments is [.. var siblings, _]
        && siblings.Length > 0
        && login.Segments.Length > siblings.Length
        && siblings.Select(s => s.Text).SequenceEqual(login.Segments.Take(siblings.Length).Select(s => s.Text))
        && !siblings.All(s => s.IsParameter || s.Terms.All(t => t is Term.Prefix));

    private static bool TakesRefresh(DescribedField grant) =>
        grant.Values.Contains("refresh_token", StringComparison.Ordinal)
        || grant.Description.Contains("refresh_token", StringComparison.Ordinal);

    private static bool TakesRefresh(DescribedOperation operation) =>
        operation.Description.Contains("refresh_token", StringComparison.Ordinal)
        || operation.Description.Contains("refresh token", StringComparison.OrdinalIgnoreCase);
}
