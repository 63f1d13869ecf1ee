using Conformance.Documents;
using Conformance.JsonSchema;

namespace Conformance.Contracts.Schemas;

/// <summary>A schema of a contract, compiled when it is first asked for.</summary>
public sealed class SchemaHandle
{
    private readonly ContractSchemas _schemas;
    private CompiledSchema? _compiled;
    private CompiledSchema? _forRequest;
    private CompiledSchema? _forResponse;
    private SchemaException? _broken;

    internal SchemaHandle(ContractSchemas schemas, Node node)
    {
        _schemas = schemas;
        Node = node;
        Pointer = node.Pointer;
        Shape = new ValueShape(node);
        TakesAnyString = SchemaTypes.TakesAnyString(node);
    }

    /// <summary>The schema as written; it may be a reference.</summary>
    public Node Node { get; }

    /// <summary>Its JSON pointer in the contract.</summary>
    public string Pointer { get; }

    /// <summary>The JSON types that an instance may have.</summary>
    public JsonTypes Types => Shape.Types;

    /// <summary>Whether every string is valid, so that a text needs no look at the schema.</summary>
    public bool TakesAnyString { get; }

    /// <summary>The compiled schema as written; null where it cannot be compiled (<see cref="Broken"/> then says why) and nothing can be judged by it.</summary>
    public CompiledSchema? Compiled => Get(ref _compiled, Direction.Neither);

    /// <summary>The compiled schema for what a client sends: no <c>readOnly</c> property is required. Null where it cannot be compiled.</summary>
    public CompiledSchema? ForRequest => Get(ref _forRequest, Direction.Request);

    /// <summary>The compiled schema for what a server answers: no <c>writeOnly</c> property is required, or allowed. Null where it cannot be compiled.</summary>
    public CompiledSchema? ForResponse => Get(ref _forResponse, Direction.Response);

    /// <summary>Whether a client may send a JSON text; also where the schema cannot be compiled, since nothing is judged then.</summary>
    public bool AcceptsFromClient(ReadOnlySpan<byte> utf8Json) => ForRequest?.IsValid(utf8Json) != false;

    /// <summary>The places in a JSON text at which it is not what a server may send; none where it is, or where the schema cannot be compiled.</summary>
    public IReadOnlyList<JsonPointer> MisfitsFromServer(byte[] utf8Json)
    {
        ArgumentNullException.ThrowIfNull(utf8Json);
        return ForResponse is not { } schema || schema.IsValid(utf8Json)
            ? []
            : [.. schema.Validate(utf8Json).Select(v => JsonPointer.TryParse(v.InstancePointer) ?? JsonPointer.Root)];
    }

    /// <summary>Why the schema cannot be compiled; null where it can.</summary>
    public SchemaException? Broken => Compiled is null ? _broken : null;

    /// <summary>The value that counts where there is none; null where the schema says none.</summary>
    public Node? Default => Shape.Parts.Select(p => p["default"]).FirstOrDefault(d => d is not null);

    /// <summary>How a text is read as a value of the schema.</summary>
    internal ValueShape Shape { get; }

    /// <summary>The compiled schema for a direction; null where it cannot be compiled.</summary>
    internal CompiledSchema? For(Direction direction) =>
        direction switch
        {
            Direction.Request => ForRequest,
            Direction.Response => ForResponse,
            _ => Compiled,
        };

    private CompiledSchema? Get(ref CompiledSchema? compiled, Direction direction)
    {
        if (compiled is not null || _broken is not null)
            return compiled;
        try
        {
            compiled = _schemas.Compile(Node, direction);
        }
        catch (SchemaException exception)
        {
            _broken = exception;
        }

        return compiled;
    }
}
