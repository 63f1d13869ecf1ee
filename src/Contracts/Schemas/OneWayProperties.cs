using Conformance.Documents;

namespace Conformance.Contracts.Schemas;

/// <summary>
/// Finds the properties that a direction does without: <c>readOnly</c> ones in requests, <c>writeOnly</c> ones in responses (OpenAPI 3.0.4, section 4.7.24;
/// JSON Schema 2020-12 validation, section 9.4).
/// </summary>
internal sealed class OneWayProperties(Direction direction, bool openApi30)
{
    private const int DeepestReference = 32;

    private static readonly string[] InPlace = ["allOf", "anyOf", "oneOf"];

    private readonly string _keyword = direction == Direction.Request ? "readOnly" : "writeOnly";

    /// <summary>Whether anything below a node carries the mark, so that the direction needs schemas of its own.</summary>
    public bool AnyBelow(Node node) =>
        node[_keyword]?.AsBoolean() == true || node.Members.Any(m => AnyBelow(m.Value)) || node.Items.Any(AnyBelow);

    /// <summary>Whether the schema of a property carries the mark: itself, through a reference, or through one of <c>allOf</c>.</summary>
    public bool IsMarked(Node schema) => IsMarked(schema, 0);

    /// <summary>The names of marked properties that a schema speaks of, its references and alternatives included.</summary>
    public HashSet<string> NamesIn(Node schema)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        Collect(schema, names, []);
        return names;
    }

    /// <summary>Whether nothing counts beside the reference that a schema is (OpenAPI 3.0).</summary>
    public bool IsPureReference(Node schema) => openApi30 && References.RefOf(schema) is not null;

    private bool IsMarked(Node schema, int depth)
    {
        if (depth > DeepestReference)
            return false;
        var target = References.RefOf(schema) is null ? null : References.Resolve(schema, schema.Root, null);
        if (target is not null && IsMarked(target, depth + 1))
            return true;
        if (IsPureReference(schema))
            return false;
        return schema[_keyword]?.AsBoolean() == true || schema["allOf"]?.Items.Any(part => IsMarked(part, depth + 1)) == true;
    }

    private void Collect(Node schema, HashSet<string> names, HashSet<Node> seen)
    {
        if (!seen.Add(schema))
            return;
        if (References.RefOf(schema) is not null && References.Resolve(schema, schema.Root, null) is { } target)
            Collect(target, names, seen);
        if (IsPureReference(schema))
            return;
        foreach (var (name, _, property) in schema["properties"]?.Members ?? [])
        {
            if (IsMarked(property))
                names.Add(name);
        }

        foreach (var part in InPlace.SelectMany(keyword => schema[keyword]?.Items ?? []))
            Collect(part, names, seen);
    }
}
