using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Conformance.Documents;
using Conformance.JsonSchema.Compilation;
using Conformance.JsonSchema.Keywords;
using Conformance.JsonSchema.Resources;

namespace Conformance.JsonSchema;

/// <summary>
/// The documents that schemas come from, and the schemas compiled so far. What has been compiled is shared by all later compilations.
/// All members may be called from any thread.
/// </summary>
public sealed class SchemaRegistry
{
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<(string Reference, Direction Direction), CompiledSchema> _byReference = new();
    private readonly ConcurrentDictionary<(Node Schema, Direction Direction), CompiledSchema> _byNode = new();
    private readonly SchemaOptions _options;
    private readonly KeywordCatalog _catalog;
    private readonly SchemaLibrary _library;
    private readonly OneWayProperties _oneWay;
    private readonly SchemaGraph[] _graphs = [new(Direction.Neither), new(Direction.Request), new(Direction.Response)];

    /// <summary>Makes a registry that knows nothing but, for 2020-12, the metaschemas.</summary>
    public SchemaRegistry(Dialect dialect, SchemaOptions? options = null)
    {
        _options = options ?? new SchemaOptions();
        _catalog = KeywordCatalog.For(dialect);
        _library = new SchemaLibrary(_catalog);
        _oneWay = new OneWayProperties(_catalog, _library);
    }

    /// <summary>
    /// Registers a tree under its absolute URI. It is a schema, or an OpenAPI document, in which only what is reached as a schema is one.
    /// Nothing is compiled, and references to documents that come later may stand in it. The tree must not change afterwards.
    /// </summary>
    /// <exception cref="ArgumentException">The URI is relative, or a document with this URI is there.</exception>
    public void Add(Uri baseUri, Node document)
    {
        ArgumentNullException.ThrowIfNull(baseUri);
        ArgumentNullException.ThrowIfNull(document);
        if (!baseUri.IsAbsoluteUri)
            throw new ArgumentException($"\"{baseUri}\" is relative, but a document is registered under an absolute URI.", nameof(baseUri));
        lock (_lock)
        {
            if (!_library.Add(SchemaUri.Normalize(baseUri), document))
                throw new ArgumentException($"A document is already registered under \"{baseUri}\".", nameof(baseUri));
        }
    }

    /// <summary>
    /// Compiles the schema at a URI whose fragment is a JSON pointer or an anchor, with everything it refers to. Asking again is cheap.
    /// </summary>
    /// <param name="reference">The document's URI with the fragment; a URI without one is the document's root schema.</param>
    /// <param name="direction">Which way instances travel.</param>
    /// <exception cref="SchemaException">Something in the schema, or in one it refers to, is wrong; all problems are listed.</exception>
    public CompiledSchema Compile(Uri reference, Direction direction = Direction.Neither)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var key = (reference.AbsoluteUri, direction);
        if (_byReference.TryGetValue(key, out var compiled))
            return compiled;
        lock (_lock)
        {
            return _byReference.GetOrAdd(key, static (k, registry) => registry.CompileNew(k.Reference, k.Direction), this);
        }
    }

    /// <summary>Compiles a schema of a registered tree, with everything it refers to. Asking again is cheap.</summary>
    /// <param name="schema">A node of a tree that was registered.</param>
    /// <param name="direction">Which way instances travel.</param>
    /// <exception cref="SchemaException">Something in the schema, or in one it refers to, is wrong; all problems are listed.</exception>
    /// <exception cref="ArgumentException">The node's tree is not registered.</exception>
    public CompiledSchema Compile(Node schema, Direction direction = Direction.Neither)
    {
        ArgumentNullException.ThrowIfNull(schema);
        var key = (schema, direction);
        if (_byNode.TryGetValue(key, out var compiled))
            return compiled;
        lock (_lock)
        {
            return _byNode.GetOrAdd(key, static (k, registry) => registry.CompileNew(k.Schema, k.Direction), this);
        }
    }

    /// <summary>The schema that a reference names, seen from a node of a registered tree; null when there is none.</summary>
    internal Node? Find(Node from, string reference)
    {
        lock (_lock)
        {
            return _library.Find(from) is { } place ? _library.Find(place.Resource, reference)?.Node : null;
        }
    }

    private CompiledSchema CompileNew(string reference, Direction direction)
    {
        var (uri, fragment) = SchemaUri.Split(reference);
        var place =
            _library.FindIn(_library.FindResource(uri), fragment)
            ?? throw new SchemaException([
                new SchemaProblem(string.Empty, reference, "nothing", "a schema", "register its document and check the fragment"),
            ]);
        return CompileNew(place, direction);
    }

    private CompiledSchema CompileNew(Node schema, Direction direction) =>
        CompileNew(
            _library.Find(schema) ?? throw new ArgumentException($"The tree of {schema.At} is not registered.", nameof(schema)),
            direction
        );

    private CompiledSchema CompileNew(SchemaPlace place, Direction direction)
    {
        // Most documents mark nothing, and then what is compiled once serves every way.
        var effective = _oneWay.IsMentionedIn(place.Document.Root, direction) ? direction : Direction.Neither;
        var graph = _graphs[(int)effective];
        var node = new SchemaCompiler(_library, _catalog, _options, graph, _oneWay, KeywordReader.Complete).Compile(place);
        return new CompiledSchema(node, _options, tracksScope: graph.DynamicAnchors.Count > 0);
    }
}

/// <summary>A schema cannot be compiled. <see cref="Problems"/> lists everything that is wrong in what was asked for.</summary>
[SuppressMessage("Roslynator", "RCS1194:Implement exception constructors", Justification = "Without problems there is no exception.")]
public sealed class SchemaException : Exception
{
    /// <summary>Makes the exception from at least one problem; its message is the sentence of each, a line apiece.</summary>
    public SchemaException(IReadOnlyList<SchemaProblem> problems)
        : base(string.Join('\n', problems.Select(problem => problem.Message))) => Problems = problems;

    /// <summary>Everything that was found wrong, in the order in which the schemas were reached.</summary>
    public IReadOnlyList<SchemaProblem> Problems { get; }
}

/// <summary>One mistake in a schema.</summary>
/// <param name="Keyword">The keyword that is wrong, or an empty string when the schema itself is.</param>
/// <param name="SchemaLocation">The document's URI with a JSON pointer as fragment: the place of the keyword.</param>
/// <param name="Found">What stands there, quoted.</param>
/// <param name="Expected">What may stand there.</param>
/// <param name="Remedy">How to mend it.</param>
public sealed record SchemaProblem(string Keyword, string SchemaLocation, string Found, string Expected, string Remedy)
{
    /// <summary>Where it is written; null for a schema that is not there.</summary>
    public Location? At { get; init; }

    /// <summary>The problem as one sentence for a person.</summary>
    public string Message => $"{SchemaLocation}: found {Found} where {Expected} is expected; {Remedy}.";
}
