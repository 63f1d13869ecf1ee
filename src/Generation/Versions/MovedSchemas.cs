using System.Text.Json.Nodes;
using Conformance.Contracts.Schemas;
using Conformance.Contracts.Structure;
using Conformance.Documents;

namespace Conformance.Generation.Versions;

/// <summary>
/// Schemas that references lead to and that stand where OpenAPI 3.0 has no schemas (<c>$defs</c>, <c>patternProperties</c>, an anchor): they move to
/// <c>components/schemas</c>.
/// </summary>
internal sealed class MovedSchemas(Node root, Inventory inventory)
{
    private readonly Dictionary<Node, string> _names = [];
    private readonly Queue<(Node Schema, string Name)> _waiting = [];
    private readonly HashSet<string> _taken = [.. root["components"]?["schemas"]?.Members.Select(m => m.Name) ?? []];

    /// <summary>Whether one has moved.</summary>
    public bool Any => _names.Count > 0;

    /// <summary>What a reference is to be written as.</summary>
    public string Redirect(Node at, string reference)
    {
        var found = Find(at, reference);
        if (found is null)
            return reference;
        if (!IsGone(found))
            return reference.StartsWith("#/", StringComparison.Ordinal) ? reference : "#" + found.Pointer;
        if (!_names.TryGetValue(found, out var name))
        {
            var plain = string.Concat((found.Name ?? "Schema").Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'));
            name = plain.Length == 0 ? "Schema" : plain;
            for (var i = 2; !_taken.Add(name); i++)
                name = $"{(plain.Length == 0 ? "Schema" : plain)}{i}";
            _names[found] = name;
            _waiting.Enqueue((found, name));
        }

        return "#/components/schemas/" + name;
    }

    /// <summary>The moved schemas, converted; converting one may move others.</summary>
    public IEnumerable<(string Name, JsonNode Schema)> Converted(Func<Node, JsonNode> convert)
    {
        while (_waiting.TryDequeue(out var next))
            yield return (next.Name, convert(next.Schema));
    }

    private Node? Find(Node at, string reference)
    {
        if (reference.StartsWith("#/", StringComparison.Ordinal) || reference == "#")
            return JsonPointer.TryParseFragment(reference)?.Resolve(at.Root);
        return reference.StartsWith('#') ? inventory.Schemas.FirstOrDefault(s => s["$anchor"]?.AsString() == reference[1..]) : null;
    }

    private bool IsGone(Node schema)
    {
        for (var node = schema; node.Parent is { } holder; node = holder)
        {
            if (
                inventory.ShapeOf(holder) is SchemaShape
                && node.Name is { } name
                && SchemaKeywords.HoldsSchemasLater(name, SpecVersion.V30)
            )
                return true;
        }

        return false;
    }
}
