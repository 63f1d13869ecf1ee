using Conformance.Contracts.Model;
using Conformance.Documents;

namespace Conformance.Linting.Session;

/// <summary>Each alternative in the <c>security</c> of an operation that answers to tokens names a scheme that carries one (OpenAPI 3.1.1, section 4.8.30).</summary>
internal static class AlternativeRules
{
    public static void Check(LintContext context)
    {
        if (context.Contract is not { Session: { } plan } contract)
            return;
        foreach (var operation in contract.Operations.Where(o => o.Role is Role.Protected or Role.Logout or Role.Refresh))
        {
            if (
                JsonPointer.TryParse(operation.Pointer)?.Resolve(context.Root) is not { } node
                || context.SessionOf(operation) is not { } session
            )
                continue;
            foreach (var alternative in (node["security"] ?? context.Root["security"])?.Items ?? [])
                Check(context, plan, operation, session, alternative);
        }
    }

    private static void Check(LintContext context, SessionPlan plan, Operation operation, Node session, Node alternative)
    {
        var presents = session["presents"]?.Members ?? [];
        var isElsewhere = operation.Role == Role.Protected ? presents.Any(p => p.Name == SessionPlan.AccessKind) : presents.Count > 0;
        if (isElsewhere || alternative.Members.Any(s => plan.KindByScheme.ContainsKey(s.Name)))
            return;
        if (alternative.Members.Count == 0)
        {
            if (operation.Role == Role.Protected)
                context.Problems.Warning(
                    "optional-token",
                    alternative.At,
                    $"\"security\" lets a request without credentials in ({{}}), and the role \"protected\" of {operation} says that it answers to live tokens alone; the role counts.",
                    "Leave {} out of the list, or leave the role out."
                );
            return;
        }

        var names = string.Join(", ", alternative.Members.Select(s => $"\"{s.Name}\""));
        context.Problems.Warning(
            "scheme-without-token",
            alternative.Members[0].NameAt,
            operation.Session!.Alternatives.Any(a => !a.IsStated)
                ? $"No kind of token is mapped to the scheme {names} in \"security\" of {operation}; the access token is looked for there."
                : $"No kind of token is mapped to the scheme {names} in \"security\" of {operation}, and it can carry none.",
            $"Name the scheme under x-session/tokens/{SessionPlan.AccessKind}/scheme at the root, which may be a list, or leave it out here."
        );
    }
}
