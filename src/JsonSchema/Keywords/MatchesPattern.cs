using Conformance.JsonSchema.Compilation;
using Conformance.JsonSchema.Evaluation;
using Conformance.JsonSchema.Patterns;

namespace Conformance.JsonSchema.Keywords;

/// <summary><c>pattern</c>: an ECMA-262 regular expression finds a match in the string (2020-12 validation, 6.3.3).</summary>
internal sealed class MatchesPattern(SchemaPlace place, EcmaPattern pattern) : Keyword(place)
{
    public override Kinds AppliesTo => Kinds.String;

    public override bool Holds(ref Run run, int at, int marks) => pattern.IsMatch(ref run, at);

    public override void Explain(ref Run run, int at, int marks, Report report) =>
        report.Add(
            ref run,
            at,
            Place,
            "pattern",
            $"a string that matches the pattern {Report.Quote(pattern.Source)}",
            Report.Describe(ref run, at)
        );
}
