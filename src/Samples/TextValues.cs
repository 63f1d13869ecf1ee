using System.Globalization;
using Conformance.Samples.Patterns;

namespace Conformance.Samples;

/// <summary>Texts that keep the length, pattern and format of a schema.</summary>
internal static class TextValues
{
    /// <summary>No text longer than this is made.</summary>
    public const int Longest = 100_000;

    private const int Most = 2_000;

    public static IEnumerable<string> Of(TextRules rules, string? propertyName)
    {
        if (rules.MinLength > Longest || rules.MinLength > rules.MaxLength)
            return [];
        var texts =
            rules.Patterns.Count > 0
                ? OfFormats(rules, 3).Concat(OfPatterns(rules))
                : OfFormats(rules, Most).Concat(OfName(rules, propertyName)).Concat(Words(rules));
        return texts
            .Where(text => text.EnumerateRunes().Count() is var length && length >= rules.MinLength && length <= rules.MaxLength)
            .Distinct(StringComparer.Ordinal);
    }

    private static IEnumerable<string> OfPatterns(TextRules rules) =>
        rules.Patterns.SelectMany(pattern => PatternSampler.Samples(pattern, rules.MinLength, Math.Min(rules.MaxLength, Longest)));

    private static IEnumerable<string> OfFormats(TextRules rules, int most)
    {
        var known = rules.Formats.Append(rules.Encoding).OfType<string>().Select(TextFormats.Find).OfType<Func<int, string>>();
        return known.SelectMany(texts => Enumerable.Range(0, most).Select(texts).SelectMany(text => Fitted(text, rules)));
    }

    private static IEnumerable<string> OfName(TextRules rules, string? name) =>
        name is not null && PlausibleTexts.For(name) is { } text ? Fitted(text, rules).Take(1) : [];

    // Which end a text of some format can grow at is not known here; the validator tells.
    private static IEnumerable<string> Fitted(string text, TextRules rules)
    {
        var missing = rules.MinLength - text.Length;
        if (missing <= 0)
            return [text];
        var padding = new string('a', missing);
        return [text + padding, padding + text];
    }

    private static IEnumerable<string> Words(TextRules rules)
    {
        for (var n = 0; n < Most; n++)
        {
            var ending = n == 0 ? "" : (n + 1).ToString(CultureInfo.InvariantCulture);
            if (ending.Length > rules.MaxLength)
                yield break;
            var stem = "string"[..Math.Min("string".Length, rules.MaxLength - ending.Length)];
            yield return stem.PadRight(Math.Max(0, rules.MinLength - ending.Length), 'a') + ending;
        }
    }
}
