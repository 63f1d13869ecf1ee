using Conformance.Verification.Scenarios;

namespace Conformance.Verification.Tests.Scenarios;

/// <summary>Shortcuts from feature text to what the tests look at.</summary>
internal static class Loaded
{
    public static FeatureSet Set(string text, params Type[] bindings) => Set(text, tags: null, bindings);

    public static FeatureSet Set(string text, TagRule? tags, params Type[] bindings) =>
        FeatureSet.Load([new FeatureFile("a.feature", text)], StepBindings.From(bindings), tags);

    /// <summary>The set of a text that must have no problem.</summary>
    public static FeatureSet Sound(string text, params Type[] bindings)
    {
        var set = Set(text, bindings);
        Assert.Empty(set.Problems.Select(p => p.Render()));
        return set;
    }

    /// <summary>The only problem of a text.</summary>
    public static FeatureProblem Problem(string text, params Type[] bindings) => Assert.Single(Set(text, bindings).Problems);

    /// <summary>Runs all scenarios of a text that must have no problem, to the end.</summary>
    public static Task<IReadOnlyList<RunEvent>> RunAsync(string text, RunnerOptions options, params Type[] bindings) =>
        RunAsync(Sound(text, bindings), options, TestContext.Current.CancellationToken, bindings);

    public static async Task<IReadOnlyList<RunEvent>> RunAsync(
        FeatureSet set,
        RunnerOptions options,
        CancellationToken token,
        params Type[] bindings
    )
    {
        var events = new List<RunEvent>();
        await foreach (var happened in new ScenarioRunner(StepBindings.From(bindings), options).RunAsync(set.Scenarios, token))
            events.Add(happened);
        return events;
    }

    /// <summary>The only scenario's end.</summary>
    public static ScenarioFinished End(this IReadOnlyList<RunEvent> events) => Assert.Single(events.OfType<ScenarioFinished>());
}
