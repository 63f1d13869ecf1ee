using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;

namespace Conformance.Documents.Paths;

/// <summary>
/// Matches with I-Regexp patterns (RFC 9485) on .NET's non-backtracking engine. A pattern that is no regular expression matches
/// nothing, as section 2.4.6 of RFC 9535 asks; .NET's own additions such as <c>\d</c> are let through.
/// </summary>
internal static class RegularExpression
{
    private const int MostRemembered = 256;
    private const string AnyCharacter = @"(?:[^\n\r\uD800-\uDFFF]|[\uD800-\uDBFF][\uDC00-\uDFFF])";

    private static readonly ConcurrentDictionary<(string Pattern, bool Whole), Regex?> _remembered = new();

    public static bool IsMatch(string text, string pattern, bool whole)
    {
        // Patterns may come from the document, so that what is remembered must not grow with it.
        if (_remembered.Count > MostRemembered)
            _remembered.Clear();
        return _remembered.GetOrAdd((pattern, whole), Compile)?.IsMatch(text) ?? false;
    }

    private static Regex? Compile((string Pattern, bool Whole) key)
    {
        var translated = Translate(key.Pattern);
        try
        {
            return new Regex(
                key.Whole ? $@"\A(?:{translated})\z" : translated,
                RegexOptions.NonBacktracking | RegexOptions.CultureInvariant,
                Regex.InfiniteMatchTimeout
            );
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    // A dot is any character but a line break, also one beyond U+FFFF; "$" is the very end.
    private static string Translate(string pattern)
    {
        var result = new StringBuilder();
        var isInClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '\\' && i + 1 < pattern.Length)
            {
                result.Append(c).Append(pattern[++i]);
                continue;
            }

            isInClass = isInClass ? c != ']' : c == '[';
            if (c == '.' && !isInClass)
                result.Append(AnyCharacter);
            else if (c == '$' && !isInClass)
                result.Append(@"\z");
            else
                result.Append(c);
        }

        return result.ToString();
    }
}
