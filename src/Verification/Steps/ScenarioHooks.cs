using Conformance.Verification.Subjects;
using Reqnroll;
using Reqnroll.BoDi;

namespace Conformance.Verification.Steps;

/// <summary>What is done around steps and scenarios.</summary>
[Binding]
internal sealed class ScenarioHooks(IObjectContainer scenario)
{
    // In a project of Reqnroll that uses our steps the hooks run for its other scenarios too.
    private Scene? Scene => scenario.IsRegistered<Scene>() ? scenario.Resolve<Scene>() : null;

    /// <summary>Remembers how many exchanges there were, so that evidence can be told by step.</summary>
    [AfterStep]
    public void Mark() => Scene?.Marks.Add(Scene.Conversation.Count);

    /// <summary>Sets the target's clock right again, for the scenario that comes next.</summary>
    [AfterScenario("needs-clock")]
    public Task SetClockRight() => Scene?.Target.Clock?.ResetAsync(CancellationToken.None) ?? Task.CompletedTask;
}
