namespace Conformance.Samples;

/// <summary>What the members of a flat conjunction ask of a string.</summary>
internal sealed class TextRules(Flat flat)
{
    /// <summary>The least length, in code points.</summary>
    public int MinLength { get; } = flat.Members.Max(node => node.Count("minLength")) ?? 0;

    /// <summary>The greatest length, in code points.</summary>
    public int MaxLength { get; } = flat.Members.Min(node => node.Count("maxLength")) ?? int.MaxValue;

    /// <summary>Regular expressions that must each match somewhere.</summary>
    public IReadOnlyList<string> Patterns { get; } = Distinct(flat, "pattern");

    /// <summary>The names of the formats that are asked for.</summary>
    public IReadOnlyList<string> Formats { get; } = Distinct(flat, "format");

    /// <summary>Whether the text is encoded, as <c>base64</c> for instance; null when it is not.</summary>
    public string? Encoding { get; } =
        flat.Members.Select(node => node.Text("contentEncoding")).FirstOrDefault(encoding => encoding is not null);

    private static string[] Distinct(Flat flat, string keyword) =>
        flat.Members.Select(node => node.Text(keyword)).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
}
