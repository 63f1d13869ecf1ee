using Conformance.Documents;
using Conformance.JsonSchema.Evaluation;
using Conformance.JsonSchema.Instances;
using Conformance.JsonSchema.Patterns;
using Conformance.JsonSchema.Resources;

namespace Conformance.JsonSchema.Compilation;

/// <summary>
/// Compiles one schema and everything it can reach. Nodes that earlier compilations made are shared; the new ones join them only if
/// nothing is wrong. Which keywords there are is told by <paramref name="readKeywords"/>, which completes a node.
/// </summary>
internal sealed class SchemaCompiler(
    SchemaLibrary library,
    KeywordCatalog catalog,
    SchemaOptions options,
    SchemaGraph graph,
    OneWayProperties oneWay,
    Action<CompiledNode, KeywordSource> readKeywords
)
{
    private readonly Dictionary<Node, CompiledNode> _fresh = [];
    private readonly Queue<CompiledNode> _pending = new();
    private readonly List<SchemaProblem> _problems = [];
    private readonly VocabularyReader _vocabularies = new(library);
    private readonly DynamicAnchors _dynamicAnchors = new(graph);

    public KeywordCatalog Catalog => catalog;

    public SchemaOptions Options => options;

    public Direction Direction => graph.Direction;

    /// <summary>Compiles the schema; throws a <see cref="SchemaException"/> that lists all problems met on the way.</summary>
    public CompiledNode Compile(SchemaPlace place)
    {
        var node = NodeFor(place);
        do
        {
            while (_pending.TryDequeue(out var pending))
                Complete(pending);
        } while (_dynamicAnchors.CompileTargets(this));

        InPlaceCircles.FindIn(_fresh.Values, _problems);
        if (_problems.Count > 0)
            throw new SchemaException(_problems);
        _dynamicAnchors.Publish();
        graph.Add(_fresh);
        return node;
    }

    /// <summary>The node of a schema, which is completed before the compilation ends.</summary>
    public CompiledNode NodeFor(SchemaPlace place)
    {
        if (graph.Find(place.Node) is { } known)
            return known;
        if (!_fresh.TryGetValue(place.Node, out var node))
        {
            node = new CompiledNode(place);
            _fresh.Add(place.Node, node);
            _pending.Enqueue(node);
        }

        return node;
    }

    /// <summary>The schema that a reference in a resource names, or null.</summary>
    public SchemaPlace? Find(SchemaResource from, string reference) => library.Find(from, reference);

    /// <summary>Whether a property's schema says that this direction does without it.</summary>
    public bool IsOneWay(SchemaPlace property) => oneWay.IsMarked(property, Direction);

    /// <summary>The names that this direction does without in the objects that a schema is applied to.</summary>
    public HashSet<string> OneWayNames(SchemaPlace schema) => oneWay.NamesFor(schema, Direction);

    /// <summary>An anchor that a <c>$dynamicRef</c> names.</summary>
    public DynamicAnchor DynamicAnchor(string name) => _dynamicAnchors.Named(name);

    /// <summary>The expression read from a text.</summary>
    /// <exception cref="PatternSyntaxException">The text is not an expression.</exception>
    public EcmaPattern Pattern(string source)
    {
        if (!graph.Patterns.TryGetValue(source, out var pattern))
        {
            pattern = EcmaPattern.Parse(source, options.PatternSteps);
            graph.Patterns.Add(source, pattern);
        }

        return pattern;
    }

    public void Report(SchemaProblem problem) => _problems.Add(problem);

    private void Complete(CompiledNode node)
    {
        var place = node.Place;
        switch (place.Node)
        {
            case ScalarNode { Kind: ScalarKind.Boolean } when catalog.HasBooleanSchemas:
                node.Complete(Kinds.All, place.Node.AsBoolean() == true ? [] : [new FalseSchema(place)]);
                break;
            case ObjectNode:
                _dynamicAnchors.Reach(place.Resource);
                readKeywords(node, new KeywordSource(this, place, _vocabularies.Of(place.Resource, _problems)));
                break;
            default:
                Report(
                    new SchemaProblem(
                        string.Empty,
                        place.Location,
                        KeywordSource.Quote(place.Node),
                        catalog.HasBooleanSchemas ? "a schema (an object or a boolean)" : "a schema (an object)",
                        "write a schema here or refer to one"
                    )
                    {
                        At = place.Node.At,
                    }
                );
                break;
        }
    }
}

/// <summary>Everything a registry has compiled so far in one direction. Not thread safe; the registry holds a lock around it.</summary>
internal sealed class SchemaGraph(Direction direction)
{
    private readonly Dictionary<Node, CompiledNode> _nodes = [];

    public Direction Direction => direction;

    /// <summary>The resources that have compiled schemas.</summary>
    public HashSet<SchemaResource> Resources { get; } = [];

    /// <summary>The anchors that some <c>$dynamicRef</c> names.</summary>
    public Dictionary<string, DynamicAnchor> DynamicAnchors { get; } = new(StringComparer.Ordinal);

    /// <summary>The regular expressions read so far; many schemas of a document share one.</summary>
    public Dictionary<string, EcmaPattern> Patterns { get; } = new(StringComparer.Ordinal);

    public CompiledNode? Find(Node schema) => _nodes.GetValueOrDefault(schema);

    public void Add(IEnumerable<KeyValuePair<Node, CompiledNode>> nodes)
    {
        foreach (var (schema, node) in nodes)
            _nodes.Add(schema, node);
    }
}
