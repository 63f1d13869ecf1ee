using Conformance.Contracts.Schemas;
using Conformance.Contracts.Structure;
using Conformance.Documents;
using Conformance.Documents.Files;

namespace Conformance.Contracts.Bundling;

/// <summary>
/// Makes one document of a document in several files. A part that references in other files or under other names lead to is placed once, among the
/// components; a path item, and what stands where the specification has no references, takes the place of the reference itself.
/// References are where the specification has them: not in extensions, not in the values of examples, not in descriptions.
/// </summary>
internal sealed class DocumentBundler
{
    /// <summary>The rule of a reference where the specification has none, which lint tells and nothing else needs.</summary>
    public const string Misplaced = "ref-place";

    private readonly DocumentSet _set;
    private readonly SpecVersion _version;
    private readonly Problems _problems;
    private readonly CancellationToken _cancellation;
    private readonly ReferenceLookup _lookup;
    private readonly Components _components;
    private readonly Inliner _inliner;
    private readonly SchemaBundler _schemas;
    private readonly ExternalExamples _examples;
    private readonly Queue<Part> _pending = new();
    private readonly Queue<Part> _putOff = new();
    private readonly List<Part> _links = [];
    private readonly Dictionary<(Node Reference, Shape Shape), ReferenceTarget> _ends = [];
    private bool _mayPutOff = true;

    private DocumentBundler(DocumentSet set, ObjectNode root, SpecVersion version, Problems problems, CancellationToken cancellation)
    {
        (_set, _version, _problems, _cancellation) = (set, version, problems, cancellation);
        _lookup = new ReferenceLookup(set, problems);
        _components = new Components(root, version);
        _inliner = new Inliner(_lookup, problems, _pending.Enqueue);
        _schemas = new SchemaBundler(set, version, _inliner, Localize, Refer);
        _examples = new ExternalExamples(set, problems);
    }

    /// <summary>Bundles a document; the given tree stays as it is. What cannot be followed is told, and left as an absolute URI.</summary>
    /// <param name="at">Where the document was found.</param>
    public static Bundle Bundle(
        Node root,
        Uri at,
        SpecVersion version,
        SetOptions options,
        Problems problems,
        CancellationToken cancellation
    )
    {
        var set = new DocumentSet(root, at, options, problems, cancellation);
        var copy = (ObjectNode)root.Copy();
        var bundler = new DocumentBundler(set, copy, version, problems, cancellation);
        bundler.BundleComponents(copy);
        bundler.Run(new Part(copy, root, PathObjects.Root(version), set.Root.Scope, null));
        return new Bundle(copy, [.. set.Files], [.. set.Names]);
    }

    private void Run(Part document)
    {
        _pending.Enqueue(document);
        do
        {
            while (_pending.TryDequeue(out var part))
            {
                _cancellation.ThrowIfCancellationRequested();
                Visit(part);
            }

            // All that could be read has been: what is still unknown is unknown for good.
            _mayPutOff = false;
            while (_putOff.TryDequeue(out var part))
                Refer(part);
            _mayPutOff = true;
        } while (_pending.Count > 0 || _putOff.Count > 0);

        _inliner.Close();
        foreach (var link in _links)
            BundleLink(link);
        _schemas.Close();
    }

    // The document's own components come first: they keep their names, and what they lead to takes their place.
    private void BundleComponents(ObjectNode copy)
    {
        var root = new Part(copy, _set.Root.Root, PathObjects.Root(_version), _set.Root.Scope, null);
        if (_version > SpecVersion.V20)
        {
            if (copy["components"] is not { } components)
                return;
            root = root.Inner(components, root.Original["components"]!, PathObjects.Components);
            if (Inliner.Leads(root.Original))
                root = _inliner.Replace(root) ?? root;
        }

        foreach (var (kind, shape) in ComponentKinds.All(_version))
        {
            if (root.Copy[kind] is { } map && root.Original[kind] is { } original)
                BundleKind(root.Inner(map, original, Shape.Map(shape)), kind, shape);
        }
    }

