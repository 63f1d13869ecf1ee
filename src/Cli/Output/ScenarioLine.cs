using Conformance.Verification.Suite;

namespace Conformance.Cli.Output;

/// <summary>A scenario on a terminal.</summary>
internal static class ScenarioLine
{
    /// <summary>Its place, name and requirements, and why it does not apply where it does not.</summary>
    public static void Write(SuiteScenario scenario)
    {
        var ids = scenario.Requirements.IsEmpty ? "" : $"  [{string.Join(", ", scenario.Requirements)}]";
        Console.Out.WriteLine($"  {scenario.Id}  {scenario.Name}{ids}");
        if (scenario.Objection is { } objection)
            Console.Out.WriteLine($"      does not apply: {objection}");
    }
}
