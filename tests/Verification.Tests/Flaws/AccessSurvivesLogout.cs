using Conformance.Verification.Tests.Servers;

namespace Conformance.Verification.Tests.Flaws;

/// <summary>The access token is let in after the logout.</summary>
public sealed class AccessSurvivesLogout : DemoApi
{
    protected override bool Outlives(Token token) => token.IsAccess;
}
