using Conformance.Contracts.Conditions;
using Conformance.Contracts.Expressions;
using Conformance.Contracts.Model;
using Conformance.Documents;

namespace Conformance.Linting.Session;

/// <summary>Operations at one method and path are told apart: no request can mean two of them, and each can be meant by some request.</summary>
internal static class VariantRules
{
    private const string Where = "where";

    public static void Check(LintContext context)
    {
        if (context.Contract is not { } contract)
            return;
        foreach (var group in contract.Operations.GroupBy(o => (o.Method, o.Path)).Select(g => g.ToList()))
        {
            for (var i = 0; i < group.Count; i++)
            {
                foreach (var earlier in group.Take(i).Where(e => e.Variant is not null || group[i].Variant is not null))
                    CheckPair(context, earlier, group[i]);
            }
        }

        foreach (var operation in contract.Operations.Where(o => o.Where is not null))
        {
            foreach (var term in operation.Where!.Terms)
                CheckTerm(context, operation, term);
        }
    }

    private static void CheckPair(LintContext context, Operation first, Operation second)
    {
        if (first.Where is null && second.Where is null)
            context.Problems.Error(
                Where,
                At(context, second),
                $"{first} and {second} have one method and path, and nothing tells them apart.",
                "Add \"where\" to the x-session of all but one of them, such as {$request.body#/grant_type: password}."
            );
        else if (first.Where is { } one && second.Where is { } other && !one.Excludes(other))
            context.Problems.Error(
                Where,
                At(context, second),
                $"A request can mean both {first} and {second}: what fulfils \"{one}\" may fulfil \"{other}\" as well.",
                "Have both ask for the same place, with values of which only one can stand there."
            );
    }

    private static void CheckTerm(LintContext context, Operation operation, ConditionTerm term)
    {
        var at = TermAt(context, operation, term);
        if (term.Expected.IsImpossible)
        {
            context.Problems.Error(Where, at, $"No request means {operation}: nothing \"{term}\".", "Leave out what contradicts the rest.");
            return;
        }

        var (isDocumented, known, schemas) = Documented(context, operation, term.Place);
        if (!isDocumented && term.Expected.Accepts(default))
            return;
        if (!isDocumented)
        {
            var near = Nearest.To(NameOf(term.Place), known);
            context.Problems.Warning(
                Where,
                at,
                $"{operation} is told by {term.Place.Written}, which it does not document.",
                near is null ? "Document it, or name a place that is documented." : $"Did you mean \"{near}\"?"
            );
        }
        else if (
            schemas.Count > 0
            && term.Expected.Value is { } value
            && !term.Expected.Accepts(default)
            && schemas.All(s => IsRefused(context, s, value))
        )
        {
            context.Problems.Error(
                Where,
                at,
                $"No valid request means {operation}: {value} does not fit the schema of {term.Place.Written} ({schemas[0].At}).",
                "Correct the value, or the schema."
            );
        }
    }

    private static (bool IsDocumented, IReadOnlyList<string> Known, IReadOnlyList<Node> Schemas) Documented(
        LintContext context,
        Operation operation,
        Expression place
    )
    {
        if (place.Pointer is { } pointer)
        {
            var content = operation.Body?.Content ?? [];
            var found = content.Select(c => SchemaSearch.At(context, c.Schema?.Node, pointer.Segments)).ToList();
            return (
                found.Exists(f => f.Node is not null || !f.IsKnown),
                [.. found.SelectMany(f => f.Beside)],
                [.. found.Select(f => f.Node).OfType<Node>()]
            );
        }

        var location = place.Source switch
        {
            ExpressionSource.RequestQuery => ParameterLocation.Query,
            ExpressionSource.RequestPathParameter => ParameterLocation.Path,
            ExpressionSource.RequestCookie => ParameterLocation.Cookie,
            _ => ParameterLocation.Header,
        };
        var parameters = operation.Parameters.Where(p => p.In == location).ToList();
        var comparison = location == ParameterLocation.Header ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        var named = parameters.Find(p => p.Name.Equals(place.Name, comparison));

        // A Content-Type, an Accept and the like are documented elsewhere, or nowhere.
        var isOfHttp =
            location == ParameterLocation.Header && place.Name!.ToUpperInvariant() is "CONTENT-TYPE" or "ACCEPT" or "AUTHORIZATION";
        return (named is not null || isOfHttp, [.. parameters.Select(p => p.Name)], named?.Schema is { } schema ? [schema.Node] : []);
    }

    private static bool IsRefused(LintContext context, Node schema, Node value)
    {
        using var instance = value.ToJsonDocument();
        return context.Schemas.Of(schema).ForRequest is { } compiled && !compiled.IsValid(instance.RootElement);
    }

    private static string NameOf(Expression place) => place.Pointer is { Segments: [.., var last] } ? last : place.Name ?? "";

    private static Location At(LintContext context, Operation operation) =>
        context.SessionOf(operation) is { } session ? (session[Where] ?? session["role"] ?? session).At : operation.At;

    private static Location TermAt(LintContext context, Operation operation, ConditionTerm term) =>
        context
            .SessionOf(operation)
            ?[Where]?.Members.FirstOrDefault(m => m.Name == term.Place.Written || Expression.Parse(m.Name) == term.Place)
            is { Name: not null } member
            ? member.NameAt
            : At(context, operation);
}
