namespace Conformance.Documents.Files;

/// <summary>Finds what references lead to, in the file in which they stand and in others.</summary>
internal sealed class ReferenceLookup(DocumentSet set, Problems problems)
{
    private const int MostSteps = 1_000;

    /// <summary>
    /// What a reference leads to; null where that cannot be had. A broken one is told as a problem, unless it is put off: a URI that cannot be read may
    /// still be what a schema calls itself in a file that is read later.
    /// </summary>
    /// <param name="reference">The string with the reference.</param>
    /// <param name="putOff">Whether to say nothing yet; null where nothing is to be put off.</param>
    public ReferenceTarget? Find(Node reference, ReferenceScope from, Func<bool>? putOff = null) => Find(reference, from, putOff, 0);

    /// <summary>What a reference leads to in a file that has been read already; null, without a word, where there is nothing.</summary>
    public ReferenceTarget? FindKnown(Node reference, ReferenceScope from)
    {
        var (file, _) = Split(reference.AsString()!);
        var isKnown = file.Length == 0 || DocumentUri.Resolve(from.Base, file) is { } uri && set.Known(uri) is not null;
        return isKnown ? new ReferenceLookup(set, []).Find(reference, from) : null;
    }

    private static (string File, string Fragment) Split(string text)
    {
        var hash = text.IndexOf('#', StringComparison.Ordinal);
        return hash < 0 ? (text, "") : (text[..hash], text[(hash + 1)..]);
    }

    private ReferenceTarget? Find(Node reference, ReferenceScope from, Func<bool>? putOff, int steps)
    {
        var (file, fragment) = Split(reference.AsString()!);
        if (Resource(file, reference, from, putOff) is not { } resource)
            return null;
        if (fragment.Length == 0)
            return resource;
        return fragment[0] is '/' or '%'
            ? ByPointer(reference, resource, fragment, steps)
            : ByAnchor(reference, resource, Uri.UnescapeDataString(fragment));
    }

    // The whole file or schema that the part before the "#" names.
    private ReferenceTarget? Resource(string file, Node reference, ReferenceScope from, Func<bool>? putOff)
    {
        if (file.Length == 0)
            return new ReferenceTarget(from.Resource, set.Identifiers.ScopeAround(from.Resource, from.Document));
        if (DocumentUri.Resolve(from.Base, file) is not { } uri)
        {
            problems.Error(
                "ref-syntax",
                reference.At,
                $"The reference \"{reference.AsString()}\" is no URI reference; expected a path or URL, and perhaps \"#\" with a JSON pointer.",
                "Write for example \"schemas/user.yaml#/User\", with slashes."
            );
            return null;
        }

        if (set.Identifiers.Resource(uri) is { } named)
            return named;
        if (set.Known(uri) is { } known)
            return new ReferenceTarget(known.Root, known.Scope);

        // A schema with an "$id" often lies in a file beside those that it names, though its "$id" says that they are elsewhere.
        var beside =
            from.Base != from.Document.Base && set.Objection(uri, from.Document) is not null
                ? DocumentUri.Resolve(from.Document.Base, file)
                : null;
        if (beside is not null && set.Known(beside) is { } neighbour)
            return new ReferenceTarget(neighbour.Root, neighbour.Scope);
        if (set.Objection(uri, from.Document) is not null && putOff?.Invoke() == true)
            return null;
        if (beside is { IsFile: true } && File.Exists(beside.LocalPath))
            uri = beside;
        if (set.Load(uri, from.Document, out var failure) is { } document)
            return set.Identifiers.Resource(uri) ?? new ReferenceTarget(document.Root, document.Scope);
        problems.Error(
            "ref-unread",
            reference.At,
            $"The reference \"{reference.AsString()}\" cannot be followed: {failure!.Message}",
            file.Contains('\\', StringComparison.Ordinal)
                ? $"A reference is a URI, in which \"/\" parts folders on every system; write \"{file.Replace('\\', '/')}\"."
                : failure.Mend
        );
        return null;
    }

    private ReferenceTarget? ByPointer(Node reference, ReferenceTarget resource, string fragment, int steps)
    {
        if (JsonPointer.TryParseFragment(fragment) is not { } pointer)
        {
            References.ReportSyntax(reference, problems);
            return null;
        }

        var node = resource.Node;
        var document = resource.Scope.Document;
        for (var i = 0; i < pointer.Segments.Length; i++)
        {
            var next = pointer.Step(node, i);
            if (next is null && References.RefOf(node) is { } onward && steps + i < MostSteps)
            {
                // What stands at a reference is what it leads to, for those who point further down too.
                if (Find(onward, set.Identifiers.ScopeAround(node, document), null, steps + i + 1) is not { } reached)
                    return null;
                (node, document) = (reached.Node, reached.Scope.Document);
                next = pointer.Step(node, i);
            }

            if (next is null)
            {
                References.ReportMissing(reference, pointer, node, i, problems, document == set.Root ? null : document.Name);
                return null;
            }

            node = next;
        }

        return new ReferenceTarget(node, set.Identifiers.ScopeAround(node, document));
    }

    private ReferenceTarget? ByAnchor(Node reference, ReferenceTarget resource, string name)
    {
        var holder = resource.Node;
        if (set.Identifiers.Anchor(holder, name) is { } found)
            return new ReferenceTarget(found, set.Identifiers.ScopeAround(found, resource.Scope.Document));
        problems.Error(
            "ref-not-found",
            reference.At,
            $"The reference \"{reference.AsString()}\" points at nothing: no schema there has the \"$anchor\" \"{name}\".",
            "Write a JSON pointer such as \"#/components/schemas/User\", or give the schema that \"$anchor\"."
        );
        return null;
    }
}
