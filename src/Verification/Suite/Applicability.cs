using System.Text.RegularExpressions;
using Conformance.Contracts;
using Conformance.Contracts.Model;
using Conformance.Documents;
using Conformance.Sessions;
using Conformance.Verification.Oracle;
using Conformance.Verification.Results;
using Conformance.Verification.Steps;

namespace Conformance.Verification.Suite;

/// <summary>What a tag such as <c>@needs-refresh</c> says of a contract. A scenario with the tag is for such contracts alone.</summary>
public sealed class ContractCondition
{
    internal ContractCondition(string tag, string meaning, Func<Contract, bool> holds) => (Tag, Meaning, Holds) = (tag, meaning, holds);

    /// <summary>The tag without the <c>@</c>.</summary>
    public string Tag { get; }

    /// <summary>Of which contracts it holds: <c>with a refresh</c>.</summary>
    public string Meaning { get; }

    internal Func<Contract, bool> Holds { get; }
}

/// <summary>Decides by tags whether a scenario applies to a contract, and whether the document leaves open that it does.</summary>
internal static class Applicability
{
    /// <summary>The tag of scenarios that move the target's clock, and so run alone.</summary>
    public const string NeedsClock = "needs-clock";

    /// <summary>The tag of scenarios that begin sessions. Tokens that come from elsewhere do as well.</summary>
    public const string NeedsLogin = "needs-login";

    /// <summary>The tag of scenarios that run before all others, because others may spoil what they look at.</summary>
    public const string RunsFirst = "runs-first";

    /// <summary>The tag of scenarios that run after all others, one by one: what they send may have their user throttled.</summary>
    public const string RunsApart = "runs-apart";

    /// <summary>The tag of scenarios that look back at all others.</summary>
    public const string RunsLast = "runs-last";

    /// <summary>The tag of scenarios that send what the contract does not document. A stranger's server gets that only where its owner says so.</summary>
    public const string Undocumented = "undocumented";

    /// <summary>The tags of scenarios that a shallow run leaves out.</summary>
    public static string? TagOf(RunDepth depth) =>
        depth switch
        {
            RunDepth.Quick => null,
            RunDepth.Standard => "from-standard",
            _ => "from-deep",
        };

