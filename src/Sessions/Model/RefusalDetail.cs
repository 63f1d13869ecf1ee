namespace Conformance.Sessions;

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
