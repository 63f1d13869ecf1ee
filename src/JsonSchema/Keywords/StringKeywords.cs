using Conformance.JsonSchema.Compilation;
using Conformance.JsonSchema.Evaluation;
using Conformance.JsonSchema.Formats;
using Conformance.JsonSchema.Instances;
using Conformance.JsonSchema.Patterns;
using Conformance.JsonSchema.Resources;

namespace Conformance.JsonSchema.Keywords;

/// <summary><c>minLength</c>, <c>maxLength</c>, <c>pattern</c> and <c>format</c>.</summary>
internal static class StringKeywords
{
    public static void AddTo(ICollection<Keyword> keywords, KeywordSource source)
    {
        if (source.Count("minLength") is { } shortest)
            keywords.Add(new StringLength(source.Place, "minLength", shortest, isUpper: false));
        if (source.Count("maxLength") is { } longest)
            keywords.Add(new StringLength(source.Place, "maxLength", longest, isUpper: true));
        if (source.Text("pattern") is { } expression && source.Pattern("pattern", expression) is { } pattern)
            keywords.Add(new MatchesPattern(source.Place, pattern));
        if (source.Text("format") is { } name && source.AssertsFormat && FormatCatalog.Find(name) is { } format)
            keywords.Add(new HasFormat(source.Place, name, format));
    }
}

/// <summary><c>minLength</c> or <c>maxLength</c>, counted in Unicode code points (2020-12 validation, 6.3).</summary>
internal sealed class StringLength(SchemaPlace place, string keyword, long limit, bool isUpper) : Keyword(place)
{
    private const int LongestCodePoint = 4;

    public override Kinds AppliesTo => Kinds.String;

    public override bool Holds(ref Run run, int at, int evaluated)
    {
        var text = run.Text(at);
        if (isUpper)
            return text.Length <= limit || Count(text) <= limit;
        return text.Length >= limit && (text.Length / LongestCodePoint >= limit || Count(text) >= limit);
    }

    public override void Explain(ref Run run, int at, int evaluated, ViolationReport report) =>
        report.Add(
            ref run,
            at,
            Place,
            keyword,
            $"a string of at {(isUpper ? "most" : "least")} {limit} {(limit == 1 ? "character" : "characters")}",
            $"one of {Count(run.Text(at))}: {ViolationReport.Describe(ref run, at)}"
        );

    private static int Count(ReadOnlySpan<byte> text)
    {
        var count = 0;
        foreach (var unit in text)
        {
            if ((unit & 0xC0) != 0x80)
                count++;
        }

        return count;
    }
}

/// <summary><c>pattern</c>: an ECMA-262 regular expression finds a match in the string (2020-12 validation, 6.3.3).</summary>
internal sealed class MatchesPattern(SchemaPlace place, EcmaPattern pattern) : Keyword(place)
{
    public override Kinds AppliesTo => Kinds.String;

    public override bool Holds(ref Run run, int at, int evaluated) => run.Matches(pattern, at);

    public override void Explain(ref Run run, int at, int evaluated, ViolationReport report) =>
        report.Add(
            ref run,
            at,
            Place,
            "pattern",
            $"a string that matches the pattern {ViolationReport.Quote(pattern.Source)}",
            ViolationReport.Describe(ref run, at)
        );
}

/// <summary><c>format</c> where it is asserted (2020-12 validation, 7; OpenAPI format registry).</summary>
internal sealed class HasFormat(SchemaPlace place, string name, Format format) : Keyword(place)
{
    public override Kinds AppliesTo => format.AppliesTo;

    public override bool Holds(ref Run run, int at, int evaluated) =>
        format.AppliesTo == Kinds.String ? format.Accepts(run.Text(at)) : format.Accepts(run.Raw(at));

    public override void Explain(ref Run run, int at, int evaluated, ViolationReport report) =>
        report.Add(
            ref run,
            at,
            Place,
            "format",
            $"{format.Phrase} (format {ViolationReport.Quote(name)})",
            ViolationReport.Describe(ref run, at)
        );
}
