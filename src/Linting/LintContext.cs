using Conformance.Contracts;
using Conformance.Contracts.Model;
using Conformance.Contracts.OpenApi.Session;
using Conformance.Contracts.Schemas;
using Conformance.Contracts.Structure;
using Conformance.Documents;

namespace Conformance.Linting;

/// <summary>What the rules look at: a document with its overlays and readings applied.</summary>
/// <param name="Root">The document, as OpenAPI 3.</param>
/// <param name="Inventory">Everything in it.</param>
/// <param name="Contract">The compiled contract; null where it cannot be served.</param>
/// <param name="Schemas">Its schemas, which can be judged all the same.</param>
internal sealed record LintContext(
    Node Root,
    SpecVersion Version,
    Inventory Inventory,
    Contract? Contract,
    ContractSchemas Schemas,
    Problems Problems
)
{
    /// <summary>Whether the document says what its tokens do, so that strings in its examples may embed expressions.</summary>
    public bool HasSession => Root["x-session"] is not null;

    /// <summary>The <c>x-session</c> of an operation, with what its role stands for: of several at one place its own; null where it has none.</summary>
    public Node? SessionOf(Operation operation) => WrittenSessionOf(operation) is { } policy ? Introspection.Whole(policy) : null;

    /// <summary>The same as it is written.</summary>
    public Node? WrittenSessionOf(Operation operation) =>
        operation.SessionPointer is { } pointer ? JsonPointer.TryParse(pointer)?.Resolve(Root) : null;

    /// <summary>Follows a reference without a word about a broken one, which <see cref="Rules.ReferenceRules"/> reports.</summary>
    public Node? Resolve(Node? node) => node is null ? null : References.Resolve(node, Root, null);
}
