using Conformance.Inference.Surface;
using Conformance.Inference.Vocabulary;

namespace Conformance.Inference.Roles;

/// <summary>How much an operation looks like the one that exchanges a user's credentials for a session.</summary>
internal static class LoginScore
{
    /// <summary>From here on an operation is taken for a login.</summary>
    public const double Threshold = 7;

    public static Candidate? Of(DescribedApi api, DescribedOperation operation)
    {
        if (operation.Method is "DELETE" or "PATCH" || !MayBe(operation))
            return null;
        var last = operation.LastTerms;
        var inputs = operation.Inputs.ToList();
        var password = inputs.FirstOrDefault(FieldNames.IsPassword);
        var user = inputs.FirstOrDefault(f => f != password && FieldNames.IsUser(f));
        var chosen = inputs.FirstOrDefault(FieldNames.IsChosenPassword);
        var grant = inputs.FirstOrDefault(FieldNames.IsGrantType);
        var others = inputs.Count(f => f != password && f != user && f.Place == "body");
        var isBasic = operation.HasOwnSecurity && api.Uses(operation, s => s.IsBasic);
        var weighing = new Weighing(operation);
        var named = last.Contains(Term.Login) || operation.IdTerms.Contains(Term.Login) && !operation.IdTerms.Contains(Term.Logout);
        weighing
            .Add(password is not null && user is not null, 5, $"takes \"{user?.Name}\" and \"{password?.Name}\"")
            .Add(password is not null && user is null, 2.5, $"takes \"{password?.Name}\"")
            .Add(grant is not null, 5, $"takes \"{grant?.Name}\" (RFC 6749)")
            .Add(isBasic && named, 4, "takes HTTP Basic")
            .Add(last.Contains(Term.Login), 5, $"the path ends in \"{LastName(operation)}\"")
            .Add(!last.Contains(Term.Login) && operation.PathMentions(Term.Login), 2, "the path is about logging in")
            .Add(operation.IdTerms.Contains(Term.Login) && !operation.IdTerms.Contains(Term.Logout), 3, $"is called \"{operation.Id}\"")
            .Add(
                operation.SummaryTerms.Contains(Term.Login) && !operation.SummaryTerms.Contains(Term.Logout),
                2,
                $"is summed up as \"{operation.ShortSummary}\""
            )
            .Add(
                !last.Contains(Term.Login) && operation.Method == "POST" && Creates(operation),
                2.5,
                $"POST creates \"{LastName(operation)}\""
            )
            .Add(!last.Contains(Term.Login) && last.Contains(Term.Auth), 2.5, $"the path ends in \"{LastName(operation)}\"")
            .Add(operation.Answer.Any(FieldNames.IsAccessToken), 3, "answers a token")
            .Add(
                operation.Answer.Any(f => f.Place == "header" && f.Name.Contains("set-cookie", StringComparison.OrdinalIgnoreCase)),
                3,
                "answers Set-Cookie"
            )
            .Add(operation.Description.Contains("cookie", StringComparison.OrdinalIgnoreCase), 0.5, "tells of a cookie")
            .Add(operation is { HasOwnSecurity: true, IsPublic: true }, 1, "needs no credential");
        Against(api, operation, inputs, chosen, weighing);
        weighing
            .Add(password is null && grant is null && !isBasic && !named, -6, "takes no password")
            .Add(password is null && grant is null && !isBasic && named, -1.5, "takes no password")
            .Add(operation.Method == "GET" && password is null, -5, "only reads")
            .Add(operation.Method == "GET" && password is not null, -2, "only reads")
            .Add(others > 0, -0.15 * Math.Min(others, 10), "takes more than that")
            .Add(operation.Method == "PUT", -1.5, "is a PUT");
        return weighing.Result();
    }

    private static void Against(
        DescribedApi api,
        DescribedOperation operation,
        List<DescribedField> inputs,
        DescribedField? chosen,
        Weighing weighing
    )
    {
        weighing
            .Add(chosen is not null, -6, $"takes \"{chosen?.Name}\": a password is chosen")
            .Add(operation.Mentions(Term.Register), -6, "is about signing up")
            .Add(operation.Mentions(Term.Reset), -6, "is about changing or forgetting a password")
            .Add(operation.Mentions(Term.Verify) && !operation.LastTerms.Contains(Term.Login), -5, "is about confirming something")
            .Add(operation.Mentions(Term.Factor), -4, "is about a second factor")
            .Add(
                operation.PathMentions(Term.Federated) || operation.IdTerms.Contains(Term.Federated),
                -4,
                "somebody else vouches for the user"
            )
            .Add(operation.Mentions(Term.Passwordless) && !inputs.Any(FieldNames.IsPassword), -3, "needs no password")
            .Add(operation.Mentions(Term.Impersonate), -7, "is about acting as somebody else")
            .Add(operation.PathMentions(Term.Admin) || operation.IdTerms.Contains(Term.Admin), -3, "is for administrators")
            .Add(operation.Mentions(Term.Logout), -8, "is about logging out")
            .Add(operation.PathMentions(Term.Step), -3, "is a step of a longer flow")
            .Add(operation.Segments.Any(s => s.Terms.Contains(Term.About)), -4, "is about settings or a record of logins")
            .Add(operation.PathMentions(Term.Refresh), -5, "is about refreshing")
            .Add(operation.PathMentions(Term.Organization) && operation.Selectors.Any(), -5, "is about an organization")
            .Add(operation.Selectors.Any(s => !IsUserName(s)), -2, "is about one of many, by its path")
            .Add(inputs.Count(f => f is { IsRequired: true, Place: "body" }) > 5, -3, "asks for much")
            .Add(
                operation is { HasOwnSecurity: true, IsSecured: true } && !api.Uses(operation, s => s.IsBasic || s.IsKey),
                -2.5,
                "needs a credential of its own"
            )
            .Add(operation.IsDeprecated, -1.5, "is deprecated");
    }

    // A walk through schemas costs; this is seen without one.
    private static bool MayBe(DescribedOperation operation) => operation.Method != "GET" || operation.Mentions(Term.Login);

    private static bool Creates(DescribedOperation operation) =>
        operation.LastTerms.Any(t => t is Term.Session or Term.Token) && operation.Segments is [.., { IsParameter: false }];

    private static bool IsUserName(PathSegment segment) =>
        segment.Terms.Contains(Term.User) || NameWords.Joined(segment.Text).EndsWith("name", StringComparison.Ordinal);

    private static string LastName(DescribedOperation operation) => operation.Segments.LastOrDefault(s => !s.IsParameter)?.Text ?? "";
}
