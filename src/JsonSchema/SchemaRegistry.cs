using System.Collections.Concurrent;
using System.Text.Json;
using Conformance.JsonSchema.Compilation;

namespace Conformance.JsonSchema;

/// <summary>
/// The documents that schemas come from, and the schemas compiled so far. What has been compiled is shared by all later compilations.
/// All members may be called from any thread.
/// </summary>
public sealed class SchemaRegistry
{
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<(string Reference, SchemaUse Use), CompiledSchema> _compiled = new();
    private readonly SchemaOptions _options;
    private readonly KeywordCatalog _catalog;
    private readonly SchemaLibrary _library;
    private readonly SchemaGraph[] _graphs = [new(SchemaUse.Any), new(SchemaUse.Request), new(SchemaUse.Response)];

    /// <summary>Makes a registry that knows nothing but, for 2020-12, the metaschemas.</summary>
    public SchemaRegistry(Dialect dialect, SchemaOptions? options = null)
    {
        _options = options ?? new SchemaOptions();
        _catalog = KeywordCatalog.For(dialect);
        _library = new SchemaLibrary(_catalog);
    }

    /// <summary>
    /// Registers a document under its absolute URI. The document is a schema, or an OpenAPI document, in which only what is reached as a
    /// schema is one.
    /// Nothing is compiled, and references to documents that come later may stand in it.
    /// </summary>
    /// <exception cref="ArgumentException">The URI is relative, or a document with this URI is there.</exception>
    public void Add(Uri baseUri, JsonElement document)
    {
        ArgumentNullException.ThrowIfNull(baseUri);
        if (!baseUri.IsAbsoluteUri)
            throw new ArgumentException($"\"{baseUri}\" is relative, but a document is registered under an absolute URI.", nameof(baseUri));
        lock (_lock)
        {
            if (!_library.Add(SchemaUri.Normalize(baseUri), document.Clone()))
                throw new ArgumentException($"A document is already registered under \"{baseUri}\".", nameof(baseUri));
        }
    }

    /// <summary>
    /// Compiles the schema at a URI whose fragment is a JSON pointer or an anchor, with everything it refers to. Asking again is cheap.
    /// </summary>
    /// <param name="reference">The document's URI with the fragment; a URI without one is the document's root schema.</param>
    /// <param name="use">The message that instances will come from; 2020-12 makes no difference between them.</param>
    /// <exception cref="SchemaException">Something in the schema, or in one it refers to, is wrong; all problems are listed.</exception>
    public CompiledSchema Compile(Uri reference, SchemaUse use = SchemaUse.Any)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var key = (reference.AbsoluteUri, _catalog.Dialect == Dialect.OpenApi30 ? use : SchemaUse.Any);
        if (_compiled.TryGetValue(key, out var compiled))
            return compiled;
        lock (_lock)
        {
            return _compiled.GetOrAdd(key, CompileNew);
        }
    }

    private CompiledSchema CompileNew((string Reference, SchemaUse Use) key)
    {
        var (uri, fragment) = SchemaUri.Split(key.Reference);
        var place =
            _library.FindIn(_library.FindResource(uri), fragment)
            ?? throw new SchemaException([
                new SchemaProblem(string.Empty, key.Reference, "nothing", "a schema", "register its document and check the fragment"),
            ]);
        var graph = _graphs[(int)key.Use];
        var node = new SchemaCompiler(_library, _catalog, _options, graph).Compile(place);
        return new CompiledSchema(node, _options, tracksScope: graph.DynamicAnchors.Count > 0);
    }
}