    private void BundleKind(Part map, string kind, Shape shape)
    {
        if (Inliner.Leads(map.Original))
            map = _inliner.Replace(map) ?? map;
        foreach (var (name, at, copy) in map.Copy.Members.ToList())
        {
            if (_inliner.OriginOf(copy) is not { } origin)
            {
                if (map.Original[name] is not { } original)
                    continue;
                origin = map.Inner(copy, original, shape);
            }

            if (!IsForeign(origin) || !IsPure(origin.Original, shape) || QuietTarget(origin) is not { } target)
            {
                _components.Note(origin.Original, kind, name);
                continue;
            }

            if (target.Scope.Document == _set.Root || _components.Find(target.Node, kind) is not null)
                continue;
            var placed = target.Node.Copy();
            map.Copy.AsObject()!.Replace(name, at, placed);
            _components.Note(target.Node, kind, name);
            _pending.Enqueue(new Part(placed, target.Node, shape, target.Scope, null));
        }
    }

    // What cannot be had is told when the reference itself is come by.
    private ReferenceTarget? QuietTarget(Part part) =>
        FinalTarget(new ReferenceLookup(_set, []), References.RefOf(part.Original)!, _schemas.ScopeOf(part), part.Shape, static () => true);

    private void Visit(Part part)
    {
        switch (part.Shape)
        {
            case LazyShape lazy:
                Visit(part with { Shape = lazy.Table() });
                break;
            case SchemaShape:
                _schemas.Visit(part);
                break;
            case ListShape list when !Inlines(part):
                for (var i = 0; i < part.Original.Items.Count; i++)
                    Visit(part.Inner(part.Copy.Items[i], part.Original.Items[i], list.Item));
                break;
            case MapShape map when !Inlines(part):
                foreach (var (name, member) in Members(part))
                {
                    if (map.Keys is not { Extensions: true } || !IsExtension(name))
                        Visit(member with { Shape = map.Value });
                }

                break;
            case CallbackShape callback when References.RefOf(part.Original) is null:
                Visit(part with { Shape = callback.Expressions });
                break;
            case CallbackShape:
                Refer(part);
                break;
            case ObjectShape table when !Inlines(part):
                VisitObject(part, table);
                break;
        }
    }

    private void VisitObject(Part part, ObjectShape table)
    {
        if (References.RefOf(part.Original) is not null && _version >= table.ReferableSince)
        {
            Refer(part);
            return;
        }

        foreach (var (name, member) in Members(part))
        {
            if (table.Find(name, _version) is { } field && !(table.Extensions && IsExtension(name)))
                Visit(member with { Shape = field.Shape });
        }

        if (table == ContentObjects.Example)
            _examples.Read(part);
        else if (table == PathObjects.Link && part.Original["operationRef"] is not null)
            _links.Add(part);
    }

    // A reference where the specification has none is read as the tools read it: what it leads to stands in its place.
    private bool Inlines(Part part)
    {
        if (!Inliner.Leads(part.Original) || part.Shape is ObjectShape { HasOwnReference: false } table && _version >= table.ReferableSince)
            return false;
        var reference = References.RefOf(part.Original)!;
        var isPathItem = part.Shape is ObjectShape { HasOwnReference: true };

        // What is broken within the document itself is found by those who read it.
        if (IsLocal(reference, part.Scope) && (!isPathItem || QuietTarget(part) is null))
            return false;
        if (!isPathItem)
        {
            _problems.Warning(
                Misplaced,
                reference.At,
                $"A \"$ref\" stands in place of {part.Shape.Expected}, where the OpenAPI Specification has none; not every tool follows it.",
                "Write out what it leads to, or refer from the objects within."
            );
        }

        if (_inliner.Replace(part) is null)
            Write(part.Copy, Absolute(reference, part.Scope));
        return true;
    }

    private IEnumerable<(string Name, Part Part)> Members(Part part)
    {
        // What components lead to was put in their place before; it is looked through by itself.
        foreach (var (name, _, original) in part.Original.Members)
        {
            if (part.Copy[name] is { } copy && copy.At == original.At && _inliner.OriginOf(copy) is null)
                yield return (name, part.Inner(copy, original, Shape.Any));
        }
    }

    // What a reference leads to is placed among the components unless it is there, and the reference points there.
    private void Refer(Part part)
    {
        if (!IsForeign(part))
            return;
        var scope = _schemas.ScopeOf(part);
        var reference = References.RefOf(part.Original)!;
        if (part.Shape is not SchemaShape && ComponentKinds.Of(part.Shape, _version) is null)
        {
            if (_inliner.Replace(part) is null)
                Write(part.Copy, Absolute(reference, scope));
            return;
        }

        var before = _putOff.Count;
        var local = Localize(reference, scope, part.Shape, () => PutOff(part));
        if (local is not null && _schemas.KeepsName(scope))
            return;
        if (local is not null || _putOff.Count == before)
            Write(part.Copy, local ?? Absolute(reference, scope));
    }

