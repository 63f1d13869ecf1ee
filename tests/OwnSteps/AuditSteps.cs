using Conformance.Verification.Steps;
using Reqnroll;

namespace Conformance.OwnSteps;

/// <summary>Steps that look at what the verifier does not.</summary>
[Binding]
public sealed class AuditSteps(IScenarioTarget target)
{
    private readonly List<string> _seen = [];

    [When("the auditor looks at {session}")]
    public void Look(string session) => _seen.Add(target.Token(session, "access"));

    [Then("the auditor has seen {int} token(s)")]
    public void HasSeen(int count)
    {
        if (_seen.Count != count)
            throw new InvalidOperationException($"the auditor has seen {_seen.Count}: {string.Join(", ", _seen)}.");
    }

    [Then("the last answer came from {word}")]
    public void CameFrom(string host)
    {
        if (target.BaseUrl.Host != host || target.Status >= 500)
            throw new InvalidOperationException($"{target.Status} came from {target.BaseUrl.Host}");
    }

    [Given("the auditor is not hired yet")]
    public static void NotYet() => throw new PendingStepException();
}
