namespace Conformance.Reporting.Html;

/// <summary>Text that a page can show.</summary>
internal static class PageText
{
    /// <summary>
    /// The text with controls that HTML forbids, halves of surrogate pairs, and what turns the direction of writing shown as U+FFFD: a character
    /// reference would bring them back.
    /// </summary>
    public static string Shown(string text) =>
        text.Any(c => IsUnsafe(c) || char.IsSurrogate(c))
            ? string.Concat(text.EnumerateRunes().Select(r => r.IsBmp && IsUnsafe((char)r.Value) ? "\uFFFD" : r.ToString()))
            : text;

    private static bool IsUnsafe(char c) =>
        (char.IsControl(c) && c is not ('\n' or '\t')) || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
