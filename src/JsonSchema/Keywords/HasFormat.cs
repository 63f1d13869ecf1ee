using Conformance.JsonSchema.Compilation;
using Conformance.JsonSchema.Evaluation;
using Conformance.JsonSchema.Formats;

namespace Conformance.JsonSchema.Keywords;

/// <summary><c>format</c> where it is asserted (2020-12 validation, 7; OpenAPI format registry).</summary>
internal sealed class HasFormat(SchemaPlace place, string name, Format format) : Keyword(place)
{
    public override Kinds AppliesTo => format.AppliesTo;

    public override bool Holds(ref Run run, int at, int marks) =>
        format.AppliesTo == Kinds.String ? format.Accepts(run.Text(at)) : format.Accepts(run.Raw(at));

    public override void Explain(ref Run run, int at, int marks, Report report) =>
        report.Add(ref run, at, Place, "format", $"{format.Phrase} (format {Report.Quote(name)})", Report.Describe(ref run, at));
}
