namespace Conformance.MockServer.Tests.Races;

/// <summary>How often a history came to the moments that matter.</summary>
/// <param name="Requests">All requests.</param>
/// <param name="Sessions">Sessions.</param>
/// <param name="UsesDuringLogout">Uses that overlapped an accepted logout of their session.</param>
/// <param name="RefreshesDuringLogout">Refreshes that overlapped one.</param>
/// <param name="UsesRefusedAfterLogout">Uses that were refused after one.</param>
/// <param name="RefreshesAtOnce">Refreshes that overlapped a successful one with the same token.</param>
/// <param name="LogoutsAtOnce">Logouts that overlapped an accepted one of their session.</param>
/// <param name="ForeignRefused">Logouts that were refused for another session's refresh token.</param>
internal sealed record RaceCounts(
    int Requests,
    int Sessions,
    int UsesDuringLogout,
    int RefreshesDuringLogout,
    int UsesRefusedAfterLogout,
    int RefreshesAtOnce,
    int LogoutsAtOnce,
    int ForeignRefused
)
{
    public static RaceCounts Of(IReadOnlyCollection<Event> history)
    {
        var sessions = history.GroupBy(e => e.Session).Select(g => g.ToList()).ToList();
        return new RaceCounts(
            history.Count,
            sessions.Count,
            sessions.Sum(s => During(s, Act.Use)),
            sessions.Sum(s => During(s, Act.Refresh)),
            sessions.Sum(s => LogOut(s) is { } end ? s.Count(e => e is { Act: Act.Use, Answer: Answer.Refused } && e.Start > end.End) : 0),
            sessions.Sum(s =>
                s.Where(e => e is { Act: Act.Refresh, Answer: Answer.Accepted })
                    .Sum(won => s.Count(e => e.Act == Act.Refresh && e.Token == won.Token && e != won && Overlap(e, won)))
            ),
            sessions.Sum(s => During(s, Act.LogOut)),
            history.Count(e => e is { Foreign: > 0, Answer: Answer.Refused })
        );
    }

    private static Event? LogOut(List<Event> session) => session.Find(e => e is { Act: Act.LogOut, Answer: Answer.Accepted });

    private static int During(List<Event> session, Act act) =>
        LogOut(session) is { } end ? session.Count(e => e.Act == act && e != end && Overlap(e, end)) : 0;

    private static bool Overlap(Event one, Event other) => one.Start < other.End && other.Start < one.End;
}
