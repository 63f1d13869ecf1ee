using Conformance.Contracts.Model;
using Conformance.Sessions;

namespace Conformance.MockServer.Engine.Logging;

/// <summary>Says in words why a request got its answer.</summary>
public static class LogDetail
{
    /// <summary>The reason of an entry's answer; for a refusal without its name: <c>access#3 was logged out 12 s ago</c>.</summary>
    public static string Of(in RequestLogEntry entry) =>
        entry.Refusal is { } refusal ? Of(refusal, entry.Decision, entry.Note, entry.Time) : entry.Note ?? Success(entry);

    /// <summary>The same without a word that the request holds, but for names of places in it.</summary>
    public static string WithoutContent(in RequestLogEntry entry) =>
        entry.BrokenPlaces is { } places ? $"not as documented: {places}" : Of(entry);

    /// <summary>The reason of a refusal.</summary>
    /// <param name="note">What else was found; null where nothing was.</param>
    /// <param name="now">The time by the clock of the namespace.</param>
    internal static string Of(Refusal refusal, Decision decision, string? note, DateTimeOffset now)
    {
        var token = decision.Token?.Label ?? "the token";
        return refusal switch
        {
            Refusal.Missing => "no token was presented",
            Refusal.WrongScheme => "the Authorization header names another scheme than the documented one",
            Refusal.Malformed or Refusal.Unknown => Detail(decision.Detail),
            Refusal.Expired => decision.Token?.ExpiresAt is { } at ? $"{token} expired {Ago(now - at)}" : "the token is past its expiry",
            Refusal.Revoked => $"{token} {Cause(decision.Token?.RevokedBy)} {Ago(now - decision.Token?.RevokedAt)}",
            Refusal.Reused => $"{token} was replaced {Ago(now - decision.Token?.RevokedAt)} and is presented again",
            Refusal.WrongKind => $"{token} stands where another kind of token belongs",
            Refusal.Foreign => $"{token} belongs to another session than the token before it",
            Refusal.Credentials => "the credentials are wrong",
            Refusal.UnknownUser => "there is no such user",
            Refusal.NotFound => "the contract has no such path",
            Refusal.MethodNotAllowed => "the path has no such method",
            Refusal.UnsupportedMediaType => note ?? "the body's media type is not documented",
            _ => note ?? refusal.Name(),
        };
    }

    private static string Success(in RequestLogEntry entry) =>
        entry.Operation?.Role switch
        {
            Role.Login or Role.Prelogin or Role.Refresh when !entry.Issued.IsDefaultOrEmpty =>
                $"{(entry.Operation.Role == Role.Refresh ? "refreshed" : "logged in")}: {Who(entry.Session)}got {string.Join(", ", entry.Issued.Select(t => t.Label))}",
            Role.Logout => $"logged out: {Who(entry.Session)}by {entry.Decision.Token?.Label ?? "nothing"}",
            Role.Protected when entry.Decision.Token is { } token => $"opened by {token.Label}",
            _ => "",
        };

    private static string Who(Session? session) => session?.User is { } user ? $"{user.Name} " : "";

    private static string Detail(RefusalDetail detail) =>
        detail switch
        {
            RefusalDetail.TooLong => "the token is too long to be one",
            RefusalDetail.BadShape => "the token does not have the shape of its kind",
            RefusalDetail.WrongAlgorithm => "the token's header names another algorithm",
            RefusalDetail.BadSignature => "the token's signature is not this server's",
            RefusalDetail.BadEncryption => "the token does not decrypt with this server's key",
            RefusalDetail.NotFound => "the token was never issued here, or is forgotten",
            RefusalDetail.NothingToExchange => "no token belongs to a session",
            _ => "the token is not known",
        };

    private static string Cause(RevocationCause? cause) =>
        cause switch
        {
            RevocationCause.EndedByAdministrator => "was ended by the control API",
            RevocationCause.Rotated => "was replaced",
            RevocationCause.ReuseDetected => "died with its session, whose refresh token was used twice,",
            _ => "was logged out",
        };

    private static string Ago(TimeSpan? span) =>
        span switch
        {
            null => "some time ago",
            { TotalSeconds: < 1 } => "just now",
            { TotalMinutes: < 2 } s => $"{(long)s.TotalSeconds} s ago",
            { TotalHours: < 2 } m => $"{(long)m.TotalMinutes} min ago",
            { TotalDays: < 2 } h => $"{(long)h.TotalHours} h ago",
            { } d => $"{(long)d.TotalDays} days ago",
        };
}
