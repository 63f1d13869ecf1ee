using System.Runtime.InteropServices;

namespace Conformance.Sessions;

/// <summary>What one place of a request holds.</summary>
/// <param name="Kind">The index of the token kind that the place wants.</param>
/// <param name="Text">The token; null or empty when nothing was presented.</param>
/// <param name="Tolerates">The failures that the place does not mind: the token is passed over.</param>
/// <param name="Honours">The failures in spite of which a token that was issued here counts: it has its effect.</param>
public readonly record struct PresentedToken(
    int Kind,
    string? Text,
    Tolerance Tolerates = Tolerance.None,
    Tolerance Honours = Tolerance.None
)
{
    /// <summary>The longest text, in characters, that can be a token; a longer one is malformed at once.</summary>
    public const int LongestText = 16 * 1024;
}

/// <summary>
/// The refusal reasons that a place where a token travels does not mind. A token that fails in a tolerated way is passed over: it has
/// no effect. Only a tolerated <see cref="Expired"/> token still counts as belonging to its session.
/// </summary>
[Flags]
public enum Tolerance
{
    /// <summary>Every failure refuses.</summary>
    None = 0,

    /// <summary>Nothing needs to be presented.</summary>
    Missing = 1,

    /// <summary>See <see cref="RefusalReason.Malformed"/>.</summary>
    Malformed = 2,

    /// <summary>See <see cref="RefusalReason.Unknown"/>.</summary>
    Unknown = 4,

    /// <summary>See <see cref="RefusalReason.Expired"/>.</summary>
    Expired = 8,

    /// <summary>See <see cref="RefusalReason.Revoked"/>.</summary>
    Revoked = 16,

    /// <summary>See <see cref="RefusalReason.WrongKind"/>.</summary>
    WrongKind = 32,

    /// <summary>See <see cref="RefusalReason.Foreign"/>.</summary>
    Foreign = 64,

    /// <summary>See <see cref="RefusalReason.Reused"/>.</summary>
    Reused = 128,
}

/// <summary>What became of the tokens that a request presented.</summary>
/// <param name="Reason">Why they are refused; <see cref="RefusalReason.None"/> when they are accepted.</param>
/// <param name="Detail">More about a refused token that has no record.</param>
/// <param name="Kind">The kind that the refusing place wanted, or that of <paramref name="Token"/>; -1 when there is neither.</param>
/// <param name="Token">The record of the refused token if there is one, or of the first accepted token.</param>
/// <param name="Session">The session of the refused token; or the one the accepted tokens belong to, a user's before nobody's.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Decision(RefusalReason Reason, RefusalDetail Detail, int Kind, TokenRecord? Token, Session? Session)
{
    /// <summary>Whether the operation may go on.</summary>
    public bool Accepted => Reason == RefusalReason.None;
}

/// <summary>The outcome of a refresh: <paramref name="Issued"/> is there exactly when <paramref name="Decision"/> accepts.</summary>
public readonly record struct RefreshResult(Decision Decision, Issued? Issued);

/// <summary>Why a presented token is refused.</summary>
public enum RefusalReason
{
    /// <summary>It is not refused.</summary>
    None,

    /// <summary>Nothing was presented.</summary>
    Missing,

    /// <summary>The text cannot be a token of the wanted kind.</summary>
    Malformed,

    /// <summary>The text could be a token but was never issued, or its record is gone.</summary>
    Unknown,

    /// <summary>It is past its <c>exp</c> (at the very instant, too: RFC 7519 §4.1.4), whatever else befell it.</summary>
    Expired,

    /// <summary>It was revoked before it expired.</summary>
    Revoked,

    /// <summary>It is a token of another kind than the place wants.</summary>
    WrongKind,

    /// <summary>It belongs to another session than a token accepted earlier in the same call.</summary>
    Foreign,

    /// <summary>It was rotated away and is presented again.</summary>
    Reused,
}

/// <summary>What was found about a refused token that has no record: enough for a log line.</summary>
public enum RefusalDetail
{
    /// <summary>Nothing to add: the reason or the record says it all.</summary>
    None,

    /// <summary>The text is longer than <see cref="SessionWorld.LongestText"/> and was not looked at.</summary>
    TooLong,

    /// <summary>A wrong number of parts, not base64url, not JSON, or not the length, prefix or characters of an opaque token.</summary>
    BadShape,

    /// <summary>The header names another algorithm than the policy, <c>none</c> for instance.</summary>
    WrongAlgorithm,

    /// <summary>The signature is not ours, or the text was tampered with.</summary>
    BadSignature,

    /// <summary>The text does not decrypt with our key, or was tampered with.</summary>
    BadEncryption,

    /// <summary>Well made, but there is no record of it.</summary>
    NotFound,

    /// <summary>Ours and past its <c>exp</c>; its record is gone already.</summary>
    PastExpiry,

    /// <summary>Each token was acceptable or passed over, but none belongs to a session that could be refreshed.</summary>
    NothingToExchange,
}
