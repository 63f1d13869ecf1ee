using Conformance.Gherkin;
using Conformance.Verification.Subjects;

namespace Conformance.Verification.Steps;

/// <summary>What is done around steps and scenarios.</summary>
[Binding]
internal sealed class ScenarioHooks(Scene scene)
{
    /// <summary>Remembers how many exchanges there were, so that evidence can be told by step.</summary>
    [AfterStep]
    public void Mark() => scene.Marks.Add(scene.Conversation.Count);

    /// <summary>Sets the target's clock right again, for the scenario that comes next.</summary>
    [AfterScenario("needs-clock")]
    public Task SetClockRight() => scene.Target.Clock?.ResetAsync(CancellationToken.None) ?? Task.CompletedTask;
}
