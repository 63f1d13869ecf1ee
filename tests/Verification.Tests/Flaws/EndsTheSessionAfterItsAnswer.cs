using Conformance.Verification.Tests.Servers;

namespace Conformance.Verification.Tests.Flaws;

/// <summary>The logout answers at once and ends the session only when the token was used sixty times more.</summary>
public sealed class EndsTheSessionAfterItsAnswer : DemoApi
{
    protected override bool Outlives(Token token) => token.IsAccess && ++token.UsesAfterLogout <= 60;
}
