using Conformance.Documents;

namespace Conformance.Linting.Session;

/// <summary>Looks for the schema of a member in the schema of what holds it.</summary>
/// <param name="Node">The member's schema; null where none is found.</param>
/// <param name="IsKnown">Whether the holder lists its members, so that one which is not among them is not documented.</param>
/// <param name="Beside">The names that it lists.</param>
internal sealed record SchemaSearch(Node? Node, bool IsKnown, IReadOnlyList<string> Beside)
{
    private const int Deepest = 16;

    private static readonly string[] Combinations = ["allOf", "oneOf", "anyOf"];

    private static readonly SchemaSearch Unknown = new(null, false, []);

    /// <summary>The schema at a place below another one, as far as properties, items, references and their combinations lead there.</summary>
    public static SchemaSearch At(LintContext context, Node? schema, IEnumerable<string> segments)
    {
        var found = schema is null ? Unknown : new SchemaSearch(schema, true, []);
        foreach (var segment in segments)
        {
            if (found.Node is null)
                return found;
            found = Member(context, found.Node, segment, Deepest);
        }

        return found;
    }

    private static SchemaSearch Member(LintContext context, Node holder, string name, int depth)
    {
        if (depth == 0 || context.Resolve(holder) is not ObjectNode schema)
            return Unknown;
        if (schema["properties"]?[name] is { } property)
            return new SchemaSearch(property, true, []);
        if (schema["items"] is { } items && name.All(char.IsAsciiDigit))
            return new SchemaSearch(items, true, []);
        var parts = Combinations.SelectMany(k => schema[k]?.Items ?? []).Select(p => Member(context, p, name, depth - 1)).ToList();
        if (parts.Find(p => p.Node is not null) is { } found)
            return found;
        var names = schema["properties"]?.Members.Select(m => m.Name) ?? [];
        return new SchemaSearch(
            null,
            (schema["properties"] is not null || parts.Count > 0) && parts.TrueForAll(p => p.IsKnown),
            [.. names, .. parts.SelectMany(p => p.Beside)]
        );
    }
}
