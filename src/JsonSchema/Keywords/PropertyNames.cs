using System.Text;
using Conformance.JsonSchema.Compilation;
using Conformance.JsonSchema.Evaluation;

namespace Conformance.JsonSchema.Keywords;

/// <summary><c>propertyNames</c>: every name of an object satisfies a schema (2020-12 core, 10.3.2.4).</summary>
internal sealed class PropertyNames(SchemaPlace place, SchemaNode schema) : Keyword(place)
{
    public override Kinds AppliesTo => Kinds.Object;

    public override bool Holds(ref Run run, int at, int marks)
    {
        var end = run.Tokens[at].Next;
        for (var name = at + 1; name < end; name = run.Tokens[name + 1].Next)
        {
            if (!schema.Holds(ref run, name, Run.NoMarks))
                return false;
        }

        return true;
    }

    public override void Explain(ref Run run, int at, int marks, Report report)
    {
        var end = run.Tokens[at].Next;
        for (var name = at + 1; name < end; name = run.Tokens[name + 1].Next)
        {
            if (schema.Holds(ref run, name, Run.NoMarks))
                continue;
            var why = report.Aside();
            schema.Explain(ref run, name, why);
            report.Add(
                ref run,
                name,
                Place,
                "propertyNames",
                $"a property name that is {(why.Violations.Count > 0 ? why.Violations[0].Expected : "allowed")}",
                Report.Describe(ref run, name),
                Encoding.UTF8.GetString(run.Text(name))
            );
        }
    }
}
