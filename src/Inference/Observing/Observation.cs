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
/// <param name="Rotates">Whether an exchanged refresh token is dead; null where none was exchanged.</param>
/// <param name="Sentences">What a reader should know: disagreements first.</param>
internal sealed record Observation(
    TokenCarrier Carrier,
    DescribedField Access,
    DescribedField? Refresh,
    ImmutableArray<DescribedOperation> Probes,
    Jwt? Format,
    int LoginStatus,
    int? MissingStatus,
    int? UnknownStatus,
    int? CredentialsStatus,
    bool? Rotates,
    ImmutableArray<string> Sentences
);
