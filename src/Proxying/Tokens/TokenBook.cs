using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Conformance.Sessions;

namespace Conformance.Proxying.Tokens;

/// <summary>
/// The tokens that passed by, each in its session, and what ended them. Texts are not kept: a token is found by a hash of its text whose salt is of this book alone. Safe for use from several
/// threads; each method is one atomic step.
/// </summary>
/// <param name="mostTokens">How many are remembered; beyond it the oldest are forgotten first.</param>
internal sealed class TokenBook(SessionPolicy policy, int mostTokens)
{
    private readonly byte[] _salt = RandomNumberGenerator.GetBytes(32);
    private readonly Dictionary<UInt128, FollowedToken> _tokens = [];
    private readonly Queue<FollowedToken> _byAge = new();
    private readonly Dictionary<UInt128, HashSet<FollowedSession>> _ofUser = [];
    private readonly HashSet<FollowedSession> _ofNobody = [];
    private readonly int[] _counts = new int[policy.Kinds.Length];
    private readonly Lock _gate = new();
    private (TokenEnd End, FollowedSession Session)? _lastEnd;
    private long _forgotten;

    /// <summary>How many tokens were forgotten because there were too many.</summary>
    public long Forgotten => Volatile.Read(ref _forgotten);

    /// <summary>The hash of a text under this book's salt: the first half of its HMAC-SHA-256.</summary>
    public UInt128 KeyOf(string text)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_salt, Encoding.UTF8.GetBytes(text), hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    /// <summary>The token of a hash; null where none was seen, or it was forgotten.</summary>
    public FollowedToken? Find(UInt128 key)
    {
        lock (_gate)
            return _tokens.GetValueOrDefault(key);
    }

    /// <summary>What a token was for a request when that began.</summary>
    public TokenStanding StandingOf(FollowedToken? token, long begun, DateTimeOffset begunAt)
    {
        if (token is null)
            return TokenStanding.Unknown;
        lock (_gate)
        {
            if (token.End is not { } end)
                return token.IsUncertain ? TokenStanding.Open : TokenStanding.Live;
            return end.Order < begun && end.EffectiveAt <= begunAt ? TokenStanding.Dead : TokenStanding.Open;
        }
    }

    /// <summary>Whether tokens belong to one session, as far as is known.</summary>
    public bool AreOfOneSession(IReadOnlyList<FollowedToken> tokens)
    {
        lock (_gate)
            return tokens.All(t => t.Session == tokens[0].Session);
    }

    /// <summary>Begins a session with tokens. One whose text was issued before moves to it, and is alive again.</summary>
    /// <param name="user">A hash of the user's name; null where the login tells none.</param>
    public void Begin(UInt128? user, IEnumerable<(int Kind, UInt128 Key)> issued, DateTimeOffset now, long order)
    {
        lock (_gate)
        {
            FollowedSession? session = null;
            foreach (var (kind, key) in issued)
                Put(session ??= NewSession(user, now), kind, key, now, order, isSeenIssued: true);
        }
    }

    /// <summary>Notes that tokens were let in together; those that nobody knew are followed from now on, in the session of the others.</summary>
    public void Use(IReadOnlyList<(int Kind, UInt128 Key)> presented, DateTimeOffset now, long order)
    {
        lock (_gate)
        {
            var session = presented.Select(p => _tokens.GetValueOrDefault(p.Key)?.Session).FirstOrDefault(s => s is not null);
            foreach (var (kind, key) in presented)
            {
                if (_tokens.TryGetValue(key, out var known))
                    (known.UsedAt, known.UsedOrder) = (now, order);
                else
                    Put(session ??= NewSession(null, now), kind, key, now, order, isSeenIssued: false);
            }
        }
    }

    /// <summary>Puts what a refresh, or another operation, gave for a token into the session of that; what it replaced has ended, or may have.</summary>
    /// <param name="end">What happened, without its grace.</param>
    /// <param name="isRefresh">Whether a kind that rotates replaces the one that was presented.</param>
    public void Exchange(
        IReadOnlyList<(int Kind, UInt128 Key)> presented,
        IReadOnlyList<(int Kind, UInt128 Key)> issued,
        TokenEnd end,
        bool isRefresh
    )
    {
        lock (_gate)
        {
            var live = presented.Select(p => _tokens.GetValueOrDefault(p.Key)).Where(t => t is { End: null }).ToList();
            var session = live.FirstOrDefault()?.Session;
            if (issued.Count > 0)
                session ??= NewSession(null, end.At);
            foreach (var (kind, key) in issued)
            {
                foreach (var old in session!.Tokens.Where(t => t.Kind == kind && t.Key != key && t.End is null).ToList())
                {
                    var rotates = isRefresh && policy.Kinds[kind].Rotation != Rotation.None && presented.Any(p => p.Key == old.Key);
                    if (rotates)
                        old.End = end with { EffectiveAt = end.At + policy.Kinds[kind].Grace };
                    else
                        old.IsUncertain = true;
                }

                Put(session, kind, key, end.At, end.Order, isSeenIssued: true);
            }
        }
    }

