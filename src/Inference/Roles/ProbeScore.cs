using Conformance.Inference.Surface;
using Conformance.Inference.Vocabulary;

namespace Conformance.Inference.Roles;

/// <summary>How well an operation tells a live token from a dead one.</summary>
internal static class ProbeScore
{
    /// <summary>From here on an operation is taken for a protected one.</summary>
    public const double Threshold = 2;

    /// <summary>The same in a document that says nothing of security.</summary>
    public const double ThresholdWithoutSecurity = -1.5;

    /// <param name="credential">Whether a security scheme is one that carries the access token; null where no scheme is known to.</param>
    public static Candidate? Of(DescribedApi api, DescribedOperation operation, Func<DescribedScheme, bool>? credential)
    {
        if (operation.Method is not ("GET" or "POST") || operation.Segments.Any(s => s.IsParameter) && operation.Selectors.Any())
            return null;
        if (operation.Method == "POST" && !IsRead(operation))
            return null;
        var required = operation
            .Parameters.Where(p => p.IsRequired && p.Place is "query" or "header" && !FieldNames.IsAccessToken(p))
            .ToList();
        var security = operation.Security;
        var carries = credential is not null && api.Uses(operation, credential);
        var self = operation.Segments.Where(s => s.Terms.Contains(Term.Self)).ToList();
        // "current" alone may be anything's: a language, a job.
        var isOfUser =
            self.Exists(s => NameWords.Of(s.Text).All(w => w is not "current")) || operation.Segments.Any(s => s.Terms.Any(IsOfCaller));
        var isSelf = operation.LastTerms.Contains(Term.Self) && isOfUser;
        return new Weighing(operation)
            .Add(isSelf, 4, $"the path ends in \"{operation.Segments.LastOrDefault()?.Text}\"")
            .Add(!isSelf && self.Count > 0 && isOfUser, 2, $"is below \"{self.FirstOrDefault()?.Text}\"")
            .Add(
                !isSelf && operation.LastTerms is [.., Term.User] && !operation.Segments[^1].Text.EndsWith('s'),
                2.5,
                "answers about the user"
            )
            .Add(
                (operation.IdTerms.Contains(Term.Self) || operation.SummaryTerms.Contains(Term.Self)) && (isOfUser || self.Count == 0),
                1.5,
                "is about the caller"
            )
            .Add(operation.Statuses.Contains("401"), 2, "documents 401")
            .Add(carries && operation.HasOwnSecurity, 3, "asks for the access token")
            .Add(carries && !operation.HasOwnSecurity, 2, "asks for the access token, by the document's security")
            .Add(credential is null && operation.IsSecured, 2, "asks for a credential")
            .Add(credential is not null && operation.IsSecured && !carries, -4, "asks for another credential")
            .Add(security is not null && operation.IsPublic, -7, "needs no credential, by its security")
            .Add(required.Count > 0, -required.Sum(p => p.Place == "header" ? 1 : 2.5), $"needs \"{required.FirstOrDefault()?.Name}\"")
            .Add(
                operation.Statuses.Length > 0 && !operation.Statuses.Any(s => s is ['2', ..] or "default"),
                -5,
                "documents no success of 2xx"
            )
            .Add(operation.Method == "POST", -2, "is a POST")
            .Add(operation.Mentions(Term.Login) || operation.Mentions(Term.Logout), -6, "is about logging in or out")
            .Add(operation.Mentions(Term.Register) || operation.Mentions(Term.Reset), -4, "is about an account that is to be")
            .Add(operation.Mentions(Term.Refresh), -4, "is about refreshing")
            .Add(operation.PathMentions(Term.Federated) || operation.PathMentions(Term.Step), -4, "is a step of a flow")
            .Add(operation.PathMentions(Term.Admin), -2, "is for administrators")
            .Add(operation.PathMentions(Term.Session) && !operation.PathMentions(Term.Self), -3, "may answer whoever has no session, too")
            .Add(operation.LastTerms.Any(t => t == Term.About), -2, "may be public")
            .Add(operation.IsDeprecated, -2, "is deprecated")
            .Add(true, -0.3 * operation.Segments.Length, "is deep in the tree")
            .Result();
    }

    private static bool IsOfCaller(Term term) => term is Term.User or Term.Session or Term.Auth or Term.Token;

    private static bool IsRead(DescribedOperation operation) =>
        operation.LastTerms is not [] and var last
        && last.All(t => t is Term.Self or Term.User or Term.Token)
        && operation.Body.All(f => !f.IsRequired);
}
