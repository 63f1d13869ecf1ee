using System.Collections.Immutable;

namespace Conformance.Sessions;

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
public readonly record struct Sweep(Session Session, uint Kinds, uint KindsOfUser);
