using Conformance.Reference.Switches;

namespace Conformance.Reference.Sessions;

/// <summary>What a logout has ended, by id: tokens or sessions. Nothing that stands here is accepted again.</summary>
internal sealed class Blacklist(TimeProvider clock, Behaviour behaviour)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = [];
    private int _checks;

    /// <summary>Ends what one logout ends.</summary>
    public void Add(IEnumerable<(string Id, string User)> ended)
    {
        lock (_gate)
        {
            if (behaviour.Is(SessionMutants.OnlyTheLast))
                _entries.Clear();
            foreach (var (id, user) in ended)
                _entries.TryAdd(id, new Entry(user, clock.GetUtcNow()));
        }
    }

    /// <summary>Whether something was ended.</summary>
    public bool Has(string id)
    {
        lock (_gate)
        {
            if (behaviour.Is(SessionMutants.LostOnRestart) && ++_checks % 20 == 0)
                _entries.Clear();
            if (!_entries.TryGetValue(id, out var entry))
                return false;
            entry.Checks++;
            if (behaviour.Is(SessionMutants.ASecondLate) && clock.GetUtcNow() < entry.Since.AddSeconds(1))
                return false;
            if (behaviour.IsAny(SessionMutants.AcceptedOnce, RinneMutants.BlacklistAUseLate) && entry.Checks == 1)
                return false;
            return !(behaviour.Is(SessionMutants.OnOneReplica) && entry.Checks % 2 == 0);
        }
    }

    /// <summary>Takes things off the list again.</summary>
    public void Remove(IEnumerable<string> ids)
    {
        lock (_gate)
        {
            foreach (var id in ids)
                _entries.Remove(id);
        }
    }

    /// <summary>A user has logged in.</summary>
    public void LoggedIn(string user)
    {
        if (!behaviour.Is(SessionMutants.RevivedByLogin))
            return;
        lock (_gate)
        {
            foreach (var id in _entries.Where(entry => entry.Value.User == user).Select(entry => entry.Key).ToList())
                _entries.Remove(id);
        }
    }

    /// <summary>The server was restarted.</summary>
    public void Restarted()
    {
        if (!behaviour.Is(SessionMutants.LostOnRestart))
            return;
        lock (_gate)
            _entries.Clear();
    }

    private sealed class Entry(string user, DateTimeOffset since)
    {
        public string User { get; } = user;

        public DateTimeOffset Since { get; } = since;

        public int Checks { get; set; }
    }
}
