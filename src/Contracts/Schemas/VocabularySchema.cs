using Conformance.Documents;
using Conformance.JsonSchema;

namespace Conformance.Contracts.Schemas;

/// <summary>A JSON Schema of this project's own formats, embedded in the assembly, that judges what users write in them.</summary>
internal sealed class VocabularySchema
{
    private readonly SchemaRegistry _registry = new(Dialect.Draft202012, new SchemaOptions { AssertFormat = true });
    private readonly Node _text;
    private readonly string _uri;

    private VocabularySchema(string file, ReadOnlyMemory<byte> bytes)
    {
        _text = DocumentReader.Read(file, bytes, [])!;
        _uri = _text["$id"]!.AsString()!;
        _registry.Add(new Uri(_uri), _text);
    }

    /// <summary>Reads an embedded schema by the name of its file under specs/.</summary>
    public static VocabularySchema Embedded(string file)
    {
        using var stream = typeof(VocabularySchema).Assembly.GetManifestResourceStream(file)!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return new VocabularySchema(file, bytes.ToArray());
    }

    /// <summary>Reports what the schema refuses, each at its place in the file; false where it refuses anything.</summary>
    /// <param name="definition">A name under its <c>$defs</c>; null for the whole schema.</param>
    /// <param name="rule">The rule that problems are reported under.</param>
    /// <param name="what">How messages name the value: <c>x-session</c>.</param>
    public bool Check(Node node, string? definition, string rule, string what, Problems problems)
    {
        using var instance = node.ToJsonDocument();
        var schema = _registry.Compile(new Uri(definition is null ? _uri : $"{_uri}#/$defs/{definition}"));
        var violations = schema.Validate(instance.RootElement);
        foreach (var violation in violations)
        {
            var place = JsonPointer.TryParse(violation.InstancePointer)!.Descend(node).Node;
            var at = place.At;
            if (violation.Property is { } property && place.AsObject()?.TryGetMember(property, out var member) == true)
                at = member.NameAt;
            problems.Error(
                rule,
                at,
                $"{what}{violation.InstancePointer}: found {violation.Found}; expected {violation.Expected}.",
                Mend(violation, place)
            );
        }

        return violations.Count == 0;
    }

    /// <summary>The likely meaning of a slip; else what the vocabulary says about the place: the description that stands closest above the keyword.</summary>
    private string Mend(Violation violation, Node place)
    {
        var schema = SchemaPlace(violation);
        if (place.AsString() is { } found && Nearest.To(found, Words(violation, schema)) is { } word)
            return $"Did you mean \"{word}\"?";
        if (violation is { Property: { } property, Keyword: "additionalProperties" or "unevaluatedProperties" })
        {
            var known = schema?.Parent?["properties"]?.Members.Select(m => m.Name).ToList() ?? [];
            if (Nearest.To(property, known) is { } near)
                return $"Did you mean \"{near}\"?";
            if (known.Count > 0)
                return $"Leave it out, or write one of {string.Join(", ", known)}.";
        }

        for (var above = schema; above is not null; above = above.Parent)
        {
            if (above["description"]?.AsString() is { } description)
                return description;
        }

        return "specs/README.md shows the vocabulary.";
    }

    private IEnumerable<string> Words(Violation violation, Node? schema)
    {
        var lists = violation.Keyword switch
        {
            "enum" => [schema],
            "anyOf" or "oneOf" => (schema?.Items ?? []).Select(s => References.Resolve(s, _text, [])?["enum"]),
            _ => [],
        };
        return lists.SelectMany(l => l?.Items ?? []).Select(i => i.AsString()).OfType<string>();
    }

    private Node? SchemaPlace(Violation violation)
    {
        var hash = violation.SchemaLocation.IndexOf('#', StringComparison.Ordinal);
        return hash < 0 ? null : JsonPointer.TryParseFragment(violation.SchemaLocation[hash..])?.Descend(_text).Node;
    }
}
