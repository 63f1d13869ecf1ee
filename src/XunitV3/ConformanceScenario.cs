using System.Runtime.CompilerServices;
using Conformance.Verification.Client;
using Conformance.Verification.Results;
using Conformance.Verification.Suite;
using Xunit.Sdk;

namespace Conformance.XunitV3;

/// <summary>A scenario as a row of a theory.</summary>
/// <example>
/// <code>
/// [Theory, ConformanceData("acme")]
/// public Task Conforms(ConformanceScenario scenario) => scenario.VerifyAsync(Target.Of(app, new UserCredentials("ann", "a long secret")));
/// </code>
/// </example>
public sealed class ConformanceScenario : IXunitSerializable
{
    // What a message begins with that skips a test in xUnit.net v3.
    private const string SkipToken = "$XunitDynamicSkip$";

    // Rows that share a target share what one learns of it, and its connections.
    private static readonly ConditionalWeakTable<Target, Dictionary<ConformanceSuite, ConformanceRun>> Runs = [];

    private ScenarioSource? _source;
    private string _id = "";

    /// <summary>For the test runner, which fills it in.</summary>
    [Obsolete("Test runners alone make rows without a scenario.")]
    public ConformanceScenario() { }

    internal ConformanceScenario(ScenarioSource source, SuiteScenario scenario) => (_source, _id) = (source, scenario.Id);

    /// <summary>The scenario.</summary>
    public SuiteScenario Scenario => Source.Suite.Scenarios.First(s => s.Id == _id);

    private ScenarioSource Source =>
        _source ?? throw new InvalidOperationException("The row holds no scenario. Take rows from [ConformanceData].");

    /// <summary>Holds a target against the scenario. The test is skipped where the scenario does not apply to the target.</summary>
    /// <param name="target">The implementation. Keep one for all rows, for instance in a fixture: rows that move its clock then wait for the others.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="NonconformityException">A stated behaviour was missed, or could not be checked; the message tells what was expected, found and said on the wire, without
    /// secrets.</exception>
    public async Task<ScenarioResult> VerifyAsync(Target target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        var result = await RunOf(target).RunAsync(Scenario, cancellationToken);
        if (result.Verdict == Verdict.NotApplicable)
            throw new ScenarioSkippedException(SkipToken + result.Reason);
        result.EnsureConforms();
        return result;
    }

    /// <summary>The id and the name.</summary>
    public override string ToString() => Scenario.ToString();

    void IXunitSerializable.Serialize(IXunitSerializationInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        info.AddValue("contract", Source.Contract, typeof(string));
        info.AddValue("steps", Source.StepNames, typeof(string[]));
        info.AddValue("id", _id, typeof(string));
    }

    void IXunitSerializable.Deserialize(IXunitSerializationInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        _source = ScenarioSource.Of((string)info.GetValue("contract")!, (string[])info.GetValue("steps")!);
        _id = (string)info.GetValue("id")!;
    }

    private ConformanceRun RunOf(Target target)
    {
        var ofTarget = Runs.GetOrCreateValue(target);
        lock (ofTarget)
        {
            if (!ofTarget.TryGetValue(Source.Suite, out var run))
                ofTarget[Source.Suite] = run = Source.Suite.Against(target);
            return run;
        }
    }

    private sealed class ScenarioSkippedException(string message) : Exception(message);
}
