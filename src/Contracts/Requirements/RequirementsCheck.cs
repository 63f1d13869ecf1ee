using Conformance.Documents;

namespace Conformance.Contracts.Requirements;

/// <summary>Holds requirements against the contract that they speak of. Works on the file itself, so that one broken entry hides no other.</summary>
internal static class RequirementsCheck
{
    /// <summary>Reports ids that stand twice or lead nowhere, pointers that point at nothing, and readings that the contract has otherwise.</summary>
    public static void Check(Node file, Node contract, Problems problems)
    {
        var entries = file["requirements"]?.Items ?? [];
        var ids = new Dictionary<string, Node>(StringComparer.Ordinal);
        foreach (var id in entries.Select(e => e["id"]).OfType<ScalarNode>())
        {
            if (!ids.TryAdd(id.Text, id))
            {
                problems.Error(
                    "requirement-duplicate",
                    id.At,
                    $"The id \"{id.Text}\" is taken by the requirement at line {ids[id.Text].At.Line}; expected an id of its own.",
                    "Give it the next free number."
                );
            }
        }

        var readings = contract["x-session"]?["readings"];
        foreach (var entry in entries)
        {
            CheckSee(entry, ids.Keys, problems);
            CheckPointer(entry["pointer"], contract, problems);
            if (entry["id"]?.AsString() is { } id)
                CheckReadings(entry, id, readings?[id], problems);
        }

        foreach (var orphan in (readings?.Members ?? []).Where(r => !ids.ContainsKey(r.Name)))
        {
            var near = Nearest.To(orphan.Name, ids.Keys);
            problems.Error(
                "requirement-readings",
                orphan.NameAt,
                $"The readings stand under \"{orphan.Name}\", which is no requirement of {Path.GetFileName(file.At.File)}.",
                near is null ? "Name the requirement whose interpretations they are." : $"Did you mean \"{near}\"?"
            );
        }
    }

    private static void CheckSee(Node entry, IReadOnlyCollection<string> ids, Problems problems)
    {
        if (entry["see"] is not { } see || see.AsString() is not { } id || ids.Contains(id))
            return;
        var near = Nearest.To(id, ids);
        problems.Error(
            "requirement-see",
            see.At,
            $"\"see\" names \"{id}\", which is no requirement of this file.",
            near is null ? "Name one that it has." : $"Did you mean \"{near}\"?"
        );
    }

    private static void CheckPointer(Node? pointer, Node contract, Problems problems)
    {
        if (pointer?.AsString() is not { } text || !text.StartsWith('#') || JsonPointer.TryParseFragment(text) is not { } parsed)
            return;
        var (deepest, steps) = parsed.Descend(contract);
        if (steps == parsed.Segments.Length)
            return;
        var holder = steps == 0 ? "the contract" : $"\"#{deepest.Pointer}\" ({deepest.At})";
        var near = Nearest.To(parsed.Segments[steps], deepest.Members.Select(m => m.Name));
        problems.Error(
            "requirement-pointer",
            pointer.At,
            $"The pointer \"{text}\" points at nothing: {holder} has no \"{parsed.Segments[steps]}\".",
            near is null
                ? "Point at the place of the contract, its overlay applied, that says what the requirement says."
                : $"Did you mean \"#{JsonPointer.To(deepest).Append(near)}\"?"
        );
    }

    private static void CheckReadings(Node entry, string id, Node? reading, Problems problems)
    {
        var choices = reading?["choices"]?.Members ?? [];
        foreach (var (name, at, _) in entry["readings"]?.Members ?? [])
        {
            if (choices.Any(c => c.Name == name))
                continue;
            var near = Nearest.To(name, choices.Select(c => c.Name));
            problems.Error(
                "requirement-readings",
                at,
                $"The reading \"{name}\" is none of those under x-session/readings/{id} of the contract{(choices.Count > 0 ? $", which are {string.Join(", ", choices.Select(c => c.Name))}" : ", which has none")}.",
                near is null ? "Add it to the contract, or leave it out here." : $"Did you mean \"{near}\"?"
            );
        }

        foreach (var choice in choices.Where(c => entry["readings"]?[c.Name] is null))
        {
            problems.Error(
                "requirement-readings",
                (entry["readings"] ?? entry).At,
                $"The requirement {id} does not tell what the reading \"{choice.Name}\" means, which the contract has ({choice.NameAt}).",
                $"Add \"{choice.Name}\" with a sentence under its readings."
            );
        }

        if (entry["default-reading"] is { } own && reading?["default"] is { } theirs && !Node.DeepEquals(own, theirs))
        {
            problems.Error(
                "requirement-readings",
                own.At,
                $"The default reading is \"{own.AsString()}\", and \"{theirs.AsString()}\" in the contract ({theirs.At}); expected the same.",
                "Change one of them."
            );
        }
    }
}
