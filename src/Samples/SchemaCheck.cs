using System.Text.Json;
using Conformance.Documents;
using Conformance.JsonSchema;

namespace Conformance.Samples;

/// <summary>Asks the validator about schemas of the document, as one direction sees them.</summary>
internal sealed class SchemaCheck(SchemaRegistry registry, Direction direction)
{
    private readonly Dictionary<Node, CompiledSchema?> _compiled = [];

    /// <summary>Whether a value satisfies all of these schemas. A schema that the validator refuses to read is not asked about.</summary>
    public bool Accepts(IEnumerable<SchemaNode> schemas, JsonElement value) =>
        schemas.All(schema => Compiled(schema) is not { } compiled || compiled.IsValid(value));

    /// <summary>Why a value does not satisfy these schemas.</summary>
    public string Explain(IEnumerable<SchemaNode> schemas, JsonElement value)
    {
        foreach (var schema in schemas)
        {
            if (Compiled(schema)?.Validate(value) is { Count: > 0 } violations)
                return $"the schema at \"{schema.Pointer}\" refuses {Shortened(value)}: {violations[0].Message}";
        }

        return "no value was found";
    }

    private CompiledSchema? Compiled(SchemaNode schema)
    {
        if (!schema.IsInDocument)
            return null;
        if (!_compiled.TryGetValue(schema.Node, out var compiled))
            _compiled[schema.Node] = compiled = Compile(schema.Node);
        return compiled;
    }

    private CompiledSchema? Compile(Node schema)
    {
        try
        {
            return registry.Compile(schema, direction);
        }
        catch (SchemaException)
        {
            return null;
        }
    }

    private static string Shortened(JsonElement value) =>
        value.GetRawText() is { Length: > 200 } text ? text[..200] + "…" : value.GetRawText();
}
