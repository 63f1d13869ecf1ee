using System.Collections.Immutable;
using Conformance.Sessions;

namespace Conformance.Contracts.Model;

/// <summary>Why a request is refused: the session model's reasons, and those that come before it.</summary>
public enum Refusal
{
    /// <summary>A token is absent.</summary>
    Missing,

    /// <summary>A token does not have the shape of its kind.</summary>
    Malformed,

    /// <summary>A token was never issued here, or its signature is wrong.</summary>
    Unknown,

    /// <summary>A token is past its expiry.</summary>
    Expired,

    /// <summary>A token was revoked.</summary>
    Revoked,

    /// <summary>A token of another kind stands where this kind belongs.</summary>
    WrongKind,

    /// <summary>A token belongs to another session than the one beside it.</summary>
    Foreign,

    /// <summary>A token was rotated away and is presented again.</summary>
    Reused,

    /// <summary>The Authorization header names another scheme than the documented one.</summary>
    WrongScheme,

    /// <summary>The user's credentials are wrong.</summary>
    Credentials,

    /// <summary>No such user.</summary>
    UnknownUser,

    /// <summary>The request violates its schema, or its body is no JSON.</summary>
    Invalid,

    /// <summary>No such path.</summary>
    NotFound,

    /// <summary>The path has no such method.</summary>
    MethodNotAllowed,

    /// <summary>The body's media type is not documented.</summary>
    UnsupportedMediaType,

    /// <summary>The body is larger than the server takes.</summary>
    ContentTooLarge,

    /// <summary>A fixed credential of the client is absent or wrong.</summary>
    Client,
}

/// <summary>Names, usual statuses and fallbacks of <see cref="Refusal"/>.</summary>
public static class Refusals
{
    /// <summary>The key under <c>refusals</c> that covers every reason without a key of its own.</summary>
    public const string Default = "default";

    /// <summary>What stands between a kind of token and a reason where a refusal is told apart by kind: <c>csrf.missing</c>.</summary>
    private const char OfKind = '.';

    /// <summary>The key of a refusal of one kind of token: <c>csrf.missing</c>, or <c>csrf.default</c> for every reason of it.</summary>
    public static string Key(string kind, string reason) => $"{kind}{OfKind}{reason}";

    /// <summary>The kind of token that a key under <c>refusals</c> is about; null where it is about any.</summary>
    public static string? KindIn(string key) => key.IndexOf(OfKind, StringComparison.Ordinal) is > 0 and var at ? key[..at] : null;

    /// <summary>Every refusal.</summary>
    public static ImmutableArray<Refusal> All { get; } = [.. Enum.GetValues<Refusal>()];

    private static readonly string[] Names =
    [
        "missing",
        "malformed",
        "unknown",
        "expired",
        "revoked",
        "wrong-kind",
        "foreign",
        "reused",
        "wrong-scheme",
        "credentials",
        "unknown-user",
        "invalid",
        "not-found",
        "method-not-allowed",
        "unsupported-media-type",
        "content-too-large",
        "client",
    ];

    /// <summary>The name in contracts, logs and problem documents: <c>wrong-kind</c>.</summary>
    public static string Name(this Refusal refusal) => Names[(int)refusal];

    /// <summary>The usual HTTP status (RFC 9110, section 15.5).</summary>
    public static int UsualStatus(this Refusal refusal) =>
        refusal switch
        {
            Refusal.Invalid => 400,
            Refusal.NotFound => 404,
            Refusal.MethodNotAllowed => 405,
            Refusal.ContentTooLarge => 413,
            Refusal.UnsupportedMediaType => 415,
            _ => 401,
        };

    /// <summary>Whether HTTP itself refuses, before anything is asked of the session: such a reason keeps its status under a default that has another.</summary>
    public static bool IsOfHttp(this Refusal refusal) =>
        refusal is Refusal.NotFound or Refusal.MethodNotAllowed or Refusal.UnsupportedMediaType or Refusal.ContentTooLarge;

    /// <summary>The reason whose documented answer serves where this one has none; null at the end of the chain.</summary>
    public static Refusal? Fallback(this Refusal refusal) =>
        refusal switch
        {
            Refusal.Reused => Refusal.Revoked,
            Refusal.Malformed or Refusal.Expired or Refusal.Revoked or Refusal.WrongKind or Refusal.Foreign => Refusal.Unknown,
            Refusal.WrongScheme => Refusal.Missing,
            Refusal.UnknownUser => Refusal.Credentials,
            _ => null,
        };

    /// <summary>The session model's reason as a refusal.</summary>
    public static Refusal From(RefusalReason reason) =>
        reason switch
        {
            RefusalReason.Missing => Refusal.Missing,
            RefusalReason.Malformed => Refusal.Malformed,
            RefusalReason.Unknown => Refusal.Unknown,
            RefusalReason.Expired => Refusal.Expired,
            RefusalReason.Revoked => Refusal.Revoked,
            RefusalReason.WrongKind => Refusal.WrongKind,
            RefusalReason.Foreign => Refusal.Foreign,
            RefusalReason.Reused => Refusal.Reused,
            _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "a refusal reason without a name in contracts"),
        };

    /// <summary>The tolerance flag of a token reason; <see cref="Tolerance.None"/> for reasons that are not about a token.</summary>
    public static Tolerance Tolerance(this Refusal refusal) =>
        Enum.TryParse<Tolerance>(refusal.ToString(), out var flag) ? flag : Sessions.Tolerance.None;
}
