namespace Conformance.Documents.Overlays;

/// <summary>Checks the fields of an object of an overlay: known names, required strings.</summary>
internal sealed class FieldCheck(ObjectNode node, string what, Problems problems)
{
    /// <summary>Reports each field that is neither known nor an extension (<c>x-…</c>).</summary>
    public void AllowOnly(params string[] known)
    {
        foreach (var member in node.Members)
        {
            if (known.Contains(member.Name, StringComparer.Ordinal) || member.Name.StartsWith("x-", StringComparison.Ordinal))
                continue;

            var mend = Nearest.To(member.Name, known) is { } near
                ? $"Did you mean \"{near}\"?"
                : $"Remove it, or begin its name with \"x-\" if it is an extension; {what} has {string.Join(", ", known)}.";
            problems.Error("overlay-unknown-field", member.NameAt, $"The field \"{member.Name}\" is unknown in {what}.", mend);
        }
    }

    /// <summary>The scalar string that the field must hold; null after a report.</summary>
    public ScalarNode? RequiredString(string field, string example)
    {
        if (node.TryGet(field, out _))
            return OptionalString(field, example);

        problems.Error("overlay-missing-field", node.At, $"The field \"{field}\" is missing in {what}.", $"Add \"{field}: {example}\".");
        return null;
    }

    /// <summary>The scalar string that the field may hold; null when it is absent, or after a report.</summary>
    public ScalarNode? OptionalString(string field, string example)
    {
        if (!node.TryGet(field, out var value))
            return null;
        if (value is ScalarNode { Kind: ScalarKind.String } text)
            return text;

        problems.Error(
            "overlay-field-type",
            value.At,
            $"The field \"{field}\" of {what} is {value.Describe()}; expected a string.",
            $"Write text, in quotes when it looks like a number: \"{field}: {example}\"."
        );
        return null;
    }
}
