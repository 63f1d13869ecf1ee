using System.Text;
using Conformance.JsonSchema.Evaluation;
using Conformance.JsonSchema.Instances;
using Conformance.JsonSchema.Patterns;
using Conformance.JsonSchema.Resources;

namespace Conformance.JsonSchema.Keywords;

/// <summary>
/// <c>properties</c>, <c>patternProperties</c>, <c>additionalProperties</c> and <c>required</c> (2020-12 core, 10.3.2; validation, 6.5.3)
/// in one walk over an object.
/// </summary>
/// <param name="Names">The names of <c>properties</c> and of <c>required</c>.</param>
/// <param name="Schemas">The schema of each name, or null when it is only required.</param>
/// <param name="Required">The bit of each name in the set of required ones that were seen, or -1.</param>
/// <param name="RequiredCount">How many names are required.</param>
/// <param name="Patterns">The expressions of <c>patternProperties</c> and their schemas.</param>
/// <param name="Additional">The schema of all other members, or null.</param>
internal sealed record MemberRules(
    NameTable Names,
    CompiledNode?[] Schemas,
    int[] Required,
    int RequiredCount,
    (EcmaPattern Pattern, CompiledNode Schema)[] Patterns,
    CompiledNode? Additional
);

/// <summary>Applies <see cref="MemberRules"/>.</summary>
internal sealed class Members(SchemaPlace place, MemberRules rules) : Keyword(place)
{
    private readonly NameTable _names = rules.Names;
    private readonly CompiledNode?[] _schemas = rules.Schemas;
    private readonly int[] _required = rules.Required;
    private readonly int _requiredCount = rules.RequiredCount;
    private readonly (EcmaPattern Pattern, CompiledNode Schema)[] _patterns = rules.Patterns;
    private readonly CompiledNode? _additional = rules.Additional;

    public override Kinds AppliesTo => Kinds.Object;

    public override bool Holds(ref Run run, int at, int evaluated)
    {
        var seen = 0;
        // Up to 64 required names are counted by bits; more of them are looked for one by one below.
        var bits = 0UL;
        var tokens = run.Tokens;
        var end = tokens[at].Next;
        var ordinal = 0;
        var expected = 0;
        for (var name = at + 1; name < end; name = tokens[name + 1].Next, ordinal++)
        {
            var index = _names.Find(run.Text(name), expected);
            expected = index + 1;
            if (index >= 0 && _required[index] is >= 0 and < 64)
            {
                var bit = 1UL << _required[index];
                seen += (bits & bit) == 0 ? 1 : 0;
                bits |= bit;
            }

            var schema = index >= 0 ? _schemas[index] : null;
            if (schema is not null && !schema.Holds(ref run, name + 1, Run.NotTracked))
                return false;
            var applied = schema is not null;
            if (_patterns.Length > 0 && !PatternsHold(ref run, name, ref applied))
                return false;
            if (!applied && _additional is not null)
            {
                if (!_additional.Holds(ref run, name + 1, Run.NotTracked))
                    return false;
                applied = true;
            }

            if (applied)
                run.MarkEvaluated(evaluated, ordinal);
        }

        return seen == _requiredCount || (_requiredCount > 64 && HasAllRequired(ref run, at));
    }

    public override void Explain(ref Run run, int at, int evaluated, ViolationReport report)
    {
        for (var index = 0; index < _names.Count; index++)
        {
            if (_required[index] < 0 || Has(ref run, at, _names[index]))
                continue;
            var missing = Encoding.UTF8.GetString(_names[index]);
            report.Add(
                ref run,
                at,
                Place,
                "required",
                $"the property {ViolationReport.Quote(missing)}",
                $"{ViolationReport.Describe(ref run, at)} without it",
                missing
            );
        }

        var end = run.Tokens[at].Next;
        for (var name = at + 1; name < end; name = run.Tokens[name + 1].Next)
            ExplainMember(ref run, name, report);
    }

    private static bool Has(ref Run run, int at, ReadOnlySpan<byte> wanted)
    {
        var end = run.Tokens[at].Next;
        for (var name = at + 1; name < end; name = run.Tokens[name + 1].Next)
        {
            if (run.Text(name).SequenceEqual(wanted))
                return true;
        }

        return false;
    }

    private static void ExplainValue(ref Run run, int name, CompiledNode schema, string keyword, SchemaPlace place, ViolationReport report)
    {
        if (schema.Holds(ref run, name + 1, Run.NotTracked))
            return;
        if (!schema.AcceptsNothing)
        {
            schema.Explain(ref run, name + 1, report);
            return;
        }

        var text = Encoding.UTF8.GetString(run.Text(name));
        report.Add(
            ref run,
            name + 1,
            place,
            keyword,
            $"no property {ViolationReport.Quote(text)}",
            ViolationReport.Describe(ref run, name + 1),
            text
        );
    }

    private bool PatternsHold(ref Run run, int name, ref bool applied)
    {
        foreach (var (pattern, schema) in _patterns)
        {
            if (!run.Matches(pattern, name))
                continue;
            if (!schema.Holds(ref run, name + 1, Run.NotTracked))
                return false;
            applied = true;
        }

        return run.Halt == Halt.None;
    }

    private bool HasAllRequired(ref Run run, int at)
    {
        for (var index = 0; index < _names.Count; index++)
        {
            if (_required[index] >= 0 && !(run.Spend(run.Tokens[at].Length, at) && Has(ref run, at, _names[index])))
                return false;
        }

        return true;
    }

    private void ExplainMember(ref Run run, int name, ViolationReport report)
    {
        var index = _names.Find(run.Text(name));
        var schema = index >= 0 ? _schemas[index] : null;
        var applied = schema is not null;
        if (schema is not null)
            ExplainValue(ref run, name, schema, "properties", Place, report);
        foreach (var (pattern, matched) in _patterns)
        {
            if (!run.Matches(pattern, name))
                continue;
            ExplainValue(ref run, name, matched, "patternProperties", Place, report);
            applied = true;
        }

        if (!applied && _additional is not null)
            ExplainValue(ref run, name, _additional, "additionalProperties", Place, report);
    }
}
