using Conformance.Cli.Output;
using Conformance.Verification.Suite;

namespace Conformance.Cli.Commands;

/// <summary>Tells what a run would do.</summary>
internal static class DryRun
{
    /// <summary>Lists the scenarios, and those that do not apply with their reason.</summary>
    public static int Write(IEnumerable<ConformanceSuite> suites)
    {
        foreach (var suite in suites)
        {
            var applying = suite.Scenarios.Count(s => s.Objection is null);
            Console.Out.WriteLine(
                $"{suite.Contract}: {Counted.Of(applying, "scenario")} would run, {suite.Scenarios.Length - applying} would not apply"
            );
            foreach (var scenario in suite.Scenarios)
                ScenarioLine.Write(scenario);
        }

        return ExitCode.Success;
    }
}
