using System.Text.Json;
using Conformance.JsonSchema.Compilation.Families;
using Conformance.JsonSchema.Evaluation;
using Conformance.JsonSchema.Patterns;

namespace Conformance.JsonSchema.Compilation;

/// <summary>
/// Compiles one schema and everything it can reach. Nodes that earlier compilations made are shared; the new ones join them only if
/// nothing is wrong.
/// </summary>
internal sealed class SchemaCompiler(SchemaLibrary library, KeywordCatalog catalog, SchemaOptions options, SchemaGraph graph)
{
    private readonly Dictionary<SchemaGraph.Key, SchemaNode> _fresh = [];
    private readonly Queue<SchemaNode> _pending = new();
    private readonly List<SchemaProblem> _problems = [];
    private readonly VocabularyReader _vocabularies = new(library);
    private readonly DynamicAnchors _dynamicAnchors = new(graph);

    public KeywordCatalog Catalog => catalog;

    public SchemaOptions Options => options;

    public SchemaUse Use => graph.Use;

    /// <summary>Compiles the schema; throws a <see cref="SchemaException"/> that lists all problems met on the way.</summary>
    public SchemaNode Compile(SchemaPlace place)
    {
        var node = NodeFor(place);
        do
        {
            while (_pending.TryDequeue(out var pending))
                Complete(pending);
        } while (_dynamicAnchors.CompileTargets(this));

        EndlessReference.FindIn(_fresh.Values, _problems);
        if (_problems.Count > 0)
            throw new SchemaException(_problems);
        _dynamicAnchors.Publish();
        graph.Add(_fresh);
        return node;
    }

    /// <summary>The node of a schema, which is completed before the compilation ends.</summary>
    public SchemaNode NodeFor(SchemaPlace place)
    {
        var key = new SchemaGraph.Key(place.Document, place.Pointer);
        if (graph.Find(key) is { } known)
            return known;
        if (!_fresh.TryGetValue(key, out var node))
        {
            node = new SchemaNode(place);
            _fresh.Add(key, node);
            _pending.Enqueue(node);
        }

        return node;
    }

    /// <summary>The schema that a reference in a resource names, or null.</summary>
    public SchemaPlace? Find(SchemaResource from, string reference) => library.Find(from, reference);

    /// <summary>The number of an anchor that a <c>$dynamicRef</c> names.</summary>
    public int DynamicAnchor(string name) => _dynamicAnchors.NumberOf(name);

    /// <summary>The expression read from a text.</summary>
    /// <exception cref="PatternSyntaxException">The text is not an expression.</exception>
    public EcmaPattern Pattern(string source)
    {
        if (!graph.Patterns.TryGetValue(source, out var pattern))
        {
            pattern = EcmaPattern.Parse(source, options.PatternTimeout);
            graph.Patterns.Add(source, pattern);
        }

        return pattern;
    }

    public void Report(SchemaProblem problem) => _problems.Add(problem);

    private void Complete(SchemaNode node)
    {
        var place = node.Place;
        switch (place.Element.ValueKind)
        {
            case JsonValueKind.True when catalog.Dialect == Dialect.Draft202012:
                node.Complete(Kinds.All, []);
                break;
            case JsonValueKind.False when catalog.Dialect == Dialect.Draft202012:
                node.Complete(Kinds.All, [new Keywords.FalseSchema(place)]);
                break;
            case JsonValueKind.Object:
                _dynamicAnchors.Reach(place.Resource);
                KeywordFamilies.Complete(node, new KeywordSource(this, place, _vocabularies.Of(place.Resource, _problems)));
                break;
            default:
                Report(
                    new SchemaProblem(
                        string.Empty,
                        place.Location,
                        KeywordSource.Quote(place.Element),
                        catalog.Dialect == Dialect.Draft202012 ? "a schema (an object or a boolean)" : "a schema (an object)",
                        "write a schema here or refer to one"
                    )
                );
                break;
        }
    }
}
