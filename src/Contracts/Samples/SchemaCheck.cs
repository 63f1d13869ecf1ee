using System.Text.Json;
using Conformance.JsonSchema;

namespace Conformance.Contracts.Samples;

/// <summary>Asks the validator about schemas of the document. A reference that leads nowhere is taken as a schema that nothing satisfies.</summary>
internal sealed class SchemaCheck
{
    private readonly Uri _document = new("contract:/doc");
    private readonly SchemaRegistry _registry;
    private readonly Dictionary<string, CompiledSchema?> _compiled = new(StringComparer.Ordinal);

    public SchemaCheck(JsonElement document, SchemaReferences references)
    {
        var dialect = references.ReferenceStandsAlone ? Dialect.OpenApi30 : Dialect.Draft202012;
        _registry = new(dialect, new SchemaOptions { AssertFormat = true, MaxDepth = 1000 });
        _registry.Add(_document, DanglingReferences.Closed(document, references));
    }

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
        if (!_compiled.TryGetValue(schema.Pointer, out var compiled))
            _compiled[schema.Pointer] = compiled = Compile(schema.Pointer);
        return compiled;
    }

    private CompiledSchema? Compile(string pointer)
    {
        try
        {
            return _registry.Compile(
                new Uri(_document + "#" + Uri.EscapeDataString(pointer).Replace("%2F", "/", StringComparison.Ordinal))
            );
        }
        catch (SchemaException)
        {
            return null;
        }
    }

    private static string Shortened(JsonElement value) =>
        value.GetRawText() is { Length: > 200 } text ? text[..200] + "…" : value.GetRawText();
}
