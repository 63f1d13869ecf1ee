namespace Conformance.Reporting.Views;

/// <summary>The beginning of a text that may be long.</summary>
internal static class Excerpt
{
    /// <summary>The text, or at most <paramref name="longest"/> characters of it, the last of which is an ellipsis then.</summary>
    public static string Of(string text, int longest)
    {
        if (text.Length <= longest)
            return text;
        var kept = Math.Max(0, longest - 1);
        if (kept > 0 && char.IsHighSurrogate(text[kept - 1]))
            kept--;
        return text[..kept] + "…";
    }
}
