using System.Collections.Concurrent;
using System.Text.Json;
using Conformance.Documents;
using Conformance.JsonSchema;

namespace Conformance.Contracts.Schemas;

/// <summary>The schemas of one contract, compiled from its whole document so that references between them hold.</summary>
public sealed class ContractSchemas
{
    private static readonly Uri Base = new("contract:/document");
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 512 };

    private readonly ConcurrentDictionary<string, SchemaHandle> _handles = new(StringComparer.Ordinal);
    private readonly Lazy<JsonElement> _document;
    private readonly Lazy<JsonElement?> _inRequests;
    private readonly Lazy<JsonElement?> _inResponses;
    private readonly Lazy<SchemaRegistry> _registry;
    private readonly Lazy<SchemaRegistry> _requestRegistry;
    private readonly Lazy<SchemaRegistry> _responseRegistry;
    private IReadOnlySet<string> _writeOnly = new HashSet<string>();

    internal ContractSchemas(Node root, bool openApi30)
    {
        Dialect = openApi30 ? Dialect.OpenApi30 : Dialect.Draft202012;
        _document = new Lazy<JsonElement>(() => Parse(root.ToUtf8Json())!.Value);
        _inRequests = new Lazy<JsonElement?>(() => Parse(DirectedDocument.Write(root, openApi30, Direction.Request, out _)));
        _inResponses = new Lazy<JsonElement?>(() => Parse(DirectedDocument.Write(root, openApi30, Direction.Response, out _writeOnly)));

        // Most contracts mark nothing, and then what is compiled once serves both ways.
        _registry = new Lazy<SchemaRegistry>(() => Registry(Document));
        _requestRegistry = new Lazy<SchemaRegistry>(() => _inRequests.Value is { } document ? Registry(document) : _registry.Value);
        _responseRegistry = new Lazy<SchemaRegistry>(() => _inResponses.Value is { } document ? Registry(document) : _registry.Value);
    }

    /// <summary>The dialect of the contract's schemas.</summary>
    public Dialect Dialect { get; }

    /// <summary>The contract's document as JSON.</summary>
    public JsonElement Document => _document.Value;

    /// <summary>The contract's document as one direction sees its schemas; pointers into <see cref="Document"/> hold in it.</summary>
    public JsonElement DocumentIn(Direction direction) =>
        (direction == Direction.Request ? _inRequests.Value : _inResponses.Value) ?? Document;

    internal SchemaHandle Of(Node schema) =>
        _handles.GetOrAdd(schema.Pointer, static (_, arg) => new SchemaHandle(arg.Schemas, arg.Node), (Schemas: this, Node: schema));

    /// <summary>Compiles the schema at a pointer: as one direction sees it, or as it is written.</summary>
    /// <exception cref="SchemaException">It, or a schema that it refers to, is wrong.</exception>
    internal CompiledSchema Compile(string pointer, Direction? direction)
    {
        var registry = direction switch
        {
            Direction.Request => _requestRegistry.Value,
            Direction.Response => _responseRegistry.Value,
            _ => _registry.Value,
        };
        return registry.Compile(new Uri(Base, "#" + string.Join('/', pointer.Split('/').Select(Uri.EscapeDataString))));
    }

    /// <summary>Whether a violation in a response says no more than that a <c>writeOnly</c> property is there.</summary>
    internal bool IsWriteOnly(Violation violation)
    {
        var fragment = violation.SchemaLocation.IndexOf('#', StringComparison.Ordinal);
        return violation.Keyword == "not"
            && fragment >= 0
            && _writeOnly.Contains(Uri.UnescapeDataString(violation.SchemaLocation[(fragment + 1)..^"/not".Length]));
    }

    private static JsonElement? Parse(byte[]? json) => json is null ? null : JsonDocument.Parse(json, Deep).RootElement;

    private SchemaRegistry Registry(JsonElement document)
    {
        var registry = new SchemaRegistry(Dialect, new SchemaOptions { AssertFormat = true });
        registry.Add(Base, document);
        return registry;
    }
}
