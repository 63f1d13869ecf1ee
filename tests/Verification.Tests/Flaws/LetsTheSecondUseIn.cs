using Conformance.Verification.Tests.Servers;

namespace Conformance.Verification.Tests.Flaws;

/// <summary>The second use of the access token after the logout is let in, as from a replica that was not told.</summary>
public sealed class LetsTheSecondUseIn : DemoApi
{
    protected override bool Outlives(Token token) => token.IsAccess && ++token.UsesAfterLogout == 2;
}
