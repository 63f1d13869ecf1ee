using Conformance.Contracts.Structure;
using Conformance.Documents;
using Conformance.Documents.Files;

namespace Conformance.Contracts.Bundling;

/// <summary>
/// Puts what references lead to in their place: path items, and whatever else is referred to where the specification has no references. What stands
/// beside the reference is kept (OpenAPI 3.1.1, section 4.8.9: a field that is on both sides is a mistake).
/// </summary>
internal sealed class Inliner(ReferenceLookup lookup, Problems problems, Action<Part> enqueue)
{
    private const int MostValues = 2_000_000;

    private readonly Dictionary<Node, Part> _origins = [];
    private readonly Dictionary<Node, Node> _places = [];
    private readonly List<(Node Holder, Node Target)> _circles = [];
    private int _values;

    /// <summary>Whether a value is a reference, whatever belongs at its place.</summary>
    public static bool Leads(Node node) => References.RefOf(node) is not null;

    /// <summary>Where a member of something that was put in place was copied from; null for what was not.</summary>
    public Part? OriginOf(Node copy) => _origins.TryGetValue(copy, out var origin) ? origin : null;

    /// <summary>Puts the target in place; null, with a problem, where it cannot be had. Its members are to be looked through later.</summary>
    public Part? Replace(Part part)
    {
        if (Layers(part) is not { } layers)
            return null;
        var target = layers[^1];
        for (var around = part.Within; around is not null; around = around.Around)
        {
            if (around.Original != target.Node)
                continue;
            _circles.Add((part.Copy, around.Copy));
            return null;
        }

        var made = target.Node is ObjectNode ? new ObjectNode(target.Node.At) : target.Node.Copy();
        if (!Put(part.Copy, made) || !Affords(part, layers))
            return null;
        _places.TryAdd(target.Node, made);
        var within = new Inlined(target.Node, made, part.Within);
        var result = part with { Copy = made, Original = target.Node, Scope = target.Scope, Within = within };
        if (made is ObjectNode merged)
            Merge(result, merged, layers);
        else
            enqueue(result);
        return result;
    }

    /// <summary>Points what would go round in circles at what it stands in.</summary>
    public void Close()
    {
        foreach (var (holder, target) in _circles)
        {
            if (holder.AsObject()?.TryGetMember("$ref", out var member) != true)
                continue;
            var fragment = Components.Fragment(JsonPointer.To(target));
            holder.AsObject()!.Replace("$ref", member.NameAt, new ScalarNode(member.Value.At, ScalarKind.String, fragment));
        }
    }

    /// <summary>Where a node of some file stands in the bundle, as far as it was put there; null where it was not.</summary>
    public string? FragmentOf(Node original, SourceDocument root)
    {
        var below = new Stack<string>();
        for (var node = original; node is not null; node = node.Parent)
        {
            var place = _places.GetValueOrDefault(node) ?? (node == root.Root ? node : null);
            if (place is not null)
                return Components.Fragment(below.Aggregate(JsonPointer.To(place), (pointer, name) => pointer.Append(name)));
            below.Push(node.Name ?? node.Index.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        return null;
    }

    // The reference itself, what it leads to, what that leads to…
    private List<ReferenceTarget>? Layers(Part part)
    {
        var layers = new List<ReferenceTarget> { new(part.Original, part.Scope) };
        var seen = new HashSet<Node> { part.Original };
        while (References.RefOf(layers[^1].Node) is { } reference)
        {
            if (lookup.Find(reference, layers[^1].Scope) is not { } target)
                return null;
            if (!seen.Add(target.Node))
            {
                References.ReportCycle(reference, problems);
                return null;
            }

            layers.Add(target);
        }

        return layers;
    }

    private void Merge(Part part, ObjectNode merged, List<ReferenceTarget> layers)
    {
        for (var i = layers.Count - 1; i >= 0; i--)
        {
            foreach (var (name, at, value) in layers[i].Node.Members)
            {
                if (name == "$ref")
                    continue;
                var copy = value.Copy();
                if (merged.TryGetMember(name, out var other))
                {
                    CheckConflict(name, at, value, other);
                    _origins.Remove(other.Value);
                    merged.Replace(name, at, copy);
                }
                else
                    merged.Add(name, at, copy);
                _origins[copy] = part with { Copy = copy, Original = value, Scope = layers[i].Scope };
            }
        }

        foreach (var (name, _, value) in merged.Members)
        {
            if (ShapeOf(part.Shape, name) is { } shape)
                enqueue(_origins[value] with { Shape = shape });
        }
    }

    private void CheckConflict(string name, Location at, Node value, Member other)
    {
        if (name is "summary" or "description" || name.StartsWith("x-", StringComparison.Ordinal) || Node.DeepEquals(value, other.Value))
            return;
        problems.Error(
            "ref-conflict",
            at,
            $"\"{name}\" stands beside a \"$ref\", and what that leads to has another one ({other.NameAt}).",
            "Keep one of the two."
        );
    }

    private static bool Put(Node holder, Node made)
    {
        switch (holder.Parent)
        {
            case ObjectNode parent when parent.TryGetMember(holder.Name!, out var member):
                parent.Replace(member.Name, member.NameAt, made);
                return true;
            case ArrayNode parent:
                parent.Replace(holder.Index, made);
                return true;
            default:
                return false;
        }
    }

    private bool Affords(Part part, List<ReferenceTarget> layers)
    {
        _values += layers.Sum(l => Count(l.Node));
        if (_values <= MostValues)
            return true;
        problems.Error(
            "document-too-large",
            References.RefOf(part.Original)!.At,
            $"References put more than {MostValues:N0} values in their place.",
            "Let fewer path items be the same."
        );
        return false;
    }

    private static int Count(Node node) => 1 + node.Members.Sum(m => Count(m.Value)) + node.Items.Sum(Count);

    private static Shape? ShapeOf(Shape shape, string name) =>
        shape switch
        {
            ObjectShape { Extensions: true } when name.StartsWith("x-", StringComparison.Ordinal) => null,
            ObjectShape table => table.Fields.FirstOrDefault(f => f.Name == name)?.Shape,
            MapShape { Keys.Extensions: true } when name.StartsWith("x-", StringComparison.Ordinal) => null,
            MapShape map => map.Value,
            _ => null,
        };
}
