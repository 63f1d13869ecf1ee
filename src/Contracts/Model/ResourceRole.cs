using System.Collections.Immutable;
using Conformance.Contracts.Schemas;

namespace Conformance.Contracts.Model;

/// <summary>What an operation does to a resource.</summary>
public enum ResourceAction
{
    /// <summary>Makes one: POST to the collection.</summary>
    Make,

    /// <summary>Lists the collection: GET of it.</summary>
    List,

    /// <summary>Reads one: GET of its path.</summary>
    Read,

    /// <summary>Puts another one in its place: PUT.</summary>
    Replace,

    /// <summary>Changes members of it: PATCH.</summary>
    Change,

    /// <summary>Takes it away: DELETE.</summary>
    Remove,
}

/// <summary>
/// The part that an operation plays for a collection: a path to which something is posted, and the one below it that ends in a parameter, by which that is read, changed or taken away.
/// </summary>
/// <param name="Action">What it does.</param>
/// <param name="Collection">The path of the collection, with base path and without a slash at its end.</param>
/// <param name="IdParameter">The parameter of the path that ends in the id.</param>
/// <param name="IdSchema">The schema of that; null where it has none.</param>
public sealed record ResourceRole(ResourceAction Action, string Collection, string IdParameter, SchemaHandle? IdSchema)
{
    /// <summary>Finds the collections of a document and tells their operations the part that they play.</summary>
    internal static void Assign(ImmutableArray<Operation> operations)
    {
        // A login makes no resource, and what is told apart by conditions is more than a collection.
        var plain = operations.Where(o =>
            o is { IsStateful: true, Variant: null, Unread: null, Role: Role.None or Role.Protected } && o.Session?.Issues.IsEmpty != false
        );
        var byPath = plain.ToLookup(o => o.Path.TrimEnd('/'), StringComparer.Ordinal);
        foreach (var items in byPath)
        {
            var slash = items.Key.LastIndexOf('/');
            if (
                slash <= 0
                || items.Key[(slash + 1)..] is not ['{', .. var name, '}']
                || name.Contains('{', StringComparison.Ordinal)
                || byPath[items.Key[..slash]].FirstOrDefault(o => o.Method == "POST") is not { Body: { } body } make
                || !body.Content.Any(t => t.Kind == BodyKind.Json)
            )
                continue;
            var schema = items.SelectMany(o => o.Parameters).FirstOrDefault(p => p.In == ParameterLocation.Path && p.Name == name)?.Schema;
            foreach (var operation in items)
            {
                if (ActionOf(operation.Method) is { } action)
                    operation.Resource = new ResourceRole(action, items.Key[..slash], name, schema);
            }

            if (items.All(o => o.Resource is null))
                continue;
            make.Resource = new ResourceRole(ResourceAction.Make, items.Key[..slash], name, schema);
            foreach (var list in byPath[items.Key[..slash]].Where(o => o.Method == "GET"))
                list.Resource = new ResourceRole(ResourceAction.List, items.Key[..slash], name, schema);
        }
    }

    private static ResourceAction? ActionOf(string method) =>
        method switch
        {
            "GET" => ResourceAction.Read,
            "PUT" => ResourceAction.Replace,
            "PATCH" => ResourceAction.Change,
            "DELETE" => ResourceAction.Remove,
            _ => null,
        };
}
