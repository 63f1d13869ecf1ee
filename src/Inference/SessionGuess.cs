using System.Collections.Immutable;
using Conformance.Inference.Places;
using Conformance.Inference.Roles;
using Conformance.Inference.Surface;

namespace Conformance.Inference;

/// <summary>What a document lets one guess about its sessions.</summary>
/// <param name="Carriers">Where the access token may travel, the likeliest first.</param>
/// <param name="LogoutField">What the first logout takes beside the access token; null where it takes nothing else.</param>
/// <param name="RefreshField">Where the refresh takes its token; null where no field does.</param>
internal sealed record SessionGuess(
    DescribedApi Api,
    RoleFinding Login,
    RoleFinding Refresh,
    RoleFinding Logouts,
    RoleFinding Probes,
    ImmutableArray<TokenCarrier> Carriers,
    DescribedField? RefreshField,
    DescribedField? LogoutField
)
{
    /// <summary>Where the access token travels, as far as the document tells; null where there is no session at all.</summary>
    public TokenCarrier? Carrier => Carriers.FirstOrDefault();
}
