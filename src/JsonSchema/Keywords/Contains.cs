using Conformance.JsonSchema.Compilation;
using Conformance.JsonSchema.Evaluation;

namespace Conformance.JsonSchema.Keywords;

/// <summary>
/// <c>contains</c> with <c>minContains</c> and <c>maxContains</c> (2020-12 core, 10.3.1.3; validation, 6.4.4 and 6.4.5).
/// </summary>
internal sealed class Contains(SchemaPlace place, SchemaNode schema, long minimum, long? maximum) : Keyword(place)
{
    public override Kinds AppliesTo => Kinds.Array;

    public override bool Holds(ref Run run, int at, int marks)
    {
        long count = 0;
        var end = run.Tokens[at].Next;
        var ordinal = 0;
        for (var item = at + 1; item < end; item = run.Tokens[item].Next, ordinal++)
        {
            if (!schema.Holds(ref run, item, Run.NoMarks))
                continue;
            count++;
            if (count > maximum)
                return false;
            run.Mark(marks, ordinal);
            if (marks == Run.NoMarks && maximum is null && count >= minimum)
                return true;
        }

        return count >= minimum;
    }

    public override void Explain(ref Run run, int at, int marks, Report report)
    {
        var count = 0;
        var end = run.Tokens[at].Next;
        for (var item = at + 1; item < end; item = run.Tokens[item].Next)
            count += schema.Holds(ref run, item, Run.NoMarks) ? 1 : 0;
        var (keyword, bound) =
            count > maximum ? ("maxContains", $"at most {maximum}")
            : minimum == 1 ? ("contains", "at least 1")
            : ("minContains", $"at least {minimum}");
        report.Add(
            ref run,
            at,
            Place,
            keyword,
            $"{bound} of the items to match the schema at {schema.Place.Location}",
            $"{count} that match"
        );
    }
}
