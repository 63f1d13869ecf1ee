using Conformance.Verification.Steps;
using Reqnroll;

/// <summary>A team's own step, for features beside ours.</summary>
[Binding]
public sealed class AuditSteps(IScenarioTarget target)
{
    [Then("nobody comes in with the token of {session}")]
    public async Task NobodyComesIn(string session)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", target.Token(session, "access"));
        using var answer = await http.GetAsync($"{target.BaseUrl}v2/me", target.Cancellation);
        if ((int)answer.StatusCode != 401)
            throw new InvalidOperationException($"The token still opens the door: {(int)answer.StatusCode}.");
    }
}
