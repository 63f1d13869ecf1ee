using Conformance.Reference.Hosting;
using Conformance.Reference.Switches;

namespace Conformance.Reference.Sessions;

/// <summary>What a logout has ended, by id: tokens or sessions. Nothing that stands here is accepted again.</summary>
internal sealed class Blacklist(TimeProvider clock, Behaviour behaviour)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = [];
    private readonly HashSet<(string, string)> _trusted = [];
    private int _checks;

    /// <summary>Ends what one logout ends.</summary>
    public void Add(IEnumerable<(string Id, string User)> ended)
    {
        if (Skipped.IsDeaf)
            return;
        lock (_gate)
        {
            if (behaviour.Is(SessionMutants.OnlyTheLast))
                _entries.Clear();
            foreach (var (id, user) in ended)
                _entries.TryAdd(id, new Entry(user, clock.GetUtcNow()));
            while (behaviour.Is(LaterMutants.SixteenAtMost) && _entries.Count > 16)
                _entries.Remove(_entries.MinBy(e => e.Value.Since).Key);
        }
    }

    /// <summary>Whether something was ended.</summary>
    public bool Has(string id)
    {
        lock (_gate)
        {
            if (Skipped.IsEnded || IsTrusted(id))
                return false;
            if (behaviour.Is(SessionMutants.LostOnRestart) && ++_checks % 20 == 0)
                _entries.Clear();
            if (!_entries.TryGetValue(id, out var entry))
                return false;
            entry.Checks++;
            if (clock.GetUtcNow() >= entry.Since + Remembered())
                return false;
            if (behaviour.Is(AgeMutants.UntilMidnight) && clock.GetUtcNow().Date != entry.Since.Date)
                return false;
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

    private TimeSpan Remembered() =>
        behaviour.Is(LaterMutants.TenMinutes) ? TimeSpan.FromMinutes(10)
        : behaviour.Is(LaterMutants.FiftyMinutes) ? TimeSpan.FromMinutes(50)
        : behaviour.Is(LaterMutants.TwentyFiveMinutes) ? TimeSpan.FromMinutes(25)
        : behaviour.Is(LaterMutants.TwentyHours) ? TimeSpan.FromHours(20)
        : behaviour.Is(LaterMutants.RoundedDown) ? TimeSpan.FromMinutes(59.25)
        : TimeSpan.FromDays(3650);

    // What was asked for once on a connection, and was not ended then.
    private bool IsTrusted(string id)
    {
        if (!behaviour.Is(LaterMutants.PerConnection) || Skipped.Connection is not { } connection)
            return false;
        if (_trusted.Contains((connection, id)))
            return true;
        if (!_entries.ContainsKey(id))
            _trusted.Add((connection, id));
        return false;
    }

    private sealed class Entry(string user, DateTimeOffset since)
    {
        public string User { get; } = user;

        public DateTimeOffset Since { get; } = since;

        public int Checks { get; set; }
    }
}
