using System.Collections.Specialized;
using Conformance.Verification.Scenarios.Loading;
using Reqnroll;
using Reqnroll.BoDi;

namespace Conformance.Verification.Scenarios;

/// <summary>One of Reqnroll's runners, which does one thing at a time, and the feature that it is in.</summary>
internal sealed class Worker(ScenarioRuntime runtime) : IAsyncDisposable
{
    private readonly Dictionary<Feature, FeatureInfo> _features = [];
    private (ITestRunner Runner, IObjectContainer Container)? _current;

    private ITestRunner Runner => (_current ??= runtime.NewRunner()).Runner;

    /// <summary>Leaves the feature before, and enters the one of a scenario.</summary>
    /// <exception cref="Exception">A hook failed: one of these two, or the one before the feature when it was entered.</exception>
    public async Task EnterAsync(Feature feature)
    {
        var info = InfoOf(feature);
        if (Runner.FeatureContext is { } context)
        {
            if (ReferenceEquals(context.FeatureInfo, info))
            {
                if (context.BeforeFeatureHookError is { } earlier)
                    throw earlier;
                return;
            }

            await Runner.OnFeatureEndAsync().ConfigureAwait(false);
        }

        await Runner.OnFeatureStartAsync(info).ConfigureAwait(false);
    }

    /// <summary>Makes the context of a scenario.</summary>
    public ScenarioContext Begin(Scenario scenario)
    {
        var arguments = new OrderedDictionary();
        foreach (var (name, value) in (scenario.ExamplesRow?.Header ?? []).Zip(scenario.ExamplesRow?.Cells ?? []))
            arguments[name] = value;
        string[] inherited = [.. scenario.Feature.Tags];
        Runner.OnScenarioInitialize(
            new ScenarioInfo(scenario.Name, scenario.Description, [.. scenario.Tags.Except(inherited)], arguments, inherited),
            scenario.Rule is null ? null : new RuleInfo(scenario.Rule, string.Empty, [])
        );
        return Runner.ScenarioContext;
    }

    /// <summary>Runs the hooks before the scenario.</summary>
    public Task StartAsync() => Runner.OnScenarioStartAsync();

    /// <summary>Runs a step with its hooks. What the step throws is left in the scenario's context, what the hooks after it throw comes out.</summary>
    public Task RunAsync(Step step)
    {
        var text = step.Argument?.Text;
        var table = step.Argument is null ? null : StepCompiler.TableOf(step.Argument);
        return step.Kind switch
        {
            StepKind.Given => Runner.GivenAsync(step.Text, text, table, step.Keyword),
            StepKind.When => Runner.WhenAsync(step.Text, text, table, step.Keyword),
            _ => Runner.ThenAsync(step.Text, text, table, step.Keyword),
        };
    }

    /// <summary>Runs the hooks after the last block of steps; only for a scenario that passed so far.</summary>
    public Task EndStepsAsync() => Runner.CollectScenarioErrorsAsync();

    /// <summary>Runs the hooks after the scenario, and disposes what was made for it.</summary>
    public Task EndAsync() => Runner.OnScenarioEndAsync();

    /// <summary>Leaves a runner alone in which something is still going on that nobody waits for; the next scenario gets another.</summary>
    public void GiveUpRunner() => _current = null;

    /// <summary>Leaves the last feature.</summary>
    /// <exception cref="Exception">A hook after the feature failed.</exception>
    public async ValueTask DisposeAsync()
    {
        if (_current is not var (runner, container))
            return;
        _current = null;
        try
        {
            if (runner.FeatureContext is not null)
                await runner.OnFeatureEndAsync().ConfigureAwait(false);
        }
        finally
        {
            container.Dispose();
        }
    }

    private FeatureInfo InfoOf(Feature feature)
    {
        if (!_features.TryGetValue(feature, out var info))
            _features[feature] = info = new FeatureInfo(
                ScenarioRuntime.Culture,
                Path.GetDirectoryName(feature.Path) ?? string.Empty,
                feature.Name,
                feature.Description,
                ProgrammingLanguage.CSharp,
                [.. feature.Tags]
            );
        return info;
    }
}