    private string? Localize(Node reference, ReferenceScope scope, Shape shape) => Localize(reference, scope, shape, null);

    private string? Localize(Node reference, ReferenceScope scope, Shape shape, Func<bool>? putOff)
    {
        if (FinalTarget(_lookup, reference, scope, shape, putOff) is not { } target)
            return null;
        if (target.Scope.Document == _set.Root)
            return Components.Fragment(JsonPointer.To(target.Node));
        var kind = ComponentKinds.Of(shape, _version)!;
        if (_components.Find(target.Node, kind) is { } known)
            return known;
        if (_components.Place(target, kind) is not { } placed)
            return null;
        _pending.Enqueue(new Part(placed.Copy, target.Node, shape, target.Scope, null));
        return placed.Fragment;
    }

    // The end of a chain of references that say nothing but where to look; the root's own are left to those who read the bundle.
    private ReferenceTarget? FinalTarget(ReferenceLookup lookup, Node reference, ReferenceScope scope, Shape shape, Func<bool>? putOff)
    {
        var seen = new HashSet<Node>();
        while (true)
        {
            if (!seen.Add(reference))
            {
                References.ReportCycle(reference, _problems);
                return null;
            }

            if (!_ends.TryGetValue((reference, shape), out var target))
            {
                if (lookup.Find(reference, scope, putOff) is not { } found)
                    return null;
                target = found;
            }

            var isOfRoot = target.Scope.Document == _set.Root && target.Scope.IsWholeFile;
            if (isOfRoot || !IsPure(target.Node, shape))
            {
                // Chains share their ends, so each is walked once.
                foreach (var passed in seen)
                    _ends[(passed, shape)] = target;
                return target;
            }

            scope = _schemas.ScopeOf(new Part(target.Node, target.Node, shape, target.Scope, null));
            reference = References.RefOf(target.Node)!;
        }
    }

    private bool PutOff(Part part)
    {
        if (_mayPutOff)
            _putOff.Enqueue(part);
        return _mayPutOff;
    }

    // Before OpenAPI 3.1 nothing counts beside the reference of a schema; beside other references nothing but prose ever does.
    private bool IsPure(Node node, Shape shape) =>
        References.RefOf(node) is not null && (node.Members.Count == 1 || shape is SchemaShape && _version < SpecVersion.V31);

    private bool IsForeign(Part part) =>
        References.RefOf(part.Original) is { } reference
        && _schemas.ScopeOf(part) is var scope
        && !IsLocal(reference, scope)
        && !(reference.AsString()!.StartsWith('#') && _schemas.KeepsName(scope));

    private bool IsLocal(Node reference, ReferenceScope scope) =>
        scope.Document == _set.Root && scope.IsWholeFile && ForeignReferences.IsLocal(reference.AsString()!);

    // A link to an operation that is no part of the API stays as it is, but for what its path is relative to.
    private void BundleLink(Part link)
    {
        var reference = link.Original["operationRef"]!;
        if (reference.AsString() is null || IsLocal(reference, link.Scope))
            return;
        var target = _lookup.FindKnown(reference, link.Scope);
        var local = target is { } found ? _inliner.FragmentOf(found.Node, _set.Root) : null;
        Write(link.Copy, local ?? Absolute(reference, link.Scope), "operationRef");
    }

    private static string Absolute(Node reference, ReferenceScope scope)
    {
        var text = reference.AsString()!;
        var hash = text.IndexOf('#', StringComparison.Ordinal);
        var file = hash < 0 ? text : text[..hash];
        var uri = file.Length == 0 ? scope.Base : DocumentUri.Resolve(scope.Base, file);
        return uri is null ? text : uri.AbsoluteUri + (hash < 0 ? "" : text[hash..]);
    }

    private static void Write(Node holder, string text, string name = "$ref")
    {
        if (holder.AsObject()?.TryGetMember(name, out var member) == true && member.Value.AsString() != text)
            holder.AsObject()!.Replace(name, member.NameAt, new ScalarNode(member.Value.At, ScalarKind.String, text));
    }

    private static bool IsExtension(string name) => name.StartsWith("x-", StringComparison.Ordinal);
}
