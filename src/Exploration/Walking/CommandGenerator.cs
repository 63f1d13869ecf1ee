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
    private const int MostKeepings = 40;

    private readonly ContractUnderTest _subject;
    private readonly Target _target;
    private readonly ImmutableArray<TimeSpan> _times;
    private readonly ImmutableArray<string> _ends;
    private readonly bool _refreshes;
    private readonly bool _logoutTakesRefresh;
    private readonly bool _lists;
    private readonly bool _endsNamed;
    private readonly bool _gives;
    private readonly int _parallel;
    private readonly ImmutableArray<string> _uncounted;
    private readonly TimeSpan? _stride;
    private readonly ImmutableArray<(TimeSpan Stride, int Times, bool Refreshes)> _keepings;

    /// <param name="mostAlive">How many sessions of one user the target keeps alive.</param>
    /// <param name="parallel">How many requests are sent at the same time at most.</param>
    public CommandGenerator(ContractUnderTest subject, Target target, int mostAlive, int parallel)
    {
        (_subject, _target, MostAlive, _parallel) = (subject, target, mostAlive, parallel);
        var roles = subject.Roles;
        _refreshes = roles.Refresh is not null;
        _logoutTakesRefresh =
            roles.RefreshKind >= 0
            && roles.RefreshKind != roles.AccessKind
            && ContractUnderTest.Slot(roles.Logout, roles.RefreshKind) is not null;
        _lists = roles.Lists.Any(o => o.Session!.Lists is not null);
        _endsNamed = _lists && roles.Ends.Any(o => o.Session!.Named is not null);
        _gives = roles.Protected.Any(o => o.Session!.Issues.Any(k => roles.Login?.Session?.Issues.Contains(k) != true));
        _times = target.Clock is null ? [] : [.. Times(subject.Policy!)];
        _uncounted = subject.Policy!.HasIdleLifetimes
            ? [.. subject.Protected.Where(o => !o.Session!.CountsAsUse).Select(o => o.ToString())]
            : [];
        _stride = target.Clock is not null && subject.Policy.Kinds[roles.AccessKind].Idle is { } idle ? StrideOf(idle) : null;
        _keepings = target.Clock is null ? [] : [.. Keepings(subject)];
        _ends = [.. roles.Logouts.Skip(1).Concat(roles.Ends.Where(e => e.Session!.Named is null)).Select(o => o.ToString())];
    }

    private int MostAlive { get; }

    /// <summary>What comes next: one thing, or several that belong together.</summary>
    public IEnumerable<SequenceCommand> Next(Random random, Walk walk)
    {
        if (!_keepings.IsEmpty && walk.Sessions.Count > 0 && random.Next(20) == 0)
            return Keeps(Any(random, walk), _keepings[random.Next(_keepings.Length)]);
        if (!_uncounted.IsEmpty && _stride is { } stride && walk.Sessions.Count > 0 && random.Next(20) == 0)
            return Idles(Any(random, walk), _uncounted[random.Next(_uncounted.Length)], stride);
        return [One(random, walk)];
    }

    private SequenceCommand One(Random random, Walk walk)
    {
        if (walk.Sessions.Count == 0)
            return LogsIn(random, walk);
        if (_lists && random.Next(5) == 0)
            return Listed(random, walk);
        if (_gives && random.Next(8) == 0)
            return random.Next(2) == 0 ? new GetGiftsCommand(Any(random, walk)) : new UseGiftsCommand(Any(random, walk));
        if (!_uncounted.IsEmpty && random.Next(8) == 0)
            return new AskCommand(Any(random, walk), _uncounted[random.Next(_uncounted.Length)]);
        if (_parallel > 1 && random.Next(4) == 0)
            return AtOnce(random, walk);
        var drawn = random.Next(100);
        return drawn switch
        {
            < 16 when walk.Sessions.Count < MostSessions => LogsIn(random, walk),
            < 42 => Uses(random, walk),
            < 60 when _refreshes => Refreshes(random, walk),
            < 84 => LogsOut(random, walk),
            < 88 when !_ends.IsEmpty => new AskCommand(Any(random, walk), _ends[random.Next(_ends.Length)]),
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

        if (_lists)
        {
            foreach (var session in sessions)
                yield return new LookAtListCommand(session);
        }

        if (_gives)
        {
            foreach (var session in sessions)
                yield return new UseGiftsCommand(session);
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

    private SequenceCommand Listed(Random random, Walk walk)
    {
        var seeing = Any(random, walk);
        var known = walk.Sessions.Where(s => walk.Session(s).ListedId is not null).ToList();
        var user = walk.Session(seeing).User is { } owner ? _target.Users.IndexOf(owner) : -1;
        var ofUser = walk.Sessions.Count(s => walk.Session(s).User == walk.Session(seeing).User);
        if (user is 0 or 1 && ofUser < MostAlive && walk.Sessions.Count < MostSessions && (known.Count == 0 || random.Next(3) == 0))
            return new LogInCommand(user, walk.Sessions.Max() + 1, seeing);
        return _endsNamed && known.Count > 0 && random.Next(2) == 0
            ? new EndNamedCommand(seeing, known[random.Next(known.Count)])
            : new LookAtListCommand(seeing);
    }

    // Mostly of one session, where requests meet that concern each other.
    private AtOnceCommand AtOnce(Random random, Walk walk)
    {
        var focus = Any(random, walk);
        var acts = ImmutableArray.CreateBuilder<ActAtOnce>();
        for (var left = random.Next(2, _parallel + 1); left > 0; left--)
        {
            var session = random.Next(3) == 0 ? Any(random, walk) : focus;
            acts.Add(
                random.Next(10) switch
                {
                    < 4 when _refreshes => ActAtOnce.Refresh(session),
                    < 7 => ActAtOnce.LogOut(session),
                    < 8 when !_ends.IsEmpty => ActAtOnce.Ask(session, _ends[random.Next(_ends.Length)]),
                    _ when !_subject.Protected.IsEmpty => ActAtOnce.Ask(
                        session,
                        _subject.Protected[random.Next(_subject.Protected.Length)].ToString()
                    ),
                    _ => ActAtOnce.LogOut(session),
                }
            );
        }

        return new AtOnceCommand(acts.ToImmutable());
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

    // Too long without what counts as use.
    private static IEnumerable<SequenceCommand> Idles(int session, string operation, TimeSpan stride) =>
        [new PassCommand(stride), new AskCommand(session, operation), new PassCommand(stride), new UseCommand(session)];

    private static IEnumerable<SequenceCommand> Keeps(int session, (TimeSpan Stride, int Times, bool Refreshes) keeping)
    {
        for (var i = 0; i < keeping.Times; i++)
        {
            yield return new PassCommand(keeping.Stride);
            yield return keeping.Refreshes ? new RefreshCommand(session) : new UseCommand(session);
        }
    }

    // How often a session has to be used, or refreshed, always in time, until it is over all the same.
    private static IEnumerable<(TimeSpan Stride, int Times, bool Refreshes)> Keepings(ContractUnderTest subject)
    {
        var roles = subject.Roles;
        if (subject.Policy!.Kinds[roles.AccessKind] is { Idle: { } idle } access && (access.SessionLifetime ?? access.Lifetime) is { } end)
            yield return Keeping(idle, end, refreshes: false);
        if (roles.RefreshKind >= 0 && subject.Policy.Kinds[roles.RefreshKind] is { SessionLifetime: { } whole, Lifetime: { } lifetime })
            yield return Keeping(lifetime, whole, refreshes: true);
    }

    private static (TimeSpan Stride, int Times, bool Refreshes) Keeping(TimeSpan each, TimeSpan whole, bool refreshes)
    {
        var stride = StrideOf(each);
        return (stride, Math.Min(MostKeepings, (int)(whole / stride) + 1), refreshes);
    }

    private static TimeSpan StrideOf(TimeSpan each) => TimeSpan.FromSeconds(Math.Round(each.TotalSeconds * 0.77));

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
