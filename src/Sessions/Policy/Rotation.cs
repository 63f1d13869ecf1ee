namespace Conformance.Sessions;

/// <summary>What becomes of a token that is presented to a refresh that issues its kind anew.</summary>
public enum Rotation
{
    /// <summary>It stays valid, and the refresh returns the same text again.</summary>
    None,

    /// <summary>A new token replaces it. Presenting it again is <see cref="RefusalReason.Reused"/>.</summary>
    Rotate,

    /// <summary>
    /// As <see cref="Rotate"/>, and presenting it to a refresh again revokes every token of its session (RFC 9700 §4.14.2).
    /// </summary>
    RotateAndDetectReuse,
}
