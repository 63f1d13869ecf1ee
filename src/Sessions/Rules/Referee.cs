namespace Conformance.Sessions;

/// <summary>
/// Decides, given the records that a store found and the time, whether presented tokens are accepted. It reads and never changes them.
/// </summary>
internal sealed class Referee(TokenCodec[] codecs)
{
    /// <summary>Checks the places in order; the first failure that its place does not tolerate decides.</summary>
    /// <param name="attempt">The tokens, and what the store found of them.</param>
    /// <param name="now">The time.</param>
    /// <param name="lag">What was revoked less than this ago still counts.</param>
    public Decision Decide(Attempt attempt, DateTimeOffset now, TimeSpan lag = default)
    {
        (attempt.Counting, attempt.Renewable, attempt.PassedOver) = (0, 0, default);
        TokenRecord? first = null;
        Session? owner = null;
        var found = attempt.Found.Span;
        for (var i = 0; i < attempt.Places.Length; i++)
        {
            var place = attempt.Places[i];
            var record = found[i];
            var finding = record is null ? Examine(attempt, i, now) : new Finding(Judge(record, place, owner, now, lag));
            if (finding.Reason == RefusalReason.None)
            {
                attempt.Counting |= 1u << i;
                first ??= record;
                owner ??= record!.Session.User is null ? null : record.Session;
                if (record!.IsExpired(now))
                    attempt.Renewable |= 1u << i;
            }
            else if (!Tolerates(place, finding.Reason))
            {
                return new Decision(finding.Reason, finding.Detail, place.Kind, record, record?.Session);
            }
            else if (attempt.PassedOver.Finding.Reason == RefusalReason.None)
            {
                attempt.PassedOver = (finding, place.Kind);
            }
        }
        return new Decision(RefusalReason.None, RefusalDetail.None, first?.Kind ?? -1, first, owner ?? first?.Session);
    }

    /// <summary>As <see cref="Decide"/>, and refuses also when no token counts: then there is no session to refresh.</summary>
    public Decision DecideExchange(Attempt attempt, DateTimeOffset now)
    {
        var decision = Decide(attempt, now);
        if (!decision.Accepted || decision.Session is not null)
            return decision;
        var (finding, kind) = attempt.PassedOver;
        return finding.Reason == RefusalReason.None
            ? new Decision(RefusalReason.Missing, RefusalDetail.NothingToExchange, -1, null, null)
            : new Decision(finding.Reason, RefusalDetail.NothingToExchange, kind, null, null);
    }

    // The order of these checks is the precedence of the reasons.
    private static RefusalReason Judge(TokenRecord record, PresentedToken place, Session? owner, DateTimeOffset now, TimeSpan lag)
    {
        if (record.Kind != place.Kind)
            return RefusalReason.WrongKind;
        var revoked = lag > TimeSpan.Zero && now - record.RevokedAt < lag ? RevocationCause.None : record.RevokedBy;
        // A tolerated expired token counts, unless it was revoked: a logout must not be undone by waiting until the token can be renewed.
        if (record.IsExpired(now) && (revoked != RevocationCause.None || !Tolerates(place, RefusalReason.Expired)))
            return RefusalReason.Expired;
        if (revoked != RevocationCause.None)
            return revoked == RevocationCause.Rotated ? RefusalReason.Reused : RefusalReason.Revoked;
        if (owner is not null && record.Session.User is not null && record.Session.Id != owner.Id)
            return RefusalReason.Foreign;
        return RefusalReason.None;
    }

    private static bool Tolerates(PresentedToken place, RefusalReason reason) => ((int)place.Tolerates & (1 << ((int)reason - 1))) != 0;

    private Finding Examine(Attempt attempt, int i, DateTimeOffset now)
    {
        var (kind, text, _) = attempt.Places[i];
        if (string.IsNullOrEmpty(text))
            return new Finding(RefusalReason.Missing);
        if (text.Length > SessionWorld.LongestText)
            return new Finding(RefusalReason.Malformed, RefusalDetail.TooLong);
        return attempt.Examined[i] ??= codecs[kind].Examine(text, now);
    }
}
