using Conformance.Reference;
using Conformance.Reference.Hosting;
using Conformance.Reference.Switches;
using Conformance.Verification.Client;
using Conformance.Verification.Results;
using Conformance.Verification.Suite;

namespace Conformance.Prove;

/// <summary>Runs the verifier against a reference server, clean or broken.</summary>
internal static class Trial
{
    /// <summary>What the verifier says of a server.</summary>
    public static async Task<ContractRun> RunAsync(ConformanceSuite suite, Mutant? mutant)
    {
        var clock = new MovableClock();
        await using var server = await ReferenceServer.StartAsync(
            suite.Contract,
            new ReferenceOptions { Time = clock, Mutants = mutant is null ? [] : [mutant] }
        );
        var target = new Target
        {
            BaseUrl = server.BaseAddress,
            Users = [.. server.Accounts.Select(a => new UserCredentials(a.Name, a.Password))],
            Clock = new InProcessClock(clock, clock.Advance, clock.Reset),
            PublicKey = server.PublicKey,
            ForeignEndpoint = new Uri("http://127.0.0.1:0"),
        };
        using var run = suite.Against(target, new RunSettings { Depth = mutant is { IsDeep: true } ? RunDepth.Deep : RunDepth.Standard });
        ContractRun? result = null;
        await foreach (var happened in run.RunAsync())
        {
            if (happened is ContractFinished finished)
                result = finished.Run;
        }

        return result!;
    }
}
