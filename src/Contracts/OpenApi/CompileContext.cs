using Conformance.Contracts.Model;
using Conformance.Contracts.Schemas;
using Conformance.Documents;

namespace Conformance.Contracts.OpenApi;

/// <summary>What the compilers of one document share.</summary>
/// <param name="Problems">Problems of parts that can be done without.</param>
/// <param name="Fatal">Problems with which the contract cannot be served, because its tokens would not do what it says.</param>
internal sealed record CompileContext(Node Root, SpecVersion Version, ContractSchemas Schemas, Problems Problems, Problems Fatal)
{
    /// <summary>The session plan; null where the contract has none.</summary>
    public SessionPlan? Session { get; init; }

    /// <summary>Follows a reference; null, with a problem, where it leads nowhere.</summary>
    public Node? Resolve(Node? node) => node is null ? null : References.Resolve(node, Root, Problems);

    /// <summary>The schema under a member of that name, or null.</summary>
    public SchemaHandle? Schema(Node holder, string name = "schema") =>
        holder[name] is { } schema and (ObjectNode or ScalarNode { Kind: ScalarKind.Boolean }) ? Schemas.Of(schema) : null;
}
