using Conformance.JsonSchema.Compilation;
using Conformance.JsonSchema.Evaluation;

namespace Conformance.JsonSchema.Keywords;

/// <summary>A <c>writeOnly</c> property in a response: it must not be there (OpenAPI 3.0.4, section 4.7.24), whatever its value is.</summary>
internal sealed class OtherDirection(SchemaPlace place) : Keyword(place)
{
    /// <summary>What violations of it name as their keyword.</summary>
    public const string Name = "writeOnly";

    public override bool Holds(ref Run run, int at, int marks) => false;

    public override void Explain(ref Run run, int at, int marks, Report report) =>
        report.Add(ref run, at, Place, Name, "no such property in a response, because it is writeOnly", Report.Describe(ref run, at));
}
