using Ast = global::Gherkin.Ast;

namespace Conformance.Gherkin.Loading;

/// <summary>Sees to it that a name means one scenario of a feature.</summary>
internal sealed class ScenarioNames(ProblemList problems)
{
    private readonly Dictionary<string, Ast.Scenario> _byName = new(StringComparer.Ordinal);

    public void Check(Ast.Scenario scenario)
    {
        if (_byName.TryAdd(scenario.Name, scenario))
            return;
        problems.Add(
            scenario.Location,
            ProblemRules.DuplicateScenario,
            $"the scenario in line {_byName[scenario.Name].Location.Line} is also called \"{scenario.Name}\".",
            "Give each scenario of a feature its own name."
        );
    }
}
