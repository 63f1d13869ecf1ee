namespace Conformance.MockServer.Tests.Races;

/// <summary>
/// Judges a recorded history by what must hold whichever way the requests overlapped: a request that is under way while a session ends may be answered either
/// way, one that started after the end was answered may not.
/// </summary>
internal sealed class HistoryCheck
{
    private readonly List<string> _violations = [];
    private readonly Dictionary<int, SessionHistory> _sessions;

    private HistoryCheck(IEnumerable<Event> history) =>
        _sessions = history.GroupBy(e => e.Session).ToDictionary(g => g.Key, g => new SessionHistory([.. g]));

    /// <summary>A sentence for each broken promise.</summary>
    public static IReadOnlyList<string> Violations(IEnumerable<Event> history)
    {
        var check = new HistoryCheck(history);
        foreach (var (session, events) in check._sessions)
            check.Judge(session, events);
        return check._violations;
    }

    private void Judge(int session, SessionHistory history)
    {
        foreach (var e in history.Events)
        {
            if (e.Answer == Answer.Broken || (e.Act == Act.LogIn && e.Answer != Answer.Accepted))
                Add(e, $"was answered with neither an acceptance nor a refusal: {e.Detail}");
            if (e.ShowsAnother)
                Add(e, $"showed another user's data: {e.Detail}");
            if (e.Answer == Answer.Accepted && e.Act != Act.LogIn && e.Start > history.EndAnswered)
                Add(e, $"was accepted although it started {e.Start - history.EndAnswered} ticks after the session's end was answered");
            if (e.Answer is Answer.Refused or Answer.Reused && !IsExplained(e, history))
                Add(e, "was refused although nothing had begun to end it");
            if (e is { Answer: Answer.Accepted, Foreign: > 0 } && IsAliveUntil(e))
                Add(e, $"was accepted together with the live refresh token {e.Foreign} of session {e.ForeignSession}");
        }

        foreach (var token in history.Redemptions.Where(r => r.Value.Count > 1))
            _violations.Add($"Session {session}: refresh token {token.Key} was redeemed {token.Value.Count} times.");
        var logouts = history.Events.Count(e => e is { Act: Act.LogOut, Answer: Answer.Accepted });
        if (logouts > 1)
            _violations.Add($"Session {session}: {logouts} logouts were accepted.");
    }

    // A foreign token is refused for its own sake.
    private static bool IsExplained(Event e, SessionHistory history) =>
        e.Foreign > 0
        || (e.Answer == Answer.Refused && history.EndBegun < e.End)
        || (
            e.Act == Act.Refresh
            && history.Redemptions.TryGetValue(e.Token, out var redemptions)
            && redemptions.Exists(r => r.Start < e.End)
        );

    private bool IsAliveUntil(Event e) =>
        !_sessions.TryGetValue(e.ForeignSession, out var other)
        || (
            other.EndBegun > e.End
            && !(other.Redemptions.TryGetValue(e.Foreign, out var redemptions) && redemptions.Exists(r => r.Start < e.End))
        );

    private void Add(Event e, string what) => _violations.Add($"Session {e.Session}: {e.Act} with token {e.Token} {what}.");

    /// <summary>The events of one session, and what follows from them.</summary>
    private sealed class SessionHistory
    {
        public SessionHistory(IReadOnlyList<Event> events)
        {
            Events = events;
            foreach (var e in events)
            {
                if (e is { Act: Act.LogOut, Answer: Answer.Accepted } or { Answer: Answer.Reused })
                {
                    EndBegun = Math.Min(EndBegun, e.Start);
                    EndAnswered = Math.Min(EndAnswered, e.End);
                }

                if (e is not { Act: Act.Refresh, Answer: Answer.Accepted })
                    continue;
                if (Redemptions.TryGetValue(e.Token, out var redemptions))
                    redemptions.Add(e);
                else
                    Redemptions[e.Token] = [e];
            }
        }

        public IReadOnlyList<Event> Events { get; }

        /// <summary>When the first request that ended the session started.</summary>
        public long EndBegun { get; } = long.MaxValue;

        /// <summary>When the first answer came that said that the session has ended.</summary>
        public long EndAnswered { get; } = long.MaxValue;

        /// <summary>The accepted refreshes by token.</summary>
        public Dictionary<int, List<Event>> Redemptions { get; } = [];
    }
}
