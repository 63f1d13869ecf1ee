using System.Collections.Immutable;
using Conformance.Exploration.Commands;
using Conformance.Sessions;
using Conformance.Verification.Client;
using Conformance.Verification.Oracle;

namespace Conformance.Exploration.Walking;

/// <summary>Draws what a client does next, and what is tried when a sequence ends.</summary>
internal sealed class CommandGenerator
{
    private const int MostSessions = 5;

    private readonly ContractUnderTest _subject;
    private readonly Target _target;
    private readonly ImmutableArray<TimeSpan> _times;
    private readonly ImmutableArray<string> _ends;
    private readonly bool _refreshes;
    private readonly bool _logoutTakesRefresh;

    /// <param name="mostAlive">How many sessions of one user the target keeps alive.</param>
    public CommandGenerator(ContractUnderTest subject, Target target, int mostAlive)
    {
        (_subject, _target, MostAlive) = (subject, target, mostAlive);
        var roles = subject.Roles;
        _refreshes = roles.Refresh is not null;
        _logoutTakesRefresh =
            roles.RefreshKind >= 0
            && roles.RefreshKind != roles.AccessKind
            && ContractUnderTest.Slot(roles.Logout, roles.RefreshKind) is not null;
        _times = target.Clock is null ? [] : [.. Times(subject.Policy!)];
        _ends = [.. roles.Logouts.Skip(1).Concat(roles.Ends.Where(e => e.Session!.Named is null)).Select(o => o.ToString())];
    }

    private int MostAlive { get; }

    /// <summary>What comes next.</summary>
    public SequenceCommand Next(Random random, Walk walk)
    {
        if (walk.Sessions.Count == 0)
            return LogsIn(random, walk);
        var drawn = random.Next(100);
        return drawn switch
        {
            < 16 when walk.Sessions.Count < MostSessions => LogsIn(random, walk),
            < 42 => Uses(random, walk),
            < 60 when _refreshes => Refreshes(random, walk),
            < 84 => LogsOut(random, walk),
            < 88 when !_ends.IsEmpty => new EndCommand(Any(random, walk), _ends[random.Next(_ends.Length)]),
            < 93 when !_times.IsEmpty => new PassCommand(_times[random.Next(_times.Length)]),
            < 96 => Rarely(random, walk),
            _ => new UseCommand(Any(random, walk)),
        };
    }

    /// <summary>Every token that the sequence has had, each where it opens something: first the access tokens, then what was replaced, then the refresh tokens.</summary>
    public IEnumerable<SequenceCommand> Probes(Walk walk)
    {
        var roles = _subject.Roles;
        var sessions = walk.Sessions.ToList();
        foreach (var session in sessions)
            yield return new UseCommand(session);
        foreach (var session in sessions)
        {
            for (var number = 1; number < walk.Session(session).Had(roles.AccessKind).Count; number++)
                yield return new UseCommand(session, number);
        }

        if (!_refreshes)
            yield break;
        foreach (var session in sessions)
            yield return new RefreshCommand(session);
        foreach (var session in sessions)
        {
            for (var number = 1; number < walk.Session(session).Had(roles.RefreshKind).Count; number++)
                yield return new RefreshCommand(session, number);
        }

        foreach (var session in sessions)
            yield return new UseCommand(session);
    }

    private SequenceCommand LogsIn(Random random, Walk walk)
    {
        var user = _target.Users.Length > 1 && random.Next(4) == 0 ? 1 : 0;
        var ofUser = walk.Sessions.Count(s => walk.Session(s).User == _target.Users.ElementAtOrDefault(user));
        return ofUser >= MostAlive ? new UseCommand(Any(random, walk)) : new LogInCommand(user, walk.Sessions.DefaultIfEmpty().Max() + 1);
    }

    private UseCommand Uses(Random random, Walk walk)
    {
        var session = Any(random, walk);
        var had = walk.Session(session).Had(_subject.Roles.AccessKind).Count;
        return had > 1 && random.Next(3) == 0 ? new UseCommand(session, random.Next(1, had)) : new UseCommand(session);
    }

    private RefreshCommand Refreshes(Random random, Walk walk)
    {
        var session = Any(random, walk);
        var had = walk.Session(session).Had(_subject.Roles.RefreshKind).Count;
        return had > 1 && random.Next(4) == 0 ? new RefreshCommand(session, random.Next(1, had)) : new RefreshCommand(session);
    }

    private LogOutCommand LogsOut(Random random, Walk walk)
    {
        var session = Any(random, walk);
        var had = walk.Session(session).Had(_subject.Roles.AccessKind).Count;
        return random.Next(10) switch
        {
            0 when _logoutTakesRefresh => new LogOutCommand(session, LogOutForm.WithoutRefresh),
            1 when had > 1 => new LogOutCommand(session, LogOutForm.WithNumbered, random.Next(1, had)),
            2 when _logoutTakesRefresh && walk.Sessions.Count > 1 && Other(random, walk, session) is var other => new LogOutCommand(
                session,
                LogOutForm.WithRefreshOf,
                other
            ),
            3 => new LogOutCommand(session, LogOutForm.Tampered),
            4 when _target.TakesUndocumented && _subject.Roles.Logout?.Body is not null => new LogOutCommand(
                session,
                LogOutForm.BrokenBody
            ),
            _ => new LogOutCommand(session),
        };
    }

    private SequenceCommand Rarely(Random random, Walk walk) =>
        random.Next(5) switch
        {
            0 when _target.TakesUndocumented => new WrongPasswordCommand(),
            1 => new LogInBesideCommand(Any(random, walk)),
            2 => new ComeAndGoCommand(UseCommand.ManyTimes),
            _ => new UseCommand(Any(random, walk), Times: UseCommand.ManyTimes),
        };

    private static int Any(Random random, Walk walk) => walk.Sessions[random.Next(walk.Sessions.Count)];

    private static int Other(Random random, Walk walk, int session)
    {
        var others = walk.Sessions.Where(s => s != session).ToList();
        return others[random.Next(others.Count)];
    }

    // Parts of each lifetime, nearly all of it, and more than it; no sum of a few of them falls on the end of another by chance.
    private static IEnumerable<TimeSpan> Times(SessionPolicy policy) =>
        policy
            .Kinds.SelectMany(k => (TimeSpan?[])[k.Lifetime, k.Idle, k.SessionLifetime, k.Grace == TimeSpan.Zero ? null : k.Grace])
            .OfType<TimeSpan>()
            .Distinct()
            .SelectMany(t => (TimeSpan[])[t * 0.31, t * 0.77, t - TimeSpan.FromSeconds(20), t + TimeSpan.FromMinutes(1)])
            .Where(t => t > Model.ModelClock.Margin)
            .Select(t => TimeSpan.FromSeconds(Math.Round(t.TotalSeconds)));
}
