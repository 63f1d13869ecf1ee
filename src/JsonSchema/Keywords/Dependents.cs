using System.Text;
using Conformance.JsonSchema.Compilation;
using Conformance.JsonSchema.Evaluation;

namespace Conformance.JsonSchema.Keywords;

/// <summary>
/// <c>dependentRequired</c> (2020-12 validation, 6.5.4), <c>dependentSchemas</c> (core, 10.2.2.4) and the older <c>dependencies</c>:
/// a property's presence asks for other properties or for a schema of the whole object.
/// </summary>
internal sealed class Dependents(SchemaPlace place, string keyword, IReadOnlyList<Dependents.Rule> rules) : Keyword(place)
{
    private readonly Rule[] _rules = [.. rules];

    /// <summary>What one property's presence asks for.</summary>
    internal sealed record Rule(string Property, byte[] Name, (string Text, byte[] Name)[] Required, SchemaNode? Schema);

    public override Kinds AppliesTo => Kinds.Object;

    public override bool IsChoice => true;

    public override IEnumerable<SchemaNode> InPlace => _rules.Select(rule => rule.Schema).OfType<SchemaNode>();

    public override bool Holds(ref Run run, int at, int marks)
    {
        foreach (var rule in _rules)
        {
            if (!Has(ref run, at, rule.Name))
                continue;
            foreach (var (_, name) in rule.Required)
            {
                if (!Has(ref run, at, name))
                    return false;
            }

            if (rule.Schema is not null && !rule.Schema.Holds(ref run, at, marks))
                return false;
        }

        return run.Halt == Halt.None;
    }

    public override void Explain(ref Run run, int at, int marks, Report report)
    {
        foreach (var rule in _rules)
        {
            if (!Has(ref run, at, rule.Name))
                continue;
            foreach (var (text, name) in rule.Required)
            {
                if (Has(ref run, at, name))
                    continue;
                var expected = $"the property {Report.Quote(text)}, because {Report.Quote(rule.Property)} is there";
                report.Add(ref run, at, Place, keyword, expected, $"{Report.Describe(ref run, at)} without it", text);
            }

            if (rule.Schema is not null && !rule.Schema.Holds(ref run, at, Run.NoMarks))
                rule.Schema.Explain(ref run, at, report);
        }
    }

    /// <summary>A rule from the names as they stand in the schema.</summary>
    public static Rule RuleOf(string property, IEnumerable<string> required, SchemaNode? schema) =>
        new(property, Encoding.UTF8.GetBytes(property), [.. required.Select(name => (name, Encoding.UTF8.GetBytes(name)))], schema);

    private static bool Has(ref Run run, int at, ReadOnlySpan<byte> wanted)
    {
        if (!run.Spend(run.Tokens[at].Length, at))
            return false;
        var end = run.Tokens[at].Next;
        for (var name = at + 1; name < end; name = run.Tokens[name + 1].Next)
        {
            if (run.Text(name).SequenceEqual(wanted))
                return true;
        }

        return false;
    }
}
