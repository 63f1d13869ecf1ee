using Conformance.Verification.Results;

namespace Conformance.Features.Tests;

/// <summary>Every scenario of every built-in contract as a row of its own, against one implementation.</summary>
public abstract class ScenarioTests<TImplementation>(Running<TImplementation> running)
    where TImplementation : IImplementation, new()
{
    [Theory, ScenariosOf("bankezy")]
    public Task Bankezy(string scenario) => CheckAsync("bankezy", scenario);

    [Theory, ScenariosOf("fincode")]
    public Task Fincode(string scenario) => CheckAsync("fincode", scenario);

    [Theory, ScenariosOf("nethesis")]
    public Task Nethesis(string scenario) => CheckAsync("nethesis", scenario);

    [Theory, ScenariosOf("rinne")]
    public Task Rinne(string scenario) => CheckAsync("rinne", scenario);

    [Theory, ScenariosOf("sig")]
    public Task Sig(string scenario) => CheckAsync("sig", scenario);

    private async Task CheckAsync(string contract, string scenario)
    {
        var result = await running.RunAsync(contract, scenario);
        if (result.Verdict == Verdict.NotApplicable)
            Assert.Skip(result.Reason!);
        result.EnsureConforms();
    }
}
