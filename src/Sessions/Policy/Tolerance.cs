namespace Conformance.Sessions;

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
