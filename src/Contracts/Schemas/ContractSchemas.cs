using System.Collections.Concurrent;
using Conformance.Documents;
using Conformance.JsonSchema;

namespace Conformance.Contracts.Schemas;

/// <summary>The schemas of one contract, compiled from its whole document so that references between them hold.</summary>
public sealed class ContractSchemas
{
    /// <summary>
    /// Says at the root of a document which dialect its schemas are written in, where that is not the one of its version. Swagger 2.0 is converted to
    /// OpenAPI 3.0, but its schemas stay what they were.
    /// </summary>
    internal const string DialectExtension = "x-json-schema-dialect";

    /// <summary>The URI of JSON Schema draft 4's metaschema.</summary>
    internal const string Draft4 = "http://json-schema.org/draft-04/schema#";

    private static readonly Uri Base = new("contract:/document");

    private readonly ConcurrentDictionary<Node, SchemaHandle> _handles = new();
    private readonly SchemaRegistry _registry;

    internal ContractSchemas(Node root, Dialect dialect)
    {
        Document = root;
        Dialect = dialect;
        _registry = new SchemaRegistry(dialect, new SchemaOptions { AssertFormat = true });
        _registry.Add(Base, root);
    }

    /// <summary>The whole document that they stand in.</summary>
    public Node Document { get; }

    /// <summary>The dialect of the contract's schemas.</summary>
    public Dialect Dialect { get; }

    /// <summary>The dialect that a document's schemas are written in.</summary>
    internal static Dialect DialectOf(Node root, SpecVersion version) =>
        version == SpecVersion.V20 || root[DialectExtension]?.AsString() == Draft4 ? Dialect.Draft4
        : version == SpecVersion.V30 ? Dialect.OpenApi30
        : Dialect.Draft202012;

    internal SchemaHandle Of(Node schema) => _handles.GetOrAdd(schema, static (node, schemas) => new SchemaHandle(schemas, node), this);

    /// <summary>Compiles a schema as a direction sees it.</summary>
    /// <exception cref="SchemaException">It, or a schema that it refers to, is wrong.</exception>
    internal CompiledSchema Compile(Node schema, Direction direction) => _registry.Compile(schema, direction);
}
