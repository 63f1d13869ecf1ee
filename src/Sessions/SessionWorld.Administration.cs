using System.Collections.Immutable;
using System.Globalization;

namespace Conformance.Sessions;

/// <content>What an administrator may do to the sessions.</content>
public sealed partial class SessionWorld
{
    /// <summary>The newest sessions first, at most <paramref name="limit"/>; without any token's text.</summary>
    public ValueTask<ImmutableArray<SessionSnapshot>> ListSessionsAsync(int limit = int.MaxValue) =>
        _store.ListAsync(limit, _clock.GetUtcNow());

    /// <summary>Revokes every token of a session.</summary>
    /// <returns>Whether there is such a session.</returns>
    public ValueTask<bool> EndSessionAsync(string sessionId) => _store.EndSessionAsync(sessionId, _clock.GetUtcNow());

    /// <summary>Revokes every token of every session of a user.</summary>
    /// <returns>How many of them were not over already, every token revoked.</returns>
    public ValueTask<int> EndUserAsync(string userId) => _store.EndUserAsync(userId, _clock.GetUtcNow());

    /// <summary>The session with an id; null where there is none. Without any token's text.</summary>
    public ValueTask<SessionSnapshot?> FindSessionAsync(string sessionId) => _store.FindSessionAsync(sessionId, _clock.GetUtcNow());

    /// <summary>What is known of a token, given its text; null where it is not known, or is forgotten.</summary>
    public async ValueTask<(Session Session, TokenSnapshot Token)?> FindByTextAsync(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length is 0 or > LongestText)
            return null;
        var found = new TokenRecord?[1];
        var now = _clock.GetUtcNow();
        await _store.FindAsync(new[] { TokenKey.Of(text) }, found, now);
        var record = found[0];
        return record is null ? null : (record.Session, record.ToSnapshot(now));
    }

    /// <summary>Lets a token expire at once, given its text.</summary>
    /// <returns>Whether there is such a token.</returns>
    public ValueTask<bool> ExpireByTextAsync(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length > LongestText ? new(false) : _store.ExpireAsync(TokenKey.Of(text), _clock.GetUtcNow());
    }

    /// <summary>Lets a token expire at once, given its label, such as <c>access#3</c>. Looks through all sessions.</summary>
    /// <returns>Whether there is such a token.</returns>
    public ValueTask<bool> ExpireByLabelAsync(string label)
    {
        ArgumentNullException.ThrowIfNull(label);
        var mark = label.LastIndexOf('#');
        if (mark < 0 || !int.TryParse(label.AsSpan(mark + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal))
            return new(false);
        var kind = Policy.IndexOf(label[..mark]);
        return kind < 0 ? new(false) : _store.ExpireAsync(kind, ordinal, _clock.GetUtcNow());
    }

    /// <summary>
    /// Frees the memory of the sessions that are forgotten: their tokens have all expired, and the store's retention has passed since. Logins
    /// do a share of it; a timer should do the rest now and then. What calls answer does not depend on it, unless there are
    /// more sessions than the store keeps.
    /// </summary>
    /// <returns>How many sessions that were.</returns>
    public ValueTask<int> EvictAsync() => _store.EvictAsync(_clock.GetUtcNow());

    /// <summary>
    /// Forgets every session; JWTs issued before are unknown from then on. Labels go on counting, and a seeded world does not repeat
    /// tokens.
    /// </summary>
    public ValueTask ResetAsync() => _store.ResetAsync();
}
