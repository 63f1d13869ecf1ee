using Conformance.Verification.Suite;
using Conformance.Verification.Tests.Demo;

namespace Conformance.Verification.Tests;

/// <summary>Conditions of which no built-in contract shows both sides.</summary>
public sealed class ConditionTests
{
    private const string Login =
        "      x-session:\n        role: login\n        subject: $request.body#/user\n        secret: $request.body#/password\n        issues: {access: $response.body#/access, refresh: $response.body#/refresh}\n";

    public static TheoryData<string, string, string> Changes =>
        new()
        {
            { "needs-login", Login, "" },
            { "needs-password", Login, "" },
            { "needs-protected", "      security: [{bearer: []}]\n      x-session: {role: protected}\n", "      security: []\n" },
            { "needs-lifetime", "algorithm: HS256, lifetime: PT1H", "algorithm: HS256" },
            { "revokes-no-user", "revokes: {access: session, refresh: session}", "revokes: {access: user, refresh: session}" },
            {
                "requires-access",
                "revokes: {access: session, refresh: session}",
                "revokes: {refresh: session}\n        tolerates: {access: [missing]}"
            },
        };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_condition_does_not_hold_for_a_contract_without_what_it_speaks_of(string tag, string text, string other)
    {
        var condition = ConformanceSuite.Conditions.Single(c => c.Tag == tag);
        Assert.True(DemoSuite.Whole.Meets(condition));
        using var folder = new TemporaryFolder();
        var suite = ConformanceSuite.FromFolder(folder.Demo((text, other)));
        Assert.False(suite.Meets(condition));
        Assert.All(suite.Scenarios.Where(s => s.Tags.Contains(tag)), s => Assert.NotNull(s.Objection));
        Assert.Contains(suite.Scenarios, s => s.Tags.Contains(tag));
    }
}