    /// <summary>Ends what a logout, or another operation, says that it ends. Tokens that nobody knew are followed from now on.</summary>
    /// <param name="presented">The tokens that count: they were live, or not known.</param>
    /// <param name="scopes">What it revokes, by kind.</param>
    public void EndBy(IReadOnlyList<(int Kind, UInt128 Key)> presented, IReadOnlyList<RevocationScope> scopes, TokenEnd end)
    {
        Use(presented, end.At, end.Order);
        lock (_gate)
        {
            var tokens = presented.Select(p => _tokens.GetValueOrDefault(p.Key)).OfType<FollowedToken>().ToList();
            var sessions = tokens.Select(t => t.Session).Distinct().ToList();
            foreach (var token in tokens.Where(t => scopes[t.Kind] == RevocationScope.Presented))
                Kill(token, end);
            foreach (var session in sessions)
            {
                session.LoggedOut = end;
                _lastEnd = (end, session);
                IEnumerable<FollowedSession> ofUser =
                    session.User is { } user && _ofUser.TryGetValue(user, out var known) ? [.. known] : [session];
                Sweep([session], scopes, RevocationScope.Session, end);
                Sweep(ofUser, scopes, RevocationScope.User, end);
                Sweep(ofUser.Where(s => !sessions.Contains(s)), scopes, RevocationScope.Others, end);

                // Which session an id names is not known, nor whose those are of which no login was seen.
                Doubt(ofUser.Where(s => !sessions.Contains(s)), scopes, s => s == RevocationScope.Named);
                Doubt(
                    session.User is null ? [.. _ofUser.Values.SelectMany(s => s), .. _ofNobody] : _ofNobody,
                    scopes,
                    s => s is RevocationScope.User or RevocationScope.Others or RevocationScope.Named,
                    sessions
                );
            }
        }
    }

    /// <summary>Ends every token of the session of one that was replayed.</summary>
    public void EndSessionOf(FollowedToken replayed, TokenEnd end)
    {
        lock (_gate)
        {
            _lastEnd = (end, replayed.Session);
            foreach (var token in replayed.Session.Tokens)
                Kill(token, end);
        }
    }

    /// <summary>Of these tokens, and of those of their sessions, nothing is known from now on: what was asked to end them gave no plain answer.</summary>
    public void Doubt(IEnumerable<UInt128> keys)
    {
        lock (_gate)
        {
            foreach (var token in keys.Select(k => _tokens.GetValueOrDefault(k)).OfType<FollowedToken>().SelectMany(t => t.Session.Tokens))
                token.IsUncertain = true;
        }
    }

    /// <summary>The last answer, after a token was last let in, that ended tokens and should have left it alone: in its own session, else in another one.</summary>
    public (TokenEnd End, bool IsOwn, bool IsSameUser)? EndSince(FollowedToken token)
    {
        lock (_gate)
        {
            // A logout that takes the token counts as its last use.
            if (token.Session.LoggedOut is { } own && own.Order >= token.UsedOrder)
                return (own, true, true);
            return _lastEnd is { } last && last.End.Order > token.UsedOrder && last.Session != token.Session
                ? (last.End, false, last.Session.User is { } user && user == token.Session.User)
                : null;
        }
    }

    private static void Kill(FollowedToken token, TokenEnd end) => token.End ??= end;

    private static void Sweep(
        IEnumerable<FollowedSession> sessions,
        IReadOnlyList<RevocationScope> scopes,
        RevocationScope scope,
        TokenEnd end
    )
    {
        foreach (var session in sessions)
        {
            foreach (var token in session.Tokens.Where(t => scopes[t.Kind] == scope))
                Kill(token, end);
        }
    }

    private static void Doubt(
        IEnumerable<FollowedSession> sessions,
        IReadOnlyList<RevocationScope> scopes,
        Predicate<RevocationScope> which,
        List<FollowedSession>? but = null
    )
    {
        if (!scopes.Any(s => which(s)))
            return;
        foreach (var token in sessions.Where(s => but?.Contains(s) != true).SelectMany(s => s.Tokens).Where(t => which(scopes[t.Kind])))
            token.IsUncertain = true;
    }

    private FollowedSession NewSession(UInt128? user, DateTimeOffset now)
    {
        var session = new FollowedSession { User = user, BeganAt = now };
        if (user is not { } name)
            _ofNobody.Add(session);
        else if (_ofUser.TryGetValue(name, out var others))
            others.Add(session);
        else
            _ofUser.Add(name, [session]);
        return session;
    }

    private void Put(FollowedSession session, int kind, UInt128 key, DateTimeOffset now, long order, bool isSeenIssued)
    {
        if (_tokens.TryGetValue(key, out var known) && known.Kind == kind)
        {
            if (known.Session != session)
            {
                Leave(known);
                session.Tokens.Add(known);
            }

            (known.Session, known.IssuedAt, known.UsedAt, known.UsedOrder) = (session, now, now, order);
            (known.End, known.IsUncertain, known.IsSeenIssued) = (null, false, isSeenIssued);
            return;
        }

        var token = new FollowedToken
        {
            Key = key,
            Kind = kind,
            Label = $"{policy.Kinds[kind].Name}#{++_counts[kind]}",
            Session = session,
            IssuedAt = now,
            UsedAt = now,
            UsedOrder = order,
            IsSeenIssued = isSeenIssued,
        };
        _tokens[key] = token;
        _byAge.Enqueue(token);
        session.Tokens.Add(token);
        while (_byAge.Count > mostTokens)
            Forget(_byAge.Dequeue());
    }

    private void Forget(FollowedToken token)
    {
        if (_tokens.GetValueOrDefault(token.Key) == token)
            _tokens.Remove(token.Key);
        Leave(token);
        _forgotten++;
    }

    // A session without tokens is no session any more.
    private void Leave(FollowedToken token)
    {
        var session = token.Session;
        session.Tokens.Remove(token);
        if (session.Tokens.Count > 0)
            return;
        _ofNobody.Remove(session);
        if (session.User is { } user && _ofUser.TryGetValue(user, out var sessions) && sessions.Remove(session) && sessions.Count == 0)
            _ofUser.Remove(user);
    }
}
