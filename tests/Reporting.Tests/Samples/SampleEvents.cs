using Conformance.Verification.Results;

namespace Conformance.Reporting.Tests.Samples;

/// <summary>The events of a run that ends in a report.</summary>
internal static class SampleEvents
{
    public static IEnumerable<VerificationEvent> Of(VerificationReport report)
    {
        foreach (var run in report.Runs)
        {
            yield return new ContractStarted(run.Contract, run.Title, run.BaseUrl, run.Scenarios.Length);
            foreach (var scenario in run.Scenarios)
            {
                yield return new ScenarioBegun(run.Contract, scenario.Id, scenario.Name);
                yield return new ScenarioJudged(run.Contract, scenario);
            }

            yield return new ContractFinished(run.Contract, run);
        }
    }
}
