using Conformance.Sessions.Tokens;

namespace Conformance.Sessions.Rules;

/// <summary>
/// Decides, given the records that a store found and the time, whether presented tokens are accepted. It reads and never changes them.
/// </summary>
internal sealed class TokenValidator(TokenCodec[] codecs)
{
    /// <summary>Checks the places in order; the first failure that its place does not tolerate decides.</summary>
    /// <param name="presentation">The tokens, and what the store found of them.</param>
    /// <param name="now">The time.</param>
    /// <param name="lag">What was revoked less than this ago still counts.</param>
    public Decision Decide(Presentation presentation, DateTimeOffset now, TimeSpan lag = default)
    {
        (presentation.Counting, presentation.Renewable, presentation.PassedOver) = (0, 0, default);
        TokenRecord? first = null;
        Session? owner = null;
        var found = presentation.Found.Span;
        for (var i = 0; i < presentation.Places.Length; i++)
        {
            var place = presentation.Places[i];
            var record = found[i];
            var finding = record is null ? Examine(presentation, i, now) : new TokenFinding(Judge(record, place, owner, now, lag));
            if (finding.Reason == RefusalReason.None || (record is not null && IsHonoured(record, place, finding.Reason, now)))
            {
                presentation.Counting |= 1u << i;
                first ??= record;
                owner ??= record!.Session.User is null ? null : record.Session;
                if (record!.IsExpired(now))
                    presentation.Renewable |= 1u << i;
            }
            else if (!Has(place.Tolerates, finding.Reason))
            {
                return new Decision(finding.Reason, finding.Detail, place.Kind, record, record?.Session);
            }
            else if (presentation.PassedOver.Finding.Reason == RefusalReason.None)
            {
                presentation.PassedOver = (finding, place.Kind);
            }
        }

        return new Decision(RefusalReason.None, RefusalDetail.None, first?.Kind ?? -1, first, owner ?? first?.Session);
    }

    /// <summary>As <see cref="Decide"/>, and refuses also when no token counts: then there is no session to refresh.</summary>
    public Decision DecideExchange(Presentation presentation, DateTimeOffset now)
    {
        var decision = Decide(presentation, now);
        if (!decision.Accepted || decision.Session is not null)
            return decision;
        var (finding, kind) = presentation.PassedOver;
        return finding.Reason == RefusalReason.None
            ? new Decision(RefusalReason.Missing, RefusalDetail.NothingToExchange, -1, null, null)
            : new Decision(finding.Reason, RefusalDetail.NothingToExchange, kind, null, null);
    }

    // The order of these checks is the precedence of the reasons.
    private static RefusalReason Judge(TokenRecord record, PresentedToken place, Session? owner, DateTimeOffset now, TimeSpan lag)
    {
        if (record.Kind != place.Kind)
            return RefusalReason.WrongKind;
        var isSpared = (lag > TimeSpan.Zero && now - record.RevokedAt < lag) || record.IsInGrace(now);
        var revoked = isSpared ? RevocationCause.None : record.RevokedBy;
        // A tolerated expired token counts, unless it was revoked: a logout must not be undone by waiting until the token can be renewed.
        if (record.IsExpired(now) && (revoked != RevocationCause.None || !Has(place.Tolerates, RefusalReason.Expired)))
            return RefusalReason.Expired;
        if (revoked != RevocationCause.None)
            return revoked == RevocationCause.Rotated ? RefusalReason.Reused : RefusalReason.Revoked;
        if (owner is not null && record.Session.User is not null && record.Session.Key != owner.Key)
            return RefusalReason.Foreign;
        return RefusalReason.None;
    }

    // A revoked token that has expired since is refused as expired, and is dead for two reasons: it has its effect only where both are passed over. Else a token of before a logout could, once it
    // is old enough, end what its user has begun since.
    private static bool IsHonoured(TokenRecord record, PresentedToken place, RefusalReason reason, DateTimeOffset now)
    {
        if (!Has(place.Honours, reason))
            return false;
        var revoked = reason != RefusalReason.Expired || record.IsInGrace(now) ? RevocationCause.None : record.RevokedBy;
        return revoked == RevocationCause.None
            || Has(place.Honours, revoked == RevocationCause.Rotated ? RefusalReason.Reused : RefusalReason.Revoked);
    }

    private static bool Has(Tolerance failures, RefusalReason reason) => ((int)failures & (1 << ((int)reason - 1))) != 0;

    private TokenFinding Examine(Presentation presentation, int i, DateTimeOffset now)
    {
        var (kind, text, _, _) = presentation.Places[i];
        if (string.IsNullOrEmpty(text))
            return new TokenFinding(RefusalReason.Missing);
        if (text.Length > PresentedToken.LongestText)
            return new TokenFinding(RefusalReason.Malformed, RefusalDetail.TooLong);
        return presentation.Examined[i] ??= codecs[kind].Examine(text, now);
    }
}
