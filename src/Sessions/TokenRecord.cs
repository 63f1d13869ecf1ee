using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Conformance.Sessions;

/// <summary>
/// What is known of an issued token; never its text. A live view: with the in-memory store the members that say how the token ended
/// change while others read them, each read on its own being whole.
/// </summary>
/// <remarks>
/// A mock keeps millions. So what all tokens of a kind share is kept once (<see cref="TokenTraits"/>), and what befell it only when something did (<see cref="TokenFate"/>).
/// </remarks>
public sealed class TokenRecord
{
    private const long Never = long.MaxValue;

    private readonly TokenTraits _traits;
    private readonly int _issuedAfter; // seconds from the one in which the session began
    private TokenFate? _fate;

    /// <summary>Creates the record of a live token of a session; a store numbers it.</summary>
    public TokenRecord(Session session, TokenDraft draft, int ordinal)
    {
        (Session, Key, _traits, Ordinal) = (session, draft.Key, TokenTraits.Of(draft), ordinal);
        var issuedAt = draft.IssuedAt.UtcTicks;
        var (after, rest) = Math.DivRem(issuedAt - Second(session), TimeSpan.TicksPerSecond);
        var isWritten = rest == 0 && (int)after == after;
        _issuedAfter = isWritten ? (int)after : 0;
        if (!isWritten || HasIdleLifetime)
            _fate = TokenFate.None with { IssuedAt = isWritten ? Never : issuedAt, LastUse = issuedAt };
    }

    /// <summary>Creates the record of a token as a store that lies elsewhere has kept it.</summary>
    internal TokenRecord(Session session, TokenDraft draft, int ordinal, TokenEnds ends, RevocationCause revokedBy)
        : this(session, draft, ordinal)
    {
        var fate = _fate ?? TokenFate.None;
        _fate = fate with
        {
            ForcedExpiry = ends.ExpiresAt == MintedTicks ? Never : ends.ExpiresAt,
            GraceEnd = ends.GraceEnd,
            RevokedAt = ends.RevokedAt,
            LastUse = ends.LastUse,
            RevokedBy = revokedBy,
        };
    }

    /// <summary>The session that the token belongs to.</summary>
    public Session Session { get; }

    /// <summary>The digest that the token is found by.</summary>
    public TokenKey Key { get; }

    /// <summary>The index of its kind.</summary>
    public int Kind => _traits.Kind;

    /// <summary>The name of its kind.</summary>
    public string KindName => _traits.Name;

    /// <summary>Which token of its kind it is, counted from 1 over the life of the world.</summary>
    public int Ordinal { get; }

    /// <summary>A name that is safe to show, such as <c>access#3</c>.</summary>
    public string Label => $"{KindName}#{Ordinal}";

    /// <summary>When it was issued: its <c>iat</c>, a whole second.</summary>
    public DateTimeOffset IssuedAt => new(IssuedTicks, TimeSpan.Zero);

    /// <summary>When it stops being valid: its <c>exp</c>, or earlier if it is not used until then, or the administrator let it expire; null: never.</summary>
    public DateTimeOffset? ExpiresAt => Moment(Math.Min(ExpiryOf(Fate), IdleEndOf(Fate)));

    /// <summary>The <c>exp</c> that its text carries, which its record outlives.</summary>
    public DateTimeOffset? MintedExpiry => Moment(MintedTicks);

    /// <summary>When it was revoked, or null.</summary>
    public DateTimeOffset? RevokedAt =>
        Fate is { RevokedBy: not RevocationCause.None } fate ? new DateTimeOffset(fate.RevokedAt, TimeSpan.Zero) : null;

    /// <summary>What revoked it. The first cause stays, but that one which ends a token in its grace comes in place of the rotation.</summary>
    public RevocationCause RevokedBy => Fate?.RevokedBy ?? RevocationCause.None;

    /// <summary>Whether the administrator let it expire before its time.</summary>
    public bool ExpiredByAdministrator => Fate is { ForcedExpiry: not Never };

    /// <summary>Whether it is past its expiry; at the instant itself it is.</summary>
    public bool IsExpired(DateTimeOffset now)
    {
        var fate = Fate;
        return now.UtcTicks >= ExpiryOf(fate) || now.UtcTicks >= IdleEndOf(fate);
    }

    /// <summary>Whether a refresh replaced it so short a time ago that it is still good.</summary>
    public bool IsInGrace(DateTimeOffset now) => Fate is { RevokedBy: RevocationCause.Rotated } fate && now.UtcTicks < fate.GraceEnd;

    /// <summary>Whether it expires when it is not used.</summary>
    public bool HasIdleLifetime => _traits.Idle != Never;

