using System.Text;

namespace Conformance.JsonSchema.Compilation;

/// <summary>JSON pointers (RFC 6901) and their form as a URI fragment (section 6 there).</summary>
internal static class JsonPointer
{
    private const string EscapedInFragments = " \"#%<>[\\]^`{|}";

    /// <summary>A name as one segment of a pointer.</summary>
    public static string Escape(string name) =>
        name.AsSpan().IndexOfAny('~', '/') < 0
            ? name
            : name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>The name that a segment stands for.</summary>
    public static string Unescape(string segment) =>
        segment.Contains('~', StringComparison.Ordinal)
            ? segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)
            : segment;

    /// <summary>The names along a pointer that is empty or begins with a slash.</summary>
    public static IEnumerable<string> Split(string pointer) => pointer.Length == 0 ? [] : pointer[1..].Split('/').Select(Unescape);

    /// <summary>The pointer as a URI fragment, without the number sign.</summary>
    public static string ToFragment(string pointer)
    {
        if (!pointer.Any(IsEscapedInFragments))
            return pointer;
        var fragment = new StringBuilder(pointer.Length + 8);
        foreach (var rune in pointer.EnumerateRunes())
        {
            if (rune.IsBmp && !IsEscapedInFragments((char)rune.Value))
                fragment.Append((char)rune.Value);
            else
                fragment.Append(Uri.EscapeDataString(rune.ToString()));
        }

        return fragment.ToString();
    }

    private static bool IsEscapedInFragments(char character) =>
        character is <= ' ' or >= '\x7F' || EscapedInFragments.Contains(character, StringComparison.Ordinal);
}
