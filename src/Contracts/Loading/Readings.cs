using System.Collections.Immutable;
using Conformance.Documents;
using Conformance.Documents.Overlays;

namespace Conformance.Contracts.Loading;

/// <summary>The readings of a document that contradicts itself: overlay actions by name, under <c>x-session/readings</c>.</summary>
internal static class Readings
{
    /// <summary>Applies the chosen readings, and the default ones of the rest; null, with problems, where a choice does not exist.</summary>
    public static Node? Apply(
        Node root,
        IReadOnlyDictionary<string, string> chosen,
        Problems problems,
        out ImmutableSortedDictionary<string, string> inForce
    )
    {
        var known = root["x-session"]?["readings"]?.Members ?? [];
        var names = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        inForce = names.ToImmutable();
        var valid = true;
        foreach (var id in chosen.Keys.Where(id => known.All(k => k.Name != id)))
            valid = ReportId(root, id, known, problems);
        foreach (var (id, _, reading) in known)
        {
            var name = chosen.GetValueOrDefault(id) ?? reading["default"]?.AsString();
            var choices = reading["choices"];
            if (name is null || choices?[name] is not { } actions)
            {
                valid = ReportName(id, name, reading, choices, problems);
                continue;
            }

            names[id] = name;
            if (actions.Items.Count > 0)
                root = Overlay.Apply(root, OverlayActions.Read(actions, problems), problems);
        }

        inForce = names.ToImmutable();
        return valid ? root : null;
    }

    private static bool ReportId(Node root, string id, IReadOnlyList<Member> known, Problems problems)
    {
        var near = Nearest.To(id, known.Select(k => k.Name));
        problems.Error(
            "unknown-reading",
            root.At,
            known.Count == 0
                ? $"The contract has no readings, so \"{id}\" cannot be chosen."
                : $"The contract has no reading for \"{id}\"; it has some for {string.Join(", ", known.Select(k => k.Name))}.",
            near is null ? "Leave the choice out." : $"Did you mean \"{near}\"?"
        );
        return false;
    }

    private static bool ReportName(string id, string? name, Node reading, Node? choices, Problems problems)
    {
        var known = choices?.Members.Select(c => c.Name).ToList() ?? [];
        var near = Nearest.To(name ?? "", known);
        problems.Error(
            "unknown-reading",
            reading.At,
            $"\"{name}\" is no reading of {id}; expected {string.Join(" or ", known)}.",
            near is null ? "Choose one of those." : $"Did you mean \"{near}\"?"
        );
        return false;
    }
}
