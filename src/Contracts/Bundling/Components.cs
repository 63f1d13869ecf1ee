using System.Globalization;
using Conformance.Contracts.Schemas;
using Conformance.Contracts.Swagger;
using Conformance.Documents;
using Conformance.Documents.Files;

namespace Conformance.Contracts.Bundling;

/// <summary>The parts of a bundle that references lead to, each placed once. A part keeps its name where that is free.</summary>
internal sealed class Components(ObjectNode root, SpecVersion version)
{
    private readonly Dictionary<(Node Original, string Kind), string> _placed = [];
    private readonly Dictionary<string, int> _lastNumbers = new(StringComparer.Ordinal);

    /// <summary>The map of a kind in the bundle; null where there is none.</summary>
    public Node? Map(string kind) => version == SpecVersion.V20 ? root[kind] : root["components"]?[kind];

    /// <summary>Where a part has been placed: a fragment such as <c>#/components/schemas/User</c>; null where it has not been.</summary>
    public string? Find(Node original, string kind) => _placed.GetValueOrDefault((original, kind));

    /// <summary>Notes that a part stands under a name already.</summary>
    public void Note(Node original, string kind, string name) => _placed.TryAdd((original, kind), Fragment(kind, name));

    /// <summary>Places a copy of a part under a name of its own; null where the document has no room for it, because "components" is no object.</summary>
    public (Node Copy, string Fragment)? Place(ReferenceTarget target, string kind)
    {
        if (MapOrNew(kind) is not { } map)
            return null;
        var name = FreeName(map, kind, WantedName(target));
        var copy = target.Node.Copy();
        map.Add(name, target.Node.At, copy);
        Note(target.Node, kind, name);
        return (copy, Fragment(kind, name));
    }

    /// <summary>A JSON pointer as a URI fragment.</summary>
    public static string Fragment(JsonPointer pointer) =>
        "#" + string.Concat(pointer.Segments.Select(s => "/" + Uri.EscapeDataString(JsonPointer.Escape(s))));

    private string Fragment(string kind, string name) =>
        Fragment(
            version == SpecVersion.V20
                ? JsonPointer.Root.Append(kind).Append(name)
                : JsonPointer.Root.Append("components").Append(kind).Append(name)
        );

    private ObjectNode? MapOrNew(string kind)
    {
        var holder = version == SpecVersion.V20 ? root : Child(root, "components");
        return holder is null ? null : Child(holder, kind);
    }

    private static ObjectNode? Child(ObjectNode holder, string name)
    {
        if (holder[name] is { } known)
            return known as ObjectNode;
        holder.With(name, new ObjectNode(holder.At));
        return holder[name] as ObjectNode;
    }

    // Counting goes on where it ended, so that a thousand parts of one name do not search a thousand times.
    private string FreeName(ObjectNode map, string kind, string wanted)
    {
        if (!map.TryGet(wanted, out _))
            return wanted;
        var key = $"{kind}/{wanted}";
        for (var number = _lastNumbers.GetValueOrDefault(key, 1) + 1; ; number++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{wanted}-{number}");
            if (map.TryGet(name, out _))
                continue;
            _lastNumbers[key] = number;
            return name;
        }
    }

    private static string WantedName(ReferenceTarget target)
    {
        var segments = JsonPointer.To(target.Node).Segments;
        var name = segments switch
        {
            [] => NameOfFile(target.Scope.Document.Uri),
            [.., var holder, var last] when last.All(char.IsAsciiDigit) => $"{holder}-{last}",
            [.., var last] => last,
        };
        var plain = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '-')).Trim('-');
        return plain.Length > 0 ? plain : "part";
    }

    private static string NameOfFile(Uri uri)
    {
        var parts = Uri.UnescapeDataString(uri.AbsolutePath).Split('/', StringSplitOptions.RemoveEmptyEntries);
        var name = parts.Length == 0 ? "" : Path.GetFileNameWithoutExtension(parts[^1]);
        return name is "index" or "_index" && parts.Length > 1 ? parts[^2] : name;
    }
}
