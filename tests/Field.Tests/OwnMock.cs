using System.Collections.Immutable;
using Conformance.Contracts.Loading;
using Conformance.Documents;
using Conformance.Linting;
using Conformance.MockServer;
using Conformance.MockServer.Engine.State;
using Conformance.Samples;
using Conformance.TestKit;
using Conformance.Verification.Client;
using Conformance.Verification.Results;
using Conformance.Verification.Scenarios;
using Conformance.Verification.Suite;

namespace Conformance.Field.Tests;

/// <summary>Contracts held against their own mock, and against that of a contract which does otherwise: a server with one fault.</summary>
internal static class OwnMock
{
    /// <summary>What lint says of a contract, warnings too.</summary>
    public static IReadOnlyList<Problem> Lint(ContractSource source)
    {
        var problems = new Problems();
        ContractLinter.Lint(source, new Dictionary<string, string>(), problems, TestContext.Current.CancellationToken);
        return [.. problems];
    }

    /// <summary>Verifies a contract on the mock of another one, or of its own.</summary>
    /// <param name="client">The credentials of the client that the mock alone takes; null for any.</param>
    public static async Task<ContractRun> VerifyAsync(
        ContractSource source,
        ContractSource? served = null,
        Func<Target, Target>? configure = null,
        ImmutableDictionary<string, string>? client = null
    )
    {
        var problems = new Problems();
        var contract = ContractLoader.Load(served ?? source, new Dictionary<string, string>(), SampleSource.Of, problems, default);
        Assert.True(contract is not null, string.Join(Environment.NewLine, problems));
        await using var mock = await Mock.StartAsync(
            new MockOptions
            {
                Contracts = [contract!],
                Port = 0,
                Client = client ?? [],
            }
        );
        var target = new Target
        {
            BaseUrl = new Uri(mock.Address, mock.Mounts[0].Prefix + contract!.Operations[0].BasePaths[0]),
            Users = [.. Account.Seeded.Select(a => new UserCredentials(a.Name, a.Password))],
            Clock = new InProcessClock(mock.Clock, by => mock.Clock.Advance(by), () => mock.Clock.Reset()),
        };
        var found = new List<FeatureProblem>();
        var suite = ConformanceSuite.Load(source, new SuiteOptions { FeaturesFolder = Repository.PathOf("features") }, problems, found);
        Assert.True(
            suite is not null,
            string.Join(Environment.NewLine, problems.Select(p => $"{p}").Concat(found.Select(p => p.Render())))
        );
        using var run = suite!.Against(configure?.Invoke(target) ?? target);
        return await run.RunToEndAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>What of a run was not green, a line each.</summary>
    public static string Told(ContractRun run) =>
        string.Join(
            Environment.NewLine,
            run.Obstacles.Concat(
                run.Scenarios.Where(s => s.Verdict is Verdict.Failed or Verdict.Inconclusive)
                    .Select(s => $"{s.Verdict} {s.Id} {s.Name}: {s.Describe()}")
            )
        );
}