    /// <summary>Whether nothing can let it be accepted again: it was revoked, and not left a grace.</summary>
    public bool IsOver => Fate is { RevokedBy: not RevocationCause.None, GraceEnd: 0 };

    /// <summary>How the token stands.</summary>
    public TokenState StateAt(DateTimeOffset now) =>
        IsExpired(now) ? TokenState.Expired
        : RevokedBy == RevocationCause.None || IsInGrace(now) ? TokenState.Live
        : TokenState.Revoked;

    /// <summary>Revokes it, unless it was before. For stores, which call it one at a time for the tokens of a session.</summary>
    public void Revoke(RevocationCause cause, DateTimeOffset at)
    {
        TokenFate? shared = null;
        Revoke(cause, at, ref shared);
    }

    /// <summary>Revokes it with others of its session, which then share one fate where nothing else befell them.</summary>
    internal void Revoke(RevocationCause cause, DateTimeOffset at, ref TokenFate? shared)
    {
        while (true)
        {
            var before = Fate;
            TokenFate after;
            if (before is not { RevokedBy: not RevocationCause.None })
            {
                var graceEnd = cause == RevocationCause.Rotated && _traits.Grace > 0 ? at.UtcTicks + _traits.Grace : 0;
                after =
                    before is null && graceEnd == 0
                        ? shared ??= TokenFate.None with { RevokedAt = at.UtcTicks, RevokedBy = cause }
                        : (before ?? TokenFate.None) with
                        {
                            GraceEnd = graceEnd,
                            RevokedAt = at.UtcTicks,
                            RevokedBy = cause,
                        };
            }
            else if (cause == RevocationCause.Rotated || before.GraceEnd == 0)
            {
                return;
            }
            else
            {
                after = before with { GraceEnd = 0 };
                if (before.RevokedBy == RevocationCause.Rotated && at.UtcTicks < before.GraceEnd)
                    after = after with { RevokedAt = at.UtcTicks, RevokedBy = cause };
            }

            if (TryChange(before, after))
                return;
        }
    }

    /// <summary>Lets it expire now, unless it did before. For stores, which call it one at a time for the tokens of a session.</summary>
    public void Expire(DateTimeOffset at)
    {
        while (Fate is var before && at.UtcTicks < ExpiryOf(before))
        {
            if (TryChange(before, (before ?? TokenFate.None) with { ForcedExpiry = at.UtcTicks }))
                return;
        }
    }

    /// <summary>Notes a use, from which an idle lifetime runs anew. For stores; several may do so at a time.</summary>
    public void Use(DateTimeOffset at)
    {
        while (Fate is { } before && HasIdleLifetime && before.LastUse < at.UtcTicks)
        {
            if (TryChange(before, before with { LastUse = at.UtcTicks }))
                return;
        }
    }

    /// <summary>The record as it stands.</summary>
    public TokenSnapshot ToSnapshot(DateTimeOffset now) =>
        new(Label, KindName, IssuedAt, ExpiresAt, StateAt(now), RevokedAt, RevokedBy, ExpiredByAdministrator);

    /// <summary>What of it changes, for a store that lies elsewhere.</summary>
    internal TokenEnds Ends
    {
        get
        {
            var fate = Fate ?? TokenFate.None;
            return new TokenEnds(ExpiryOf(fate), fate.GraceEnd, fate.RevokedAt, HasIdleLifetime ? fate.LastUse : IssuedTicks);
        }
    }

    private TokenFate? Fate => Volatile.Read(ref _fate);

    // What was issued at a moment that the seconds cannot write has a fate from the start, and every later one repeats it.
    private long IssuedTicks =>
        Fate is { IssuedAt: not Never and var written } ? written : Second(Session) + (_issuedAfter * TimeSpan.TicksPerSecond);

    private long MintedTicks => _traits.Lifetime == Never ? Never : IssuedTicks + _traits.Lifetime;

    private long ExpiryOf(TokenFate? fate) => fate is { ForcedExpiry: not Never } ? fate.ForcedExpiry : MintedTicks;

    private long IdleEndOf(TokenFate? fate) => _traits.Idle == Never ? Never : fate!.LastUse + _traits.Idle;

    private bool TryChange(TokenFate? before, TokenFate after) =>
        ReferenceEquals(Interlocked.CompareExchange(ref _fate, after, before), before);

    private static long Second(Session session) => session.CreatedTicks - (session.CreatedTicks % TimeSpan.TicksPerSecond);

    private static DateTimeOffset? Moment(long ticks) => ticks == Never ? null : new DateTimeOffset(ticks, TimeSpan.Zero);
}