    /// <summary>Every condition.</summary>
    public static IReadOnlyList<ContractCondition> Conditions { get; } =
    [
        new(NeedsClock, "whose target's clock can be moved, or waited for", _ => true),
        new("needs-protected", "with a protected operation", c => !c.Roles.Protected.IsEmpty),
        new(NeedsLogin, "with a login, unless tokens come from elsewhere", c => c.Roles.Login is not null),
        new(
            "needs-password",
            "whose login takes a password or an assertion",
            c => c.Roles.Login?.Session is { Secret.IsEmpty: false } or { Assertion: not null }
        ),
        new(
            "needs-client",
            "whose login asks for credentials of the client, and which say how others are refused",
            c => c.Roles.Login?.Client.Any(WrongClient.CanBeTold) == true
        ),
        new("needs-refresh", "with a refresh", c => !c.Roles.Refreshes.IsEmpty),
        new(
            "needs-refresh-alone",
            "whose refresh takes no access token",
            c => c.Roles.Refresh is { } refresh && ContractUnderTest.Slot(refresh, c.Roles.AccessKind) is null
        ),
        new("needs-refresh-token", "with refresh tokens", c => c.Roles.RefreshKind is >= 0 and var kind && kind != c.Roles.AccessKind),
        new("needs-other-kinds", "with other kinds of tokens beside the access token", c => c.Session?.Policy.Kinds.Length > 1),
        new("needs-lifetime", "whose access tokens expire, used or not", c => Kind(c, c.Roles.AccessKind)?.HasFixedEnd() == true),
        new(
            "needs-idle",
            "whose access tokens expire when they are not used",
            c =>
                Kind(c, c.Roles.AccessKind)?.IsKeptAliveByUse() == true
                && c.Roles.Protected.Any(o => o.Session!.CountsAsUse && ContractUnderTest.Slot(o, c.Roles.AccessKind) is not null)
        ),
        new(
            "needs-end-of-use",
            "whose access tokens expire when they are not used, and in the end however much they are",
            c => Kind(c, c.Roles.AccessKind) is { Idle: { } idle } kind && idle < kind.End()
        ),
        new(
            "needs-uncounted",
            "with a request that does not count as use of an access token that expires without one",
            c => Kind(c, c.Roles.AccessKind)?.IsKeptAliveByUse() == true && !c.Roles.Uncounted.IsEmpty
        ),
        new(
            "needs-session-lifetime",
            "whose refresh tokens end with their session, however often they are replaced",
            c => c.Roles.RefreshKind is >= 0 and var kind && Kind(c, kind) is { SessionLifetime: not null, Rotation: not Rotation.None }
        ),
        new(
            "needs-grace",
            "whose refresh leaves the token that it takes a grace",
            c => RefreshKind(c) is { } kind && kind.Grace > TimeSpan.Zero
        ),
        new("needs-end", "with an operation that ends sessions without being the logout", c => !c.Roles.Ends.IsEmpty),
        new("needs-list", "with an operation that lists the user's sessions", c => !c.Roles.Lists.IsEmpty),
        new(
            "needs-given",
            "whose logout revokes what a protected operation gives",
            c => c.Roles.Given.Any(kind => c.Roles.RevokedByLogout(kind) is RevocationScope.Session or RevocationScope.User)
        ),
        new(
            "needs-stream",
            "with a protected operation that answers with a stream of events",
            c => c.Roles.Protected.Any(StreamSteps.IsStream)
        ),
        new("needs-poll", "with a protected operation that waits for something on demand", c => c.Roles.Protected.Any(PollSteps.IsPoll)),
        new("needs-honoured", "whose logout counts a token in spite of a defect", c => HonouredByLogout(c) != Tolerance.None),
        new("needs-jwt", "whose access tokens are JWTs", c => Kind(c, c.Roles.AccessKind)?.Format is JwtFormat),
        new("needs-opaque", "whose access tokens are opaque", c => IsOpaque(c, c.Roles.AccessKind)),
        new(
            "needs-opaque-tokens",
            "whose login issues opaque tokens",
            c => c.Roles.Login?.Session?.Issues.Any(kind => IsOpaque(c, kind)) == true
        ),
        new(
            "needs-body",
            "whose logout takes a JSON body",
            c => c.Roles.Logout?.Body is { } body && body.Content.Any(t => t.Kind == BodyKind.Json)
        ),
        new("requires-body", "whose logout requires a body", c => c.Roles.Logout?.Body is { Required: true }),
        new("requires-access", "whose logout requires the access token", c => Requires(c, c.Roles.AccessKind)),
        new(
            "presents-refresh",
            "whose logout takes the refresh token",
            c =>
                c.Roles.RefreshKind is >= 0 and var kind
                && kind != c.Roles.AccessKind
                && ContractUnderTest.Slot(c.Roles.Logout, kind) is not null
        ),
        new(
            "needs-owner",
            "whose logout takes the access token beside another one that has to belong to the same session",
            c => ContractUnderTest.Slot(c.Roles.Logout, c.Roles.AccessKind) is not null && c.Roles.Logout?.Session?.IsHolder == false
        ),
        new("needs-places", "whose protected operations take tokens at several places at once", c => c.Roles.Protected.Any(HasPlaces)),
        new(
            "needs-logout-places",
            "whose logout takes tokens at several places at once",
            c => c.Roles.Logout is { } logout && HasPlaces(logout)
        ),
        new("needs-cookies", "whose login documents attributes of its cookies", c => CookieSteps.Documented(c.Roles.Login).Any()),
        new("needs-cookie-token", "whose access token travels in a cookie", TravelsInCookie),
        new(
            "needs-bearer",
            "whose protected operations take a Bearer token",
            c => c.Roles.Protected.Any(o => ContractUnderTest.Slot(o, c.Roles.AccessKind)?.Places.Any(p => p.Scheme is not null) == true)
        ),
        new(
            "needs-alternatives",
            "whose access tokens may travel in several ways",
            c => c.Roles.Protected.Concat(c.Roles.Logouts).Any(o => o.Session!.Alternatives.Count(a => a.Takes(c.Roles.AccessKind)) > 1)
        ),
        new(
            "revokes-access",
            "whose logout revokes access tokens",
            c => c.Roles.RevokedByLogout(c.Roles.AccessKind) != RevocationScope.None
        ),
        new(
            "keeps-access",
            "whose logout leaves access tokens alone",
            c => c.Roles.RevokedByLogout(c.Roles.AccessKind) == RevocationScope.None
        ),
        new(
            "revokes-refresh",
            "whose logout revokes what its refresh takes",
            c => c.Roles.RefreshKind is >= 0 and var kind && c.Roles.RevokedByLogout(kind) != RevocationScope.None
        ),
        new(
            "revokes-refresh-of-session",
            "whose logout revokes every refresh token of the session",
            c =>
                c.Roles.RefreshKind is >= 0 and var kind && c.Roles.RevokedByLogout(kind) is RevocationScope.Session or RevocationScope.User
        ),
        new(
            "revokes-whole-session",
            "whose logout revokes every access token of the session",
            c => c.Roles.RevokedByLogout(c.Roles.AccessKind) is RevocationScope.Session or RevocationScope.User
        ),
        new(
            "revokes-no-user",
            "whose logout ends sessions one by one",
            c => c.Roles.Logout?.Session is { } session && session.Revokes.All(r => r != RevocationScope.User)
        ),
        new(
            "revokes-user-access",
            "whose logout revokes every access token of the user",
            c => c.Roles.RevokedByLogout(c.Roles.AccessKind) == RevocationScope.User
        ),
        new(
            "revokes-user-refresh",
            "whose logout revokes every refresh token of the user",
            c => c.Roles.RefreshKind is >= 0 and var kind && c.Roles.RevokedByLogout(kind) == RevocationScope.User
        ),
        new(
            "rotates",
            "whose refresh replaces the token that it takes, at once",
            c => RefreshKind(c) is { } kind && kind.Rotation != Rotation.None && kind.Grace == TimeSpan.Zero
        ),
        new(
            "detects-reuse",
            "that end the session when a refresh token is used again",
            c => RefreshKind(c) is { Rotation: Rotation.RotateAndDetectReuse } kind && kind.Grace == TimeSpan.Zero
        ),
        new("logout-by-put", "whose logout is a PUT", c => c.Roles.Logout?.Method == "PUT"),
    ];

