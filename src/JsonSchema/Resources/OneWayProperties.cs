using Conformance.Documents;

namespace Conformance.JsonSchema.Resources;

/// <summary>
/// Finds the properties that a direction does without: <c>readOnly</c> ones in requests, <c>writeOnly</c> ones in responses. A mark counts where it
/// stands in the property's own schema, behind its references, or in one of its <c>allOf</c>. Not thread safe; the registry holds a lock around it.
/// </summary>
internal sealed class OneWayProperties(KeywordCatalog catalog, SchemaLibrary library)
{
    private const int DeepestMark = 32;

    /// <summary>More schemas than this are not searched for the properties of one object.</summary>
    private const int MostSchemas = 1000;

    private static readonly string[] InPlace = ["allOf", "anyOf", "oneOf"];

    private readonly Dictionary<(Node Root, Direction Direction), bool> _mentions = [];

    /// <summary>Whether anything in a tree carries the mark, so that the direction needs compiled schemas of its own.</summary>
    public bool IsMentionedIn(Node root, Direction direction)
    {
        if (direction == Direction.Neither)
            return false;
        if (!_mentions.TryGetValue((root, direction), out var mentions))
            _mentions[(root, direction)] = mentions = AnyBelow(root, KeywordOf(direction));
        return mentions;
    }

    /// <summary>Whether the schema of a property carries the mark.</summary>
    public bool IsMarked(SchemaPlace property, Direction direction) =>
        direction != Direction.Neither && IsMarked(property, KeywordOf(direction), 0);

    /// <summary>
    /// The names of the marked properties of the objects that a schema is applied to: those that it speaks of, its references and alternatives included,
    /// and those of the schemas around it when it is written as one of their <c>allOf</c>. An alternative keeps to its own: without its
    /// <c>required</c> it would take what belongs to its neighbour.
    /// </summary>
    public HashSet<string> NamesFor(SchemaPlace schema, Direction direction)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (direction == Direction.Neither)
            return names;
        var keyword = KeywordOf(direction);
        for (var place = schema; place is not null; place = Around(place))
            Collect(place, keyword, names);
        return names;
    }

    private static string KeywordOf(Direction direction) => direction == Direction.Request ? "readOnly" : "writeOnly";

    private static bool AnyBelow(Node node, string keyword) =>
        node[keyword]?.AsBoolean() == true
        || node.Members.Any(member => AnyBelow(member.Value, keyword))
        || node.Items.Any(item => AnyBelow(item, keyword));

    private bool IsMarked(SchemaPlace schema, string keyword, int depth)
    {
        if (depth > DeepestMark)
            return false;
        if (Referred(schema) is { } target && IsMarked(target, keyword, depth + 1))
            return true;
        if (IsReferenceAlone(schema.Node))
            return false;
        return schema.Node[keyword]?.AsBoolean() == true
            || schema.Node["allOf"]?.Items.Any(part => IsMarked(schema.At(part), keyword, depth + 1)) == true;
    }

    private void Collect(SchemaPlace start, string keyword, HashSet<string> names)
    {
        var seen = new HashSet<Node>();
        var open = new Stack<SchemaPlace>([start]);
        while (open.TryPop(out var schema) && seen.Count < MostSchemas)
        {
            if (!seen.Add(schema.Node))
                continue;
            if (Referred(schema) is { } target)
                open.Push(target);
            if (IsReferenceAlone(schema.Node))
                continue;
            foreach (var (name, _, property) in schema.Node["properties"]?.Members ?? [])
            {
                if (IsMarked(schema.At(property), keyword, 0))
                    names.Add(name);
            }

            foreach (var part in InPlace.SelectMany(list => schema.Node[list]?.Items ?? []))
                open.Push(schema.At(part));
        }
    }

    private SchemaPlace? Around(SchemaPlace schema) =>
        schema.Node.Parent is ArrayNode { Name: "allOf", Parent: ObjectNode around } && !IsReferenceAlone(around)
            ? new SchemaPlace(schema.Document.ResourceOf(around), around)
            : null;

    private SchemaPlace? Referred(SchemaPlace schema) =>
        schema.Node["$ref"]?.AsString() is { } reference ? library.Find(schema.Resource, reference) : null;

    private bool IsReferenceAlone(Node schema) => catalog.ReferencesStandAlone && References.RefOf(schema) is not null;
}
