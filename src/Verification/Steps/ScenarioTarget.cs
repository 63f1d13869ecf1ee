namespace Conformance.Verification.Steps;

/// <summary>What steps of one's own may ask about the scenario that they stand in. A binding class takes it in its constructor.</summary>
public interface IScenarioTarget
{
    /// <summary>Where the target answers.</summary>
    Uri BaseUrl { get; }

    /// <summary>Cancelled when the run is, or when the scenario takes too long.</summary>
    CancellationToken Cancellation { get; }

    /// <summary>The status of the last answer.</summary>
    int Status { get; }

    /// <summary>The body of the last answer; empty where it had none.</summary>
    string Body { get; }

    /// <summary>The values of a header of the last answer, one for each line.</summary>
    IReadOnlyList<string> Header(string name);

    /// <summary>A token of a session. It is masked in every output of the run, also in what a step throws.</summary>
    /// <param name="session">As steps name it: <c>the session</c>, <c>the sibling session</c>, <c>the other user's session</c>.</param>
    /// <param name="kind">Its kind in the contract: <c>access</c>, <c>refresh</c>.</param>
    string Token(string session, string kind);

    /// <summary>Masks a secret that a step of one's own has come by, as tokens are.</summary>
    /// <param name="name">What to show in its place.</param>
    void Mask(string name, string secret);
}

/// <inheritdoc/>
internal sealed class ScenarioTarget(ScenarioState state) : IScenarioTarget
{
    public Uri BaseUrl => state.Target.BaseUrl;

    public CancellationToken Cancellation => state.Cancellation;

    public int Status => state.Reply.Status;

    public string Body => state.Reply.Text;

    public IReadOnlyList<string> Header(string name) => state.Reply.Header(name);

    public string Token(string session, string kind) => state.TokenOf(state.Session(session), kind);

    public void Mask(string name, string secret) => state.Conversation.Redactor.Add(name, secret);
}
