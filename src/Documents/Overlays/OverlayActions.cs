using Conformance.Documents.Paths;

namespace Conformance.Documents.Overlays;

/// <summary>Reads lists of overlay actions, within an overlay document or on their own.</summary>
public static class OverlayActions
{
    private const string What = "an overlay action";

    /// <summary>
    /// Reads an array of actions; each mistake is reported, and an action that has one is left out.
    /// Actions may use what the specification's version 1.1 added.
    /// </summary>
    public static IReadOnlyList<OverlayAction> Read(Node array, Problems problems)
    {
        ArgumentNullException.ThrowIfNull(array);
        ArgumentNullException.ThrowIfNull(problems);
        if (array is not ArrayNode { Items: var items })
        {
            problems.Error(
                "overlay-field-type",
                array.At,
                $"The list of overlay actions is {array.Describe()}; expected an array.",
                "Begin each action with \"- target:\"."
            );
            return [];
        }

        if (items.Count == 0)
        {
            problems.Error(
                "overlay-no-actions",
                array.At,
                "The list of overlay actions is empty; expected at least one.",
                "Add an action, or remove the overlay."
            );
        }

        return [.. items.Select(item => ReadAction(item, problems)).OfType<OverlayAction>()];
    }

    private static OverlayAction? ReadAction(Node item, Problems problems)
    {
        if (item is not ObjectNode node)
        {
            problems.Error(
                "overlay-field-type",
                item.At,
                $"An overlay action is {item.Describe()}; expected an object.",
                "Write \"- target: …\" and then \"update:\" or \"remove: true\"."
            );
            return null;
        }

        var check = new FieldCheck(node, What, problems);
        check.AllowOnly("target", "description", "update", "copy", "remove");
        var target = ReadPath(check.RequiredString("target", "$.paths['/logout'].post"), problems);
        var description = check.OptionalString("description", "why this is changed");
        var remove = ReadRemove(node, problems);
        var copyText = check.OptionalString("copy", "$.paths['/login'].post");
        var copy = ReadPath(copyText, problems);
        node.TryGet("update", out var update);
        if (remove == false && update is null && copyText is null && node["copy"] is null)
        {
            problems.Warning(
                "overlay-no-effect",
                node.At,
                "This overlay action changes nothing: it has neither \"update\" nor \"copy\" nor \"remove: true\".",
                "Add one of them, or remove the action."
            );
        }

        if (remove == false && update is not null && node.TryGetMember("copy", out var both))
        {
            problems.Error(
                "overlay-ambiguous-action",
                both.NameAt,
                "This overlay action has both \"update\" and \"copy\"; expected one of them.",
                "Split it into two actions."
            );
            return null;
        }

        if (target is null || remove is null || (copyText is not null && copy is null))
            return null;
        return new OverlayAction(target, node["target"]!.At, description?.Text, remove.Value, update, copy, copyText?.At);
    }

    private static bool? ReadRemove(ObjectNode node, Problems problems)
    {
        if (!node.TryGet("remove", out var remove))
            return false;
        if (remove.AsBoolean() is { } value)
            return value;

        problems.Error(
            "overlay-field-type",
            remove.At,
            $"The field \"remove\" of {What} is {remove.Describe()}; expected true or false.",
            "Write \"remove: true\"."
        );
        return null;
    }

    private static JsonPath? ReadPath(ScalarNode? text, Problems problems)
    {
        if (text is null)
            return null;
        if (JsonPath.TryParse(text.Text, out var path, out var error))
            return path;

        problems.Error(
            "jsonpath-syntax",
            text.At,
            $"The query \"{text.Text}\" is no JSONPath: at its column {error.Column} {error.Message}",
            "Correct the query (RFC 9535), such as $.paths['/logout'].post."
        );
        return null;
    }
}
