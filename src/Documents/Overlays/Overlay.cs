namespace Conformance.Documents.Overlays;

/// <summary>
/// Applies overlays (Overlay Specification 1.0.0 and 1.1.0). The document given stays as it is; the result is another tree,
/// whose nodes keep the place of the file that wrote them.
/// </summary>
public static class Overlay
{
    /// <inheritdoc cref="Apply(Node, IReadOnlyList{OverlayAction}, Problems)"/>
    public static Node Apply(Node document, OverlayDocument overlay, Problems problems)
    {
        ArgumentNullException.ThrowIfNull(overlay);
        return Apply(document, overlay.Actions, problems);
    }

    /// <summary>
    /// Applies actions in order, each to the result of the one before. An action that cannot be applied is reported and changes nothing
    /// at the places where it does not fit; one that matches nothing is warned about, since it is nearly always a typo.
    /// </summary>
    public static Node Apply(Node document, IReadOnlyList<OverlayAction> actions, Problems problems)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(actions);
        ArgumentNullException.ThrowIfNull(problems);
        var root = document.Copy();
        var merge = new Merge(problems);
        try
        {
            foreach (var action in actions)
                root = Apply(root, action, merge, problems);
        }
        catch (LimitPassed)
        {
            // Reported; what was applied so far stands.
        }

        return root;
    }

    private static Node Apply(Node root, OverlayAction action, Merge merge, Problems problems)
    {
        var selected = action.Target.Select(root).Distinct().ToList();
        if (selected.Count == 0)
        {
            ReportNoMatch(root, action, problems);
            return root;
        }

        if (action.Remove)
        {
            Remove(selected, action, problems);
            return root;
        }

        if (ValueOf(root, action, problems) is not { } value || !AreAlike(selected, action, problems))
            return root;

        foreach (var target in selected)
        {
            var result = merge.Into(target, value);
            if (target == root)
                root = result;
        }

        return root;
    }

    private static void Remove(List<Node> selected, OverlayAction action, Problems problems)
    {
        foreach (var siblings in selected.GroupBy(node => node.Parent).ToList())
        {
            if (siblings.Key is ObjectNode node)
                node.RemoveAll([.. siblings]);
            else if (siblings.Key is ArrayNode array)
                array.RemoveAll([.. siblings]);
            else
            {
                problems.Error(
                    "overlay-remove-root",
                    action.TargetAt,
                    $"The target \"{action.Target}\" is the whole document, which cannot be removed.",
                    "Name the part to remove."
                );
            }
        }
    }

    private static Node? ValueOf(Node root, OverlayAction action, Problems problems)
    {
        if (action.Copy is not { } copy)
            return action.Update;

        var sources = copy.Select(root);

        // A copy of its own, because the target may lie within the source.
        if (sources.Count == 1)
            return sources[0].Copy();

        var near = copy.ExplainNoMatch(root)?.NearestName;
        var mend = near is null ? "Name exactly one node." : $"Did you mean \"{near}\"?";
        problems.Error(
            "overlay-copy-source",
            action.CopyAt ?? action.TargetAt,
            $"The query \"{copy}\" selects {sources.Count} nodes to copy; expected one.",
            mend
        );
        return null;
    }

    private static bool AreAlike(List<Node> selected, OverlayAction action, Problems problems)
    {
        var other = selected.Find(node => node.GetType() != selected[0].GetType());
        if (other is null)
            return true;

        problems.Error(
            "overlay-mixed-target",
            action.TargetAt,
            $"The target \"{action.Target}\" selects {selected[0].Describe()} at {selected[0].At} and {other.Describe()} at {other.At}; "
                + "expected nodes of one kind.",
            "Split the action, or narrow its target."
        );
        return false;
    }

    private static void ReportNoMatch(Node root, OverlayAction action, Problems problems)
    {
        if (action.Target.ExplainNoMatch(root) is not { } reason)
            return;

        problems.Warning(
            "overlay-no-match",
            action.TargetAt,
            $"The target \"{action.Target}\" matches nothing: \"{reason.FailingSegment}\" has no match below \"{reason.MatchedPrefix}\".",
            reason.NearestName is { } near ? $"Did you mean \"{near}\"?" : "Correct the target, or remove the action."
        );
    }
}
