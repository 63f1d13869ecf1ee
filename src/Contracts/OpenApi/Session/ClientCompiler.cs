using System.Collections.Immutable;
using Conformance.Contracts.Expressions;
using Conformance.Contracts.Model;
using Conformance.Documents;

namespace Conformance.Contracts.OpenApi.Session;

/// <summary>
/// Compiles <c>client</c>: the fixed credentials of the client. What an operation says comes before what the root says, which is for headers and cookies of every operation, and for other
/// places of those that document them.
/// </summary>
internal sealed class ClientCompiler(CompileContext context, SecurityCompiler security)
{
    /// <summary>The credentials that one operation asks for.</summary>
    /// <param name="policy">Its <c>x-session</c>, or the one of several that is meant; null where it has none.</param>
    /// <param name="parameters">The Parameter Objects of the operation and of its path item.</param>
    public ImmutableArray<ClientCredential> Compile(Node operation, Node? policy, IReadOnlyList<Node> parameters)
    {
        var own = policy?["client"];
        var found = ImmutableArray.CreateBuilder<ClientCredential>();
        foreach (var (name, _, value) in context.Session?.Client?.Members ?? [])
        {
            if (name != "x-origin" && own?[name] is null)
                Add(found, name, value, operation, policy, parameters, isStated: false);
        }

        foreach (var (name, _, value) in own?.Members ?? [])
        {
            if (name != "x-origin")
                Add(found, name, value, operation, policy, parameters, isStated: true);
        }

        return found.ToImmutable();
    }

    private void Add(
        ImmutableArray<ClientCredential>.Builder found,
        string name,
        Node value,
        Node operation,
        Node? policy,
        IReadOnlyList<Node> parameters,
        bool isStated
    )
    {
        // A value of false takes the root's away.
        var refuses = context.Session!.Refusals.ContainsKey(Refusal.Client.Name()) || policy?["refusals"]?["client"] is not null;
        foreach (var place in OperationSessionCompiler.Places(value))
        {
            var documented = Documented(place.Expression, operation, parameters);
            if (!isStated && documented is null && !IsEverywhere(place.Expression, operation))
                continue;
            var schema = context.Resolve(documented?["schema"] ?? documented);
            found.Add(
                new ClientCredential(
                    name,
                    place,
                    place.Around.Unwrap(Text(schema?["const"] ?? (schema?["enum"]?.Items is [var only] ? only : null))),
                    place.Around.Unwrap(
                        Text(
                            documented?["example"]
                                ?? schema?["example"]
                                ?? schema?["examples"]?[0]
                                ?? schema?["enum"]?[0]
                                ?? schema?["default"]
                        )
                    ),
                    refuses
                )
            );
        }
    }

    private bool IsEverywhere(Expression place, Node operation) =>
        place.Source switch
        {
            ExpressionSource.RequestHeader or ExpressionSource.RequestCookie => true,
            ExpressionSource.RequestBasicUser or ExpressionSource.RequestBasicPassword => security.AsksForBasic(operation),
            _ => false,
        };

    /// <summary>The Parameter Object or the schema of a place; null where the operation documents none.</summary>
    private Node? Documented(Expression place, Node operation, IReadOnlyList<Node> parameters)
    {
        if (place.Source != ExpressionSource.RequestBody)
        {
            return In(place.Source) is { } location
                ? parameters.FirstOrDefault(p => p["in"]?.AsString() == location && IsNamed(p, place.Name!, location))
                : null;
        }

        foreach (var (_, _, media) in context.Resolve(operation["requestBody"])?["content"]?.Members ?? [])
        {
            if (Below(context.Resolve(media)?["schema"], place.Pointer!.Segments.AsSpan(), depth: 0) is { } schema)
                return schema;
        }

        return null;
    }

    private Node? Below(Node? schema, ReadOnlySpan<string> segments, int depth)
    {
        // A schema may lead back to itself.
        const int deepest = 32;
        if (context.Resolve(schema) is not { } resolved || depth > deepest)
            return null;
        if (segments.IsEmpty)
            return resolved;
        if (Below(resolved["properties"]?[segments[0]], segments[1..], depth + 1) is { } found)
            return found;
        foreach (var part in (string[])["allOf", "anyOf", "oneOf"])
        {
            foreach (var one in resolved[part]?.Items ?? [])
            {
                if (Below(one, segments, depth + 1) is { } within)
                    return within;
            }
        }

        return null;
    }

    private static bool IsNamed(Node parameter, string name, string location) =>
        string.Equals(
            parameter["name"]?.AsString(),
            name,
            location == "header" ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal
        );

    private static string? In(ExpressionSource source) =>
        source switch
        {
            ExpressionSource.RequestHeader => "header",
            ExpressionSource.RequestCookie => "cookie",
            ExpressionSource.RequestQuery => "query",
            ExpressionSource.RequestPathParameter => "path",
            _ => null,
        };

    private static string? Text(Node? value) => value is ScalarNode scalar ? scalar.Text : null;
}
