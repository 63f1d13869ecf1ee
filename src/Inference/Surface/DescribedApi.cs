using System.Collections.Immutable;
using Conformance.Documents;

namespace Conformance.Inference.Surface;

/// <summary>An OpenAPI 3 document, as far as it is about who may do what.</summary>
internal sealed record DescribedApi(Node Root, ImmutableArray<DescribedOperation> Operations, ImmutableArray<DescribedScheme> Schemes)
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "patch", "query"];

    public static DescribedApi Of(Node root)
    {
        var operations =
            from path in root["paths"]?.Members ?? []
            where path.Name.StartsWith('/')
            let item = References.Resolve(path.Value, root, null)
            where item is not null
            from member in item.Members
            where Methods.Contains(member.Name) && member.Value is ObjectNode
            select new DescribedOperation(member.Name.ToUpperInvariant(), path.Name, item, member.Value);
        return new DescribedApi(root, [.. operations], DescribedScheme.All(root));
    }

    /// <summary>Whether one of the alternatives of an operation's security has a scheme of that sort.</summary>
    public bool Uses(DescribedOperation operation, Func<DescribedScheme, bool> sort) =>
        operation.Security is { } security && security.Any(a => a.Any(name => SchemeOf(name) is { } scheme && sort(scheme)));

    /// <summary>The scheme for a refresh token that an operation's own security asks for; null where it asks for none.</summary>
    public DescribedScheme? RefreshSchemeOf(DescribedOperation operation) =>
        (operation.HasOwnSecurity ? operation.Security!.Value : [])
            .SelectMany(a => a)
            .Select(SchemeOf)
            .FirstOrDefault(s => s is { Place.Length: > 0, IsRefresh: true });

    /// <summary>The security scheme of a name; null where there is none.</summary>
    public DescribedScheme? SchemeOf(string name) => Schemes.FirstOrDefault(s => s.Name == name);
}
