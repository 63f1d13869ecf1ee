using Conformance.Documents;

namespace Conformance.Contracts.Bundling;

/// <summary>Tells whether a document may need bundling. Most are whole in themselves, and are spared the work.</summary>
internal static class ForeignReferences
{
    private static readonly string[] MapsOfPathItems = ["paths", "webhooks"];

    /// <summary>Whether anything in the document looks as if it led out of it, named a schema otherwise than by a JSON pointer, or made up a path item of several.</summary>
    public static bool AreIn(Node root) =>
        MapsOfPathItems.Any(name => root[name]?.Members.Any(m => References.RefOf(m.Value) is not null) == true) || Below(root);

    /// <summary>Whether a reference stays within the document, written as a JSON pointer.</summary>
    public static bool IsLocal(string reference) => reference is "#" or ['#', '/', ..];

    private static bool Below(Node node)
    {
        foreach (var (name, _, value) in node.Members)
        {
            if (value is not ScalarNode)
            {
                if (Below(value) || name == "mapping" && value.Members.Any(m => m.Value.AsString() is { } text && MayBeFile(text)))
                    return true;
                continue;
            }

            if (value.AsString() is not { } said)
                continue;
            if (name is "$ref" or "operationRef" && !IsLocal(said) || name is "externalValue" or "$id")
                return true;
        }

        foreach (var item in node.Items)
        {
            if (item is not ScalarNode && Below(item))
                return true;
        }

        return false;
    }

    private static bool MayBeFile(string text) => !IsLocal(text) && text.AsSpan().ContainsAny('/', '.', '#');
}
