using Conformance.Verification.Results;
using Conformance.Verification.Suite;
using Conformance.Verification.Tests.Demo;
using Conformance.Verification.Tests.Servers;

namespace Conformance.Verification.Tests;

/// <summary>A body is faulty by its media type and its schema, and by nothing else.</summary>
public sealed class BodyFaultTests
{
    private const string LoginBody =
        "application/json:\n            schema: {type: object, required: [user, password], properties: {user: {type: string}, password: {type: string}, device: {type: integer}}}\n            examples: {ann: {value: {user: ann, password: secret, device: 1}}}";

    private const string LogoutBody =
        "          application/json:\n            schema: {type: object, required: [refresh], properties: {refresh: {type: string}}}\n      responses:\n        '200':";

    // A form that is cut by a letter is a valid form with a wrong password.
    [Fact]
    public async Task No_form_is_broken()
    {
        using var folder = new TemporaryFolder();
        var result = await RunAsync(
            folder,
            "When someone logs in with a broken body\nThen it is rejected",
            (
                LoginBody,
                LoginBody
                    .Replace("application/json", "application/x-www-form-urlencoded", StringComparison.Ordinal)
                    .Replace(", device: 1", "", StringComparison.Ordinal)
            )
        );
        Assert.Equal((Verdict.NotApplicable, 0), (result.Verdict, result.Exchanges.Length));
    }

    [Theory]
    [InlineData("{}", Verdict.NotApplicable)]
    [InlineData("true", Verdict.NotApplicable)]
    [InlineData("{type: object}", Verdict.Passed)]
    public async Task A_body_is_wrong_only_where_its_schema_refuses_it(string schema, Verdict expected)
    {
        using var folder = new TemporaryFolder();
        var result = await RunAsync(
            folder,
            "Given a session\nWhen the session logs out with the body:\n  \"\"\"json\n  []\n  \"\"\"\nThen it is rejected",
            (
                LogoutBody,
                LogoutBody.Replace(
                    "{type: object, required: [refresh], properties: {refresh: {type: string}}}",
                    schema,
                    StringComparison.Ordinal
                )
            )
        );
        Assert.True(result.Verdict == expected, result.Describe());
    }

    private static async Task<ScenarioResult> RunAsync(TemporaryFolder folder, string steps, params (string Text, string Other)[] changes)
    {
        var contract = folder.Demo(changes);
        folder.Write("demo/features/own.feature", $"@own\nFeature: Own\n\nScenario: One\n{steps}\n");
        return await ConformanceSuite.FromFolder(contract, new SuiteOptions { IncludeTags = "@own" }).RunOneAsync(new DemoApi());
    }
}
