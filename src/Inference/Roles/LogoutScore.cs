using Conformance.Inference.Surface;
using Conformance.Inference.Vocabulary;

namespace Conformance.Inference.Roles;

/// <summary>How much an operation looks like one that ends the caller's own session or token.</summary>
internal static class LogoutScore
{
    /// <summary>From here on an operation is taken for a logout.</summary>
    public const double Threshold = 5;

    /// <param name="login">The operation that was taken for the login; null where none was.</param>
    public static Candidate? Of(DescribedOperation operation, DescribedOperation? login)
    {
        var last = operation.LastTerms;
        var revokes = Revokes(operation);
        var deletes = operation.Method == "DELETE" && EndsOwnSession(operation);
        var undoes = operation.Method == "DELETE" && login is not null && operation.Path == login.Path;
        var named = operation.Mentions(Term.Logout);
        if (!named && !revokes && !deletes && !undoes)
            return null;
        var ownToken = operation.Selectors.LastOrDefault() is { } selector && IsToken(selector);
        var weighing = new Weighing(operation)
            .Add(last.Contains(Term.Logout), 6, $"the path ends in \"{operation.Segments.LastOrDefault(s => !s.IsParameter)?.Text}\"")
            .Add(!last.Contains(Term.Logout) && operation.PathMentions(Term.Logout), 2, "the path is about logging out")
            .Add(operation.IdTerms.Contains(Term.Logout), 3, $"is called \"{operation.Id}\"")
            .Add(operation.SummaryTerms.Contains(Term.Logout), 3, $"is summed up as \"{operation.ShortSummary}\"")
            .Add(deletes, 6, "deletes the session itself")
            .Add(undoes && !deletes, 6, $"deletes what {login} makes")
            .Add(revokes, 6, "revokes a token")
            .Add(revokes && login?.Inputs.Any(FieldNames.IsGrantType) == true, 4, "is what OAuth ends tokens by (RFC 7009)")
            .Add(revokes && operation.PathMentions(Term.Self), 1, "is about the caller's own token");
        return Against(operation, ownToken, undoes, weighing).Result();
    }

    private static Weighing Against(DescribedOperation operation, bool ownToken, bool undoes, Weighing weighing)
    {
        var path = operation.Segments.Where(s => !s.IsParameter).ToList();
        return weighing
            .Add(operation.Selectors.Any() && !ownToken, -8, "is about one of many, by its path")
            .Add(operation.PathMentions(Term.Admin) || operation.IdTerms.Contains(Term.Admin), -6, "is for administrators")
            .Add(operation.PathMentions(Term.Organization) && !operation.LastTerms.Contains(Term.Logout), -4, "is about an organization")
            .Add(operation.LastTerms.Contains(Term.All) || operation.IdTerms.Contains(Term.All), -5, "is about all sessions, or others")
            .Add(IsAccount(operation) && !undoes && !operation.PathMentions(Term.Logout), -6, "deletes an account")
            .Add(operation.PathMentions(Term.Step), -6, "is a step of a longer flow")
            .Add(path.Any(s => s.Terms.Contains(Term.About)), -6, "is about settings or a record of logouts")
            .Add(path.Any(s => s.Terms.Contains(Term.Federated)), -4, "is about somebody else who vouches for the user")
            .Add(operation.Mentions(Term.Factor), -4, "is about a second factor")
            .Add(operation.Mentions(Term.Impersonate), -4, "is about acting as somebody else")
            .Add(operation.Mentions(Term.Register) || operation.Mentions(Term.Reset), -4, "is about an account")
            .Add(operation.Mentions(Term.Passwordless), -3, "is about another kind of login")
            .Add(operation.Method == "GET", -1, "only reads")
            .Add(operation.IsDeprecated, -2, "is deprecated");
    }

    // "revoke" beside auth, oauth or token alone: what else is named there is what is revoked.
    private static bool Revokes(DescribedOperation operation)
    {
        if (operation.Method is "GET" || !operation.PathMentions(Term.Revoke))
            return false;
        var named = operation.Segments.SkipWhile(s => s.IsParameter || s.Terms.All(t => t is Term.Prefix)).ToList();
        if (
            operation.Segments is [{ IsParameter: true }, ..]
            && !named.Exists(s => s.Terms.Any(t => t is Term.Auth or Term.Token or Term.Session))
        )
            return false;
        return named.TrueForAll(s =>
            s is { IsParameter: false, Terms: not [] }
            && s.Terms.All(t => t is Term.Revoke or Term.Auth or Term.Token or Term.Session or Term.Self or Term.Prefix or Term.Refresh)
        );
    }

    private static bool EndsOwnSession(DescribedOperation operation)
    {
        if (operation.Segments.LastOrDefault() is not { } end)
            return false;
        if (end.IsParameter)
            return IsToken(end) && operation.Segments is [.., { IsParameter: false } before, _] && IsSession(before);
        if (IsSession(end) && (!IsPlural(end) || !end.Text.Contains('-', StringComparison.Ordinal)))
            return !IsPlural(end);
        return end.Terms.Contains(Term.Self)
            && (end.Terms.Contains(Term.Session) || operation.Segments is [.., { IsParameter: false } holder, _] && IsSession(holder));
    }

    private static bool IsSession(PathSegment segment) =>
        segment.Terms.Any(t => t is Term.Session or Term.Login or Term.Token)
        && segment.Terms.All(t =>
            t is Term.Session or Term.Login or Term.Token or Term.Auth or Term.Self or Term.Prefix
            || t == Term.Other && segment.Terms.Contains(Term.Self)
        );

    private static bool IsPlural(PathSegment segment) => segment.Text.EndsWith('s') || segment.Text.EndsWith('S');

    private static bool IsToken(PathSegment segment) =>
        NameWords.Joined(segment.Text) is "token" or "accesstoken" or "sessiontoken" or "authtoken" or "ticket";

    private static bool IsAccount(DescribedOperation operation) =>
        operation.Method == "DELETE" && operation.LastTerms.Contains(Term.User) && !operation.LastTerms.Contains(Term.Session);
}
