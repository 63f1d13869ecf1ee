using System.Collections.Immutable;

namespace Conformance.Sessions;

/// <summary>
/// Where sessions and the records of their tokens are kept. Each operation is atomic: a shared store runs it in one transaction, and
/// what has completed is seen by every operation that starts afterwards, at every replica. A store decides nothing: it hands the
/// records it found to the rules and does what they answer. It never sees the text of a token.
/// </summary>
public interface ISessionStore
{
    /// <summary>Adds a session with its first tokens.</summary>
    /// <returns>Their records, in the same order; default when a key is taken, in which case nothing was added.</returns>
    ValueTask<ImmutableArray<TokenRecord>> AddAsync(Session session, ImmutableArray<TokenDraft> tokens, DateTimeOffset now);

    /// <summary>
    /// Puts the record of each key, or null, at the same index of <paramref name="found"/>. A zero key finds nothing, and what is
    /// forgotten by this time is not found either, whether it has been evicted yet or not: the answer depends on the calls and the clock alone.
    /// </summary>
    ValueTask FindAsync(ReadOnlyMemory<TokenKey> keys, Memory<TokenRecord?> found, DateTimeOffset now);

    /// <summary>
    /// Locks the sessions of the keys' tokens, finds the records as <see cref="FindAsync"/> does, asks <paramref name="decide"/> (which
    /// reads them, is pure, quick, and may be asked again) what to do, does it, and unlocks.
    /// </summary>
    /// <returns>The records of the added tokens, in the same order; default when a key is taken: then nothing was changed.</returns>
    ValueTask<ImmutableArray<TokenRecord>> ChangeAsync(
        ReadOnlyMemory<TokenKey> keys,
        Memory<TokenRecord?> found,
        DateTimeOffset now,
        Func<Change> decide
    );

    /// <summary>Notes that a token that has an idle lifetime was used.</summary>
    ValueTask UseAsync(TokenRecord token, DateTimeOffset at);

    /// <summary>Revokes every token of a session.</summary>
    /// <returns>Whether there is such a session.</returns>
    ValueTask<bool> EndSessionAsync(string sessionId, DateTimeOffset at);

    /// <summary>Revokes every token of every session of a user.</summary>
    /// <returns>How many of them were not over already, every token revoked.</returns>
    ValueTask<int> EndUserAsync(string userId, DateTimeOffset at);

    /// <summary>Lets a token expire at once.</summary>
    /// <returns>Whether there is such a token.</returns>
    ValueTask<bool> ExpireAsync(TokenKey key, DateTimeOffset at);

    /// <summary>Lets the token of a kind with an ordinal expire at once. May look through all sessions.</summary>
    /// <returns>Whether there is such a token.</returns>
    ValueTask<bool> ExpireAsync(int kind, int ordinal, DateTimeOffset at);

    /// <summary>The newest sessions first, at most <paramref name="limit"/>.</summary>
    ValueTask<ImmutableArray<SessionSnapshot>> ListAsync(int limit, DateTimeOffset now);

    /// <summary>The sessions of a user of which not every token was revoked, the newest first.</summary>
    ValueTask<ImmutableArray<SessionSnapshot>> ListOfUserAsync(string userId, DateTimeOffset now);

    /// <summary>The session with an id, or null.</summary>
    ValueTask<SessionSnapshot?> FindSessionAsync(string sessionId, DateTimeOffset now);

    /// <summary>Frees the memory of the sessions that are forgotten.</summary>
    /// <returns>How many.</returns>
    ValueTask<int> EvictAsync(DateTimeOffset now);

    /// <summary>Forgets every session. The ordinals go on counting, so that a label never means two tokens.</summary>
    ValueTask ResetAsync();
}

/// <summary>What the rules want done to the store, all or nothing.</summary>
public sealed record Change
{
    /// <summary>Nothing.</summary>
    public static readonly Change None = new();

    /// <summary>When it happens: the time of the revocations.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>What the revocations are put down to.</summary>
    public RevocationCause Cause { get; init; }

    /// <summary>Tokens to revoke; they are among the found ones.</summary>
    public ImmutableArray<TokenRecord> Revoke { get; init; } = [];

    /// <summary>Whole sessions to revoke tokens of; they are among those of the found tokens.</summary>
    public ImmutableArray<Sweep> Sweeps { get; init; } = [];

    /// <summary>The session that gets the <see cref="Added"/> tokens; one of those of the found tokens. Null when none are added.</summary>
    public Session? Into { get; init; }

    /// <summary>Tokens to add.</summary>
    public ImmutableArray<TokenDraft> Added { get; init; } = [];
}

/// <summary>Revokes tokens by kind; a mask has a bit for each kind, kind 0 being the lowest.</summary>
/// <param name="Session">The session whose tokens are revoked.</param>
/// <param name="Kinds">The kinds to revoke in the session.</param>
/// <param name="KindsOfUser">The kinds to revoke in the session and in every other session of its user, when there is one.</param>
public readonly record struct Sweep(Session Session, uint Kinds, uint KindsOfUser)
{
    /// <summary>The kinds to revoke in every other session of its user, when there is one.</summary>
    public uint KindsOfOthers { get; init; }

    /// <summary>The id of a session of the same user; null for none.</summary>
    public string? Named { get; init; }

    /// <summary>The kinds to revoke in the session <see cref="Named"/>.</summary>
    public uint KindsOfNamed { get; init; }
}