    /// <summary>The condition of a tag; null where the tag is none.</summary>
    public static ContractCondition? Of(string tag) => Conditions.FirstOrDefault(c => c.Tag == tag);

    /// <summary>Why a scenario with these tags does not apply to a contract; null where it does.</summary>
    public static string? Objection(IEnumerable<string> tags, ContractUnderTest subject) =>
        tags.Select(Of).OfType<ContractCondition>().FirstOrDefault(c => !c.Holds(subject.Contract)) is { } failed
            ? $"Only for contracts {failed.Meaning} (@{failed.Tag})."
            : null;

    /// <summary>The requirements whose other readings would decide otherwise.</summary>
    public static IReadOnlyList<string> OpenBy(IEnumerable<string> tags, ContractUnderTest subject) =>
        [.. tags.Select(Of).OfType<ContractCondition>().SelectMany(c => subject.OpenBy(c.Holds)).Distinct(StringComparer.Ordinal)];

    private static TokenKind? RefreshKind(Contract contract) => Kind(contract, contract.Roles.RefreshKind);

    private static Tolerance HonouredByLogout(Contract contract) =>
        ContractUnderTest.Slot(contract.Roles.Logout, contract.Roles.AccessKind)?.Honours ?? Tolerance.None;

    private static TokenKind? Kind(Contract contract, int kind) => kind < 0 ? null : contract.Session!.Policy.Kinds[kind];

    private static bool IsOpaque(Contract contract, int kind) => Kind(contract, kind)?.Format is OpaqueFormat or PositionalFormat;

    private static bool HasPlaces(Operation operation) =>
        operation.Session!.Alternatives.Any(a => a.Slots.Count(s => !s.Tolerates.HasFlag(Tolerance.Missing)) > 1);

    private static bool TravelsInCookie(Contract contract) =>
        contract.Roles.Protected.Any(o =>
            ContractUnderTest
                .Slot(o, contract.Roles.AccessKind)
                ?.Places.Any(p => p.Expression.Source == Contracts.Expressions.ExpressionSource.RequestCookie) == true
        );

    private static bool Requires(Contract contract, int kind) =>
        ContractUnderTest.Slot(contract.Roles.Logout, kind) is { } slot && !slot.Tolerates.HasFlag(Tolerance.Missing);
}

/// <summary>Tells tags that mean nothing. Tags of a user's own are free, as long as they do not look like an id, a level or a condition.</summary>
internal sealed partial class TagCheck(IReadOnlyList<CheckedRequirement> requirements)
{
    /// <summary>What is wrong with a tag, a sentence; null where nothing is.</summary>
    public string? Objection(string tag)
    {
        if (LooksLikeId().IsMatch(tag))
        {
            if (requirements.Any(r => r.Id == tag))
                return null;
            var near = Nearest.To(tag, requirements.Select(r => r.Id));
            return $"The tag @{tag} names no requirement.{(near is null ? " \"conform list requirements\" shows those that there are." : $" Did you mean @{near}?")}";
        }

        if (!LooksLikeCondition().IsMatch(tag) || Applicability.Of(tag) is not null)
            return null;
        var other = Nearest.To(tag, Applicability.Conditions.Select(c => c.Tag));
        return $"The tag @{tag} is no condition that is known.{(other is null ? $" There are {string.Join(", ", Applicability.Conditions.Select(c => "@" + c.Tag))}." : $" Did you mean @{other}?")}";
    }

    [GeneratedRegex(@"^[A-Z][A-Z0-9]+-[A-Z0-9.-]+$", RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex LooksLikeId();

    [GeneratedRegex(@"^(needs|requires|revokes|keeps|presents)-", RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex LooksLikeCondition();
}
