using Conformance.Verification.Tests.Servers;

namespace Conformance.Verification.Tests.Flaws;

/// <summary>The refresh token gives new tokens after the logout.</summary>
public sealed class RefreshSurvivesLogout : DemoApi
{
    protected override bool Outlives(Token token) => !token.IsAccess;
}
