using System.Collections.Immutable;
using Conformance.Documents;

namespace Conformance.Inference.Surface;

/// <summary>The members that a schema describes, whatever it is composed of.</summary>
internal static class SchemaFields
{
    private const int DeepestObject = 5;
    private const int MostFields = 300;
    private const int MostSchemas = 2000;
    private static readonly string[] Compositions = ["allOf", "oneOf", "anyOf"];

    /// <summary>The fields of a body with this schema; one with an empty pointer where the body itself is a value.</summary>
    public static ImmutableArray<DescribedField> Of(Node? schema)
    {
        var fields = new Dictionary<string, DescribedField>(StringComparer.Ordinal);
        var left = MostSchemas;
        if (schema is not null)
            Collect(schema, JsonPointer.Root, isRequired: true, 0, fields, ref left);
        return [.. fields.Values];
    }

    /// <summary>A value that travels by itself.</summary>
    public static DescribedField Value(string place, string name, string pointer, Node? schema, string? description, bool isRequired)
    {
        var resolved = schema is null ? null : References.Resolve(schema, schema.Root, null);
        var type = resolved?["type"];
        return new DescribedField(
            place,
            name,
            pointer,
            type?.AsString() ?? type?.Items.Select(i => i.AsString()).FirstOrDefault(t => t is not (null or "null")) ?? "",
            resolved?["format"]?.AsString() ?? "",
            string.Join(
                ' ',
                (resolved?["enum"]?.Items ?? [])
                    .Append(resolved?["pattern"])
                    .Append(resolved?["const"])
                    .OfType<ScalarNode>()
                    .Select(s => s.Text)
            ),
            description ?? resolved?["description"]?.AsString() ?? "",
            isRequired
        );
    }

    private static void Collect(
        Node schema,
        JsonPointer at,
        bool isRequired,
        int depth,
        Dictionary<string, DescribedField> fields,
        ref int left
    )
    {
        if (--left < 0 || fields.Count >= MostFields || depth > DeepestObject)
            return;
        if (References.Resolve(schema, schema.Root, null) is not ObjectNode resolved)
            return;
        foreach (var composition in Compositions)
        {
            var parts = resolved[composition]?.Items ?? [];
            foreach (var part in parts)
                Collect(part, at, isRequired && (composition == "allOf" || parts.Count == 1), depth + 1, fields, ref left);
        }

        var required = (resolved["required"]?.Items ?? []).Select(r => r.AsString()).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, _, value) in resolved["properties"]?.Members ?? [])
        {
            var pointer = at.Append(name);
            var needed = isRequired && required.Contains(name);
            var text = pointer.ToString();
            if (!fields.TryGetValue(text, out var known) || known.Type.Length == 0)
                fields[text] = Value("body", name, text, value, null, needed || known?.IsRequired == true);
            Collect(value, pointer, needed, depth + 1, fields, ref left);
        }

        if (at.Segments.IsEmpty && resolved["type"]?.AsString() == "string")
            fields[""] = Value("body", "", "", resolved, null, isRequired);
        // What lists of a schema's parts require holds for members that are described elsewhere.
        foreach (var name in required)
        {
            var text = name is null ? "" : at.Append(name).ToString();
            if (isRequired && fields.TryGetValue(text, out var field) && !field.IsRequired)
                fields[text] = field with { IsRequired = true };
        }
    }
}