/// <summary>What all tokens of a kind have in common; the times in ticks.</summary>
internal sealed record TokenTraits(int Kind, string Name, long Lifetime, long Grace, long Idle)
{
    // That of the last token of each kind, which that of the next one is most often; one that is lost to another thread is made again.
    private static readonly TokenTraits?[] Last = new TokenTraits?[SessionPolicy.MostKinds];

    /// <summary>Those of a draft, the same object as for the one before where they are equal.</summary>
    public static TokenTraits Of(TokenDraft draft)
    {
        ref var last = ref Last[draft.Kind];
        var known = Volatile.Read(ref last);
        var lifetime = draft.ExpiresAt is { } expiry ? expiry.UtcTicks - draft.IssuedAt.UtcTicks : long.MaxValue;
        var idle = draft.Idle?.Ticks ?? long.MaxValue;
        if (
            known is not null
            && known.Lifetime == lifetime
            && known.Grace == draft.Grace.Ticks
            && known.Idle == idle
            && known.Name == draft.KindName
        )
            return known;
        var made = new TokenTraits(draft.Kind, draft.KindName, lifetime, draft.Grace.Ticks, idle);
        Volatile.Write(ref last, made);
        return made;
    }
}

/// <summary>What befell a token, in ticks; never changed, since the tokens that a logout ended together share one.</summary>
/// <param name="IssuedAt">When it was issued, where its record cannot write that; else <see cref="long.MaxValue"/>.</param>
/// <param name="ForcedExpiry">When the administrator let it expire; <see cref="long.MaxValue"/>: not.</param>
/// <param name="LastUse">The last use of one that has an idle lifetime, at first when it was issued.</param>
/// <param name="GraceEnd">Until when a rotated one is good; 0: not at all.</param>
internal sealed record TokenFate(long IssuedAt, long ForcedExpiry, long LastUse, long GraceEnd, long RevokedAt, RevocationCause RevokedBy)
{
    /// <summary>Nothing did.</summary>
    public static TokenFate None { get; } = new(long.MaxValue, long.MaxValue, 0, 0, 0, RevocationCause.None);
}

/// <summary>How a token stands at one moment; what has expired is expired, revoked before or not.</summary>
public enum TokenState
{
    /// <summary>It would be accepted.</summary>
    Live,

    /// <summary>It is past its expiry.</summary>
    Expired,

    /// <summary>It was revoked; <see cref="RevocationCause"/> says by what.</summary>
    Revoked,
}

/// <summary>What ended a token before its time.</summary>
public enum RevocationCause
{
    /// <summary>It was not revoked.</summary>
    None,

    /// <summary>A logout.</summary>
    LoggedOut,

    /// <summary>The administrator ended its session.</summary>
    EndedByAdministrator,

    /// <summary>A refresh replaced it.</summary>
    Rotated,

    /// <summary>A token of its session that had been rotated away was presented again.</summary>
    ReuseDetected,
}

/// <summary>The moments of a token that change, in ticks; a grace that ends at 0 is none.</summary>
internal readonly record struct TokenEnds(long ExpiresAt, long GraceEnd, long RevokedAt, long LastUse);

/// <summary>A token that was minted and is not stored yet.</summary>
public readonly record struct TokenDraft(TokenKey Key, int Kind, string KindName, DateTimeOffset IssuedAt, DateTimeOffset? ExpiresAt)
{
    /// <summary>How long it stays good after a refresh has replaced it.</summary>
    public TimeSpan Grace { get; init; }

    /// <summary>How long it lives without a use; null: as long as with one.</summary>
    public TimeSpan? Idle { get; init; }
}

/// <summary>
/// What a store finds a token by: the first 128 bits of the SHA-256 of its text in UTF-8. The text does not follow from it.
/// </summary>
public readonly record struct TokenKey(ulong High, ulong Low)
{
    private const int OnStack = 2048;

    /// <summary>The key of a text. Does not allocate.</summary>
    public static TokenKey Of(ReadOnlySpan<char> text)
    {
        byte[]? rented = null;
        var most = text.Length * 3;
        var utf8 = most <= OnStack ? stackalloc byte[OnStack] : rented = ArrayPool<byte>.Shared.Rent(most);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(utf8[..Encoding.UTF8.GetBytes(text, utf8)], hash);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        return new TokenKey(BinaryPrimitives.ReadUInt64BigEndian(hash), BinaryPrimitives.ReadUInt64BigEndian(hash[8..]));
    }

    /// <inheritdoc/>
    public override int GetHashCode() => (int)Low; // the bits of a digest are as good as any hash of them
}
