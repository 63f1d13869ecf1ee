namespace Conformance.Documents;

/// <summary>
/// YamlDotNet breaks lines at U+0085, U+2028 and U+2029 as YAML 1.1 does; in YAML 1.2 (section 5.4), and for editors that count lines,
/// they are ordinary characters. Noncharacters stand in for them while the text is parsed, so that values and lines come out right.
/// </summary>
internal static class YamlLineBreaks
{
    private static readonly (char Written, char Hidden)[] _pairs = [('\u0085', '\uFDD0'), ('\u2028', '\uFDD1'), ('\u2029', '\uFDD2')];

    public static string Hide(string text) => _pairs.Aggregate(text, (current, pair) => current.Replace(pair.Written, pair.Hidden));

    public static string Restore(string value) =>
        value.AsSpan().IndexOfAnyInRange('\uFDD0', '\uFDD2') < 0
            ? value
            : _pairs.Aggregate(value, (current, pair) => current.Replace(pair.Hidden, pair.Written));
}
