using System.Collections.Immutable;

namespace Conformance.Sessions;

/// <summary>What one login began: it holds tokens, and a user unless they were issued before anybody signed in.</summary>
public sealed record Session
{
    private readonly long _createdAt;
    private long _end;

    /// <summary>Creates a session.</summary>
    /// <param name="id">A UUID.</param>
    /// <param name="user">Whose session it is, or null.</param>
    /// <param name="createdAt">When the login was.</param>
    public Session(string id, User? user, DateTimeOffset createdAt)
    {
        ArgumentNullException.ThrowIfNull(id);
        (Key, User, _createdAt) = (SessionId.Of(id), user, createdAt.UtcTicks);
        _end = _createdAt;
    }

    /// <summary>A UUID, which is written anew each time: a million of them as texts would take 100 MB.</summary>
    public string Id
    {
        get => Key.ToString();
        init => Key = SessionId.Of(value);
    }

    /// <summary>Whose session it is, or null.</summary>
    public User? User { get; init; }

    /// <summary>When the login was.</summary>
    public DateTimeOffset CreatedAt
    {
        get => new(_createdAt, TimeSpan.Zero);
        init => _createdAt = value.UtcTicks;
    }

    /// <summary>
    /// When the last of its tokens expires by what their texts say, also of those that were dropped; <see cref="DateTimeOffset.MaxValue"/>: never. A store in memory notes it.
    /// It stands here and not with what the store keeps: a token's record leads here, and whoever holds one must not keep all other sessions of the user alive.
    /// </summary>
    internal DateTimeOffset End
    {
        get => new(Volatile.Read(ref _end), TimeSpan.Zero);
        set => Volatile.Write(ref _end, value.UtcTicks);
    }

    /// <summary>When the login was, in ticks of UTC.</summary>
    internal long CreatedTicks => _createdAt;

    /// <summary>The id as it is kept and compared.</summary>
    internal SessionId Key { get; private init; }

    /// <summary>Whether both are the same login; how long either lasts makes no difference.</summary>
    public bool Equals(Session? other) => other is not null && Key == other.Key && User == other.User && _createdAt == other._createdAt;

    /// <inheritdoc/>
    public override int GetHashCode() => Key.GetHashCode();
}

/// <summary>The id of a session, in the sixteen bytes of a UUID where it is one in its usual form.</summary>
internal readonly record struct SessionId(Guid Uuid, string? Text)
{
    /// <summary>The id that a text writes.</summary>
    public static SessionId Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Guid.TryParseExact(text, "D", out var uuid) && !text.AsSpan().ContainsAnyInRange('A', 'F')
            ? new(uuid, null)
            : new(default, text);
    }

    /// <inheritdoc/>
    public override string ToString() => Text ?? Uuid.ToString();
}

/// <summary>Somebody who can log in. Users are told apart by <paramref name="Id"/> alone.</summary>
/// <param name="Id">The id, which is also the <c>sub</c> of the user's tokens.</param>
/// <param name="Name">What to call the user in lists.</param>
public sealed record User(string Id, string Name);

/// <summary>A session as it stood when it was listed; <paramref name="Tokens"/> from the oldest on.</summary>
public sealed record SessionSnapshot(string Id, User? User, DateTimeOffset CreatedAt, ImmutableArray<TokenSnapshot> Tokens);

/// <summary>A token as it stood when it was listed; never its text.</summary>
/// <param name="Label">A name that is safe to show, such as <c>access#3</c>.</param>
/// <param name="Kind">The name of its kind.</param>
/// <param name="IssuedAt">When it was issued.</param>
/// <param name="ExpiresAt">When it expires or expired; null: never.</param>
/// <param name="State">How it stood.</param>
/// <param name="RevokedAt">When it was revoked, or null.</param>
/// <param name="RevokedBy">What revoked it.</param>
/// <param name="ExpiredByAdministrator">Whether the administrator let it expire before its time.</param>
public sealed record TokenSnapshot(
    string Label,
    string Kind,
    DateTimeOffset IssuedAt,
    DateTimeOffset? ExpiresAt,
    TokenState State,
    DateTimeOffset? RevokedAt,
    RevocationCause RevokedBy,
    bool ExpiredByAdministrator
);

/// <summary>The tokens that a login or a refresh hands out, in the order they were asked for.</summary>
public sealed record Issued(Session Session, ImmutableArray<IssuedToken> Tokens)
{
    /// <summary>The token of this kind, or null.</summary>
    public IssuedToken? OfKind(int kind)
    {
        foreach (var token in Tokens)
        {
            if (token.Kind == kind)
                return token;
        }

        return null;
    }
}

/// <summary>A token that was handed out: the only place where its text and its record stand together.</summary>
public sealed record IssuedToken(int Kind, string Text, TokenRecord Record);
