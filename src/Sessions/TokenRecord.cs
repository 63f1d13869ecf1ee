using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Conformance.Sessions;

/// <summary>
/// What is known of an issued token; never its text. A live view: with the in-memory store the members that say how the token ended
/// change while others read them, each read on its own being whole.
/// </summary>
public sealed class TokenRecord
{
    private const long Never = long.MaxValue;

    private readonly long _issuedAt;
    private readonly long _mintedExpiry;
    private readonly long _grace;
    private readonly long _idle;
    private long _expiresAt;
    private long _lastUse;
    private long _graceEnd; // 0: none
    private long _revokedAt;
    private int _revokedBy;

    /// <summary>Creates the record of a live token of a session; a store numbers it.</summary>
    public TokenRecord(Session session, TokenDraft draft, int ordinal)
    {
        (Session, Key, Kind, KindName, Ordinal) = (session, draft.Key, draft.Kind, draft.KindName, ordinal);
        _issuedAt = draft.IssuedAt.UtcTicks;
        _mintedExpiry = _expiresAt = draft.ExpiresAt?.UtcTicks ?? Never;
        (_grace, _idle, _lastUse) = (draft.Grace.Ticks, draft.Idle?.Ticks ?? Never, _issuedAt);
    }

    /// <summary>Creates the record of a token as a store that lies elsewhere has kept it.</summary>
    internal TokenRecord(Session session, TokenDraft draft, int ordinal, TokenEnds ends, RevocationCause revokedBy)
        : this(session, draft, ordinal)
    {
        (_expiresAt, _graceEnd, _revokedAt, _lastUse) = (ends.ExpiresAt, ends.GraceEnd, ends.RevokedAt, ends.LastUse);
        _revokedBy = (int)revokedBy;
    }

    /// <summary>The session that the token belongs to.</summary>
    public Session Session { get; }

    /// <summary>The digest that the token is found by.</summary>
    public TokenKey Key { get; }

    /// <summary>The index of its kind.</summary>
    public int Kind { get; }

    /// <summary>The name of its kind.</summary>
    public string KindName { get; }

    /// <summary>Which token of its kind it is, counted from 1 over the life of the world.</summary>
    public int Ordinal { get; }

    /// <summary>A name that is safe to show, such as <c>access#3</c>.</summary>
    public string Label => $"{KindName}#{Ordinal}";

    /// <summary>When it was issued: its <c>iat</c>, a whole second.</summary>
    public DateTimeOffset IssuedAt => new(_issuedAt, TimeSpan.Zero);

    /// <summary>When it stops being valid: its <c>exp</c>, or earlier if it is not used until then, or the administrator let it expire; null: never.</summary>
    public DateTimeOffset? ExpiresAt => Moment(Math.Min(Volatile.Read(ref _expiresAt), IdleEnd));

    /// <summary>The <c>exp</c> that its text carries, which its record outlives.</summary>
    public DateTimeOffset? MintedExpiry => Moment(_mintedExpiry);

    /// <summary>When it was revoked, or null.</summary>
    public DateTimeOffset? RevokedAt => RevokedBy == RevocationCause.None ? null : new DateTimeOffset(_revokedAt, TimeSpan.Zero);

    /// <summary>What revoked it. The first cause stays, but that one which ends a token in its grace comes in place of the rotation.</summary>
    public RevocationCause RevokedBy => (RevocationCause)Volatile.Read(ref _revokedBy);

    /// <summary>Whether the administrator let it expire before its time.</summary>
    public bool ExpiredByAdministrator => Volatile.Read(ref _expiresAt) != _mintedExpiry;

    /// <summary>Whether it is past its expiry; at the instant itself it is.</summary>
    public bool IsExpired(DateTimeOffset now) => now.UtcTicks >= Volatile.Read(ref _expiresAt) || now.UtcTicks >= IdleEnd;

    /// <summary>Whether a refresh replaced it so short a time ago that it is still good.</summary>
    public bool IsInGrace(DateTimeOffset now) => RevokedBy == RevocationCause.Rotated && now.UtcTicks < Volatile.Read(ref _graceEnd);

    /// <summary>Whether it expires when it is not used.</summary>
    public bool HasIdleLifetime => _idle != Never;

    /// <summary>Whether nothing can let it be accepted again: it was revoked, and not left a grace.</summary>
    public bool IsOver => RevokedBy != RevocationCause.None && Volatile.Read(ref _graceEnd) == 0;

    /// <summary>How the token stands.</summary>
    public TokenState StateAt(DateTimeOffset now) =>
        IsExpired(now) ? TokenState.Expired
        : RevokedBy == RevocationCause.None || IsInGrace(now) ? TokenState.Live
        : TokenState.Revoked;

    /// <summary>Revokes it, unless it was before. For stores, which call it one at a time for the tokens of a session.</summary>
    public void Revoke(RevocationCause cause, DateTimeOffset at)
    {
        if (RevokedBy != RevocationCause.None && (cause == RevocationCause.Rotated || !IsInGrace(at)))
        {
            if (cause != RevocationCause.Rotated)
                Volatile.Write(ref _graceEnd, 0);
            return;
        }

        Volatile.Write(ref _graceEnd, cause == RevocationCause.Rotated && _grace > 0 ? at.UtcTicks + _grace : 0);
        _revokedAt = at.UtcTicks;
        Volatile.Write(ref _revokedBy, (int)cause); // last, so that who sees the cause sees the time
    }

    /// <summary>Lets it expire now, unless it did before. For stores, which call it one at a time for the tokens of a session.</summary>
    public void Expire(DateTimeOffset at) => Volatile.Write(ref _expiresAt, Math.Min(Volatile.Read(ref _expiresAt), at.UtcTicks));

    /// <summary>Notes a use, from which an idle lifetime runs anew. For stores; several may do so at a time.</summary>
    public void Use(DateTimeOffset at)
    {
        var last = Volatile.Read(ref _lastUse);
        while (last < at.UtcTicks && Interlocked.CompareExchange(ref _lastUse, at.UtcTicks, last) is var seen && seen != last)
            last = seen;
    }

    /// <summary>The record as it stands.</summary>
    public TokenSnapshot ToSnapshot(DateTimeOffset now) =>
        new(Label, KindName, IssuedAt, ExpiresAt, StateAt(now), RevokedAt, RevokedBy, ExpiredByAdministrator);

    /// <summary>What of it changes, for a store that lies elsewhere.</summary>
    internal TokenEnds Ends =>
        new(Volatile.Read(ref _expiresAt), Volatile.Read(ref _graceEnd), Volatile.Read(ref _revokedAt), Volatile.Read(ref _lastUse));

    private long IdleEnd => _idle == Never ? Never : Volatile.Read(ref _lastUse) + _idle;

    private static DateTimeOffset? Moment(long ticks) => ticks == Never ? null : new DateTimeOffset(ticks, TimeSpan.Zero);
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
