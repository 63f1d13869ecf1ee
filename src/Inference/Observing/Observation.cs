using System.Collections.Immutable;
using Conformance.Inference.Places;
using Conformance.Inference.Surface;

namespace Conformance.Inference.Observing;

/// <summary>What a target showed of its sessions. It holds no token.</summary>
/// <param name="Carrier">Where the access token was taken.</param>
/// <param name="Access">Where the login gave it.</param>
/// <param name="Refresh">Where the login gave a refresh token that was exchanged; null where none was.</param>
/// <param name="Probes">The operations that let the live token in and no other.</param>
/// <param name="Format">Whether the access token is a JWT, with its algorithm and lifetime; null where it is opaque.</param>
/// <param name="Login">How the login told its success.</param>
/// <param name="Missing">How a request without a token was refused; null where none was.</param>
/// <param name="Unknown">How a text that is no token was refused.</param>
/// <param name="Revoked">How a token was refused that a logout had ended; null where none was.</param>
/// <param name="Credentials">How a wrong password was refused.</param>
/// <param name="LogoutNeedsBoth">Whether the logout takes its own token only beside the access token.</param>
/// <param name="LogoutTolerates">What the logout answers with its success though there is nothing to end.</param>
/// <param name="Rotates">Whether an exchanged refresh token is dead; null where none was exchanged.</param>
/// <param name="RefreshRefusal">How the refresh refused a text that is no token; null where it was not tried.</param>
/// <param name="Sentences">What a reader should know: disagreements first.</param>
internal sealed record Observation(
    TokenCarrier Carrier,
    DescribedField Access,
    DescribedField? Refresh,
    ImmutableArray<DescribedOperation> Probes,
    Jwt? Format,
    SeenRefusal Login,
    SeenRefusal? Missing,
    SeenRefusal? Unknown,
    SeenRefusal? Revoked,
    SeenRefusal? Credentials,
    bool LogoutNeedsBoth,
    Tolerated LogoutTolerates,
    bool? Rotates,
    SeenRefusal? RefreshRefusal,
    ImmutableArray<string> Sentences
);

/// <summary>With which defects of a token an operation succeeds all the same.</summary>
internal sealed record Tolerated(bool Missing, bool Unknown, bool Revoked)
{
    public static Tolerated Nothing { get; } = new(false, false, false);
}
