using Conformance.Contracts;
using Conformance.Contracts.Expressions;
using Conformance.Contracts.Model;
using Conformance.Contracts.OpenApi.Session;
using Conformance.Documents;

namespace Conformance.Linting.Session;

/// <summary>Tokens and other credentials travel where a request or an answer has room for them, each at a place of its own.</summary>
internal static class PlaceRules
{
    public static void Check(LintContext context)
    {
        if (context.Contract is not { Session: { } plan } contract)
            return;
        foreach (var operation in contract.Operations)
        {
            if (JsonPointer.TryParse(operation.Pointer)?.Resolve(context.Root) is not { } node)
                continue;
            if (context.SessionOf(operation) is { } session)
            {
                CheckIssued(context, operation, node, session);
                CheckPathPlaces(context, operation, session);
            }

            if (operation.Role is Role.Login or Role.Prelogin)
                CheckSecurity(context, plan, contract, operation, node);
        }

        CheckClient(context, contract);
    }

    private static void CheckIssued(LintContext context, Operation operation, Node node, Node session)
    {
        var places = new Dictionary<Expression, string>();
        foreach (var (name, _, value) in session["issues"]?.Members ?? [])
        {
            if (TextAround.Parse(value.AsString() ?? "") is not var (place, around))
                continue;
            if (!places.TryAdd(place, name))
            {
                context.Problems.Error(
                    "tokens-at-one-place",
                    value.At,
                    $"{operation} issues the {name} token at {place}, where it issues the {places[place]} token; one answer holds one of them there.",
                    $"Name its own place, or leave one kind out; where one token opens several things, present the {places[place]} token at each."
                );
            }

            if (around.Before.Length == 0 && ShownScheme.At(context.Root, node, place) is { } shown)
            {
                context.Problems.Warning(
                    "token-with-scheme",
                    value.At,
                    $"{operation} issues the {name} token at {place}, and what is documented there, {shown.Describe()}, begins with \"Bearer\"; a token is what follows the scheme (RFC 6750, section 2.1), and is read so.",
                    $"Write what stands around it: 'Bearer {{{place}}}'."
                );
            }
        }
    }

    private static void CheckPathPlaces(LintContext context, Operation operation, Node session)
    {
        var values = (session["presents"]?.Members ?? [])
            .Concat(session.Members.Where(m => m.Name is "subject" or "secret" or "assertion"))
            .Concat(session["client"]?.Members ?? [])
            .SelectMany(m => m.Value is ArrayNode list ? list.Items : [m.Value]);
        foreach (var value in values)
        {
            if (
                TextAround.Parse(value.AsString() ?? "") is not ({ Source: ExpressionSource.RequestPathParameter, Name: { } name }, _)
                || operation.PathParameters.Contains(name)
            )
                continue;
            var near = Nearest.To(name, operation.PathParameters);
            context.Problems.Error(
                "place-not-in-path",
                value.At,
                $"{value.Describe()} stands for a segment of the path, and {operation.Path} has no {{{name}}}.",
                near is not null ? $"Did you mean $request.path.{near}?"
                    : operation.PathParameters.IsEmpty ? "Name a header, a cookie, a query parameter or a place of the body."
                    : $"It has {string.Join(", ", operation.PathParameters)}."
            );
        }
    }

    // Nobody has the token yet that a login gives.
    private static void CheckSecurity(LintContext context, SessionPlan plan, Contract contract, Operation operation, Node node)
    {
        var own = node["security"];
        foreach (var scheme in ((own ?? context.Root["security"])?.Items ?? []).SelectMany(a => a.Members))
        {
            if (
                !plan.KindByScheme.TryGetValue(scheme.Name, out var kind)
                || !operation.Session!.Issues.Contains(kind)
                || (own is not null && contract.Operations.Any(o => o != operation && o.Session?.Issues.Contains(kind) == true))
            )
                continue;
            var name = plan.Policy.Kinds[kind].Name;
            context.Problems.Warning(
                "login-needs-token",
                own is null ? node.At : scheme.NameAt,
                own is null
                    ? $"{operation} issues the {name} token, and the \"security\" at the root asks for one (\"{scheme.Name}\"), which nobody has before; it is served without."
                    : $"{operation} issues the {name} token, and its \"security\" asks for one (\"{scheme.Name}\"), which no other operation gives.",
                "Write \"security: []\" at the operation."
            );
            return;
        }
    }

    private static void CheckClient(LintContext context, Contract contract)
    {
        foreach (var (name, at, _) in context.Root["x-session"]?["client"]?.Members ?? [])
        {
            if (name == "x-origin" || contract.Operations.Any(o => o.Client.Any(c => c.Name == name)))
                continue;
            context.Problems.Warning(
                "client-nowhere",
                at,
                $"No operation asks for the client's \"{name}\": none documents the place that is named for it.",
                "Document it at the operations that take it, or name it under \"client\" in the x-session of those."
            );
        }
    }
}
