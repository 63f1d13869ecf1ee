namespace Conformance.MockServer.Tests.Races;

/// <summary>A token and its number in the history.</summary>
internal sealed record RaceToken(int Number, int Session, string Text);

/// <summary>What the tabs of one user share: the access tokens so far, and the newest refresh token. Any of them may have been refused by now.</summary>
internal sealed class RaceSession(int number, string user)
{
    private readonly Lock _gate = new();
    private readonly List<RaceToken> _access = [];
    private RaceToken? _refresh;

    public int Number { get; } = number;

    public string User { get; } = user;

    /// <summary>The newest refresh token.</summary>
    public RaceToken Refresh
    {
        get
        {
            lock (_gate)
                return _refresh!;
        }
    }

    /// <summary>One of the access tokens.</summary>
    public RaceToken Access(Random random)
    {
        lock (_gate)
            return _access[random.Next(_access.Count)];
    }

    /// <summary>Takes what a login or a refresh issued.</summary>
    public void Take(RaceToken access, RaceToken refresh)
    {
        lock (_gate)
        {
            _access.Add(access);
            _refresh = refresh;
        }
    }
}
