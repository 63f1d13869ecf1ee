using Conformance.Verification.Tests.Servers;

namespace Conformance.Verification.Tests.Flaws;

/// <summary>The first use of the access token after the logout is let in, as behind a cache that learns of it late.</summary>
public sealed class LetsTheFirstUseIn : DemoApi
{
    protected override bool Outlives(Token token) => token.IsAccess && ++token.UsesAfterLogout == 1;
}
