using Conformance.JsonSchema.Compilation;
using Conformance.JsonSchema.Evaluation;

namespace Conformance.JsonSchema.Keywords;

/// <summary><c>minLength</c> or <c>maxLength</c>, counted in Unicode code points (2020-12 validation, 6.3).</summary>
internal sealed class StringLength(SchemaPlace place, string keyword, long limit, bool isUpper) : Keyword(place)
{
    private const int LongestCodePoint = 4;

    public override Kinds AppliesTo => Kinds.String;

    public override bool Holds(ref Run run, int at, int marks)
    {
        var text = run.Text(at);
        if (isUpper)
            return text.Length <= limit || Count(text) <= limit;
        return text.Length >= limit && (text.Length / LongestCodePoint >= limit || Count(text) >= limit);
    }

    public override void Explain(ref Run run, int at, int marks, Report report) =>
        report.Add(
            ref run,
            at,
            Place,
            keyword,
            $"a string of at {(isUpper ? "most" : "least")} {limit} {(limit == 1 ? "character" : "characters")}",
            $"one of {Count(run.Text(at))}: {Report.Describe(ref run, at)}"
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
