using System.Collections.Immutable;
using Conformance.Sessions.Tokens;

namespace Conformance.Sessions.Rules;

/// <summary>What one refresh does to the store.</summary>
/// <remarks>
/// Making a text can take a quarter of a millisecond (RS256), too long to hold a session's lock. So the texts are made for what was found
/// before the lock was taken; when under the lock other tokens of the call turn out to count, the refresh is stale and starts anew.
/// </remarks>
internal sealed class Refresh(TokenValidator validator, SessionPolicy policy, Presentation presentation, DateTimeOffset now)
{
    private uint _countingThen;
    private uint _renewableThen;
    private ImmutableArray<Minted> _tokens = [];

    /// <summary>What became of it the last time it was decided.</summary>
    public Decision Outcome { get; private set; }

    /// <summary>Whether the texts were made for tokens that have changed since.</summary>
    public bool IsStale { get; private set; }

    /// <summary>Whether a refusal ends the session: a token came back that had been rotated away (RFC 9700 §4.14.2).</summary>
    public static bool EndsSession(Decision refusal, SessionPolicy policy) =>
        refusal is { Reason: RefusalReason.Reused, Token: { } reused }
        && policy.Kinds[reused.Kind].Rotation == Rotation.RotateAndDetectReuse;

    /// <summary>
    /// Makes the texts for what was found without a lock, except of the presented tokens that stay and are returned again.
    /// </summary>
    public void Prepare(Decision foreseen, ImmutableArray<int> issues, TokenMint mint)
    {
        (_countingThen, _renewableThen) = (presentation.Counting, presentation.Renewable);
        _tokens = ImmutableArray.CreateRange(issues, kind => Echo(kind, foreseen.Session!) ?? mint.Mint(kind, foreseen.Session!, now));
    }

    /// <summary>Decides on the records that the store found, under its locks.</summary>
    public Change Decide()
    {
        Outcome = validator.DecideExchange(presentation, now);
        IsStale = Outcome.Accepted && (presentation.Counting, presentation.Renewable) != (_countingThen, _renewableThen);
        if (EndsSession(Outcome, policy))
        {
            var everyKind = new Sweep(Outcome.Session!, uint.MaxValue, KindsOfUser: 0);
            return new Change
            {
                At = now,
                Cause = RevocationCause.ReuseDetected,
                Sweeps = [everyKind],
            };
        }

        if (!Outcome.Accepted || IsStale)
            return Change.None;
        return new Change
        {
            At = now,
            Cause = RevocationCause.Rotated,
            Revoke = Replaced(),
            Into = Outcome.Session,
            Added = Added(),
        };
    }

    /// <summary>What is handed out, given the records of the added tokens.</summary>
    public Issued Issue(ImmutableArray<TokenRecord> added)
    {
        var next = 0;
        return new Issued(Outcome.Session!, ImmutableArray.CreateRange(_tokens, token => token.ToIssued(token.Record ?? added[next++])));
    }

    private ImmutableArray<TokenDraft> Added()
    {
        var added = ImmutableArray.CreateBuilder<TokenDraft>(_tokens.Length);
        foreach (var token in _tokens)
        {
            if (token.Record is null)
                added.Add(token.Draft);
        }

        return added.DrainToImmutable();
    }

    // A token is replaced when its kind rotates and another of its kind is issued to its session.
    private ImmutableArray<TokenRecord> Replaced()
    {
        var replaced = ImmutableArray.CreateBuilder<TokenRecord>(presentation.Places.Length);
        for (var i = 0; i < presentation.Places.Length; i++)
        {
            if (CountingRecord(i, Outcome.Session!) is { } record && Rotates(record.Kind) && IsIssued(record.Kind))
                replaced.Add(record);
        }

        return replaced.DrainToImmutable();
    }

    private Minted? Echo(int kind, Session session)
    {
        for (var i = 0; i < presentation.Places.Length; i++)
        {
            var record = CountingRecord(i, session);
            if (record is null || record.Kind != kind || Rotates(kind) || presentation.IsRenewable(i))
                continue;
            var draft = new TokenDraft(record.Key, kind, record.KindName, record.IssuedAt, record.ExpiresAt);
            return new Minted(presentation.Places[i].Text!, draft, record);
        }

        return null;
    }

    private TokenRecord? CountingRecord(int place, Session session) =>
        presentation.CountingRecord(place) is { } record && record.Session.Key == session.Key ? record : null;

    private bool Rotates(int kind) => policy.Kinds[kind].Rotation != Rotation.None;

    private bool IsIssued(int kind)
    {
        foreach (var token in _tokens)
        {
            if (token.Draft.Kind == kind)
                return true;
        }

        return false;
    }
}
