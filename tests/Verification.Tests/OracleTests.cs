using Conformance.Verification.Results;
using Conformance.Verification.Suite;
using Conformance.Verification.Tests.Demo;
using Conformance.Verification.Tests.Flaws;

namespace Conformance.Verification.Tests;

/// <summary>What an answer is taken for.</summary>
public sealed class OracleTests
{
    private static readonly object Error = new { error = "token" };

    [Theory]
    [InlineData(401, Verdict.Passed)]
    [InlineData(403, Verdict.Passed)]
    [InlineData(400, Verdict.Passed)]
    [InlineData(404, Verdict.Failed)]
    [InlineData(500, Verdict.Failed)]
    [InlineData(200, Verdict.Failed)]
    public async Task Takes_a_4xx_that_tells_of_the_token_for_a_refusal_where_the_contract_documents_none(int status, Verdict expected)
    {
        using var folder = new TemporaryFolder();
        var contract = folder.Demo(
            (
                "{ann: {value: {user: '{$user.name}'}}}\n        '401': {$ref: '#/components/responses/Refused'}\n",
                "{ann: {value: {user: '{$user.name}'}}}\n"
            ),
            (
                "    missing: {status: 401, example: refused, response: Refused}\n    unknown: {status: 401, example: refused, response: Refused}\n",
                ""
            )
        );
        var result = await Own(
                folder,
                contract,
                "Given a session\nWhen the session logs out\nThen the access token of the session is refused"
            )
            .RunOneAsync(new RefusesUsesWith(status, Error));
        Assert.True(result.Verdict == expected, result.Describe());
        if (expected == Verdict.Failed)
            Assert.Equal("401 or 403 for a revoked token at GET /me, which documents no status", result.Miss!.Expected);
    }

    // A document lists the answers of the API; of the refusals of HTTP itself it need not list each.
    [Theory]
    [InlineData(204, Verdict.Failed)]
    [InlineData(302, Verdict.Failed)]
    [InlineData(500, Verdict.Failed)]
    [InlineData(400, Verdict.Passed)]
    [InlineData(499, Verdict.Passed)]
    public async Task Takes_an_undocumented_status_for_a_fault_unless_it_is_4xx(int status, Verdict expected)
    {
        var result = await Check("the answer is as documented").RunOneAsync(new RefusesUsesWith(status, body: null));
        Assert.True(result.Verdict == expected, result.Describe());
    }

    [Fact]
    public async Task Tells_the_first_of_several_violations_and_how_many_more_there_are()
    {
        using var folder = new TemporaryFolder();
        var contract = folder.Demo(
            (
                "required: [error], properties: {error: {type: string}}",
                "required: [error], properties: {error: {type: string}, code: {type: integer}}"
            )
        );
        var suite = Own(folder, contract, "When someone uses the protected operations without a token\nThen the answer is as documented");
        var one = (await suite.RunOneAsync(new RefusesUsesWith(401, new { error = 7 }))).Miss!;
        Assert.Equal("an answer as GET /me documents it", one.Expected);
        Assert.Matches("^401: [^(]*error[^(]*[^.]$", one.Found);
        var two = (await suite.RunOneAsync(new RefusesUsesWith(401, new { error = 7, code = "x" }))).Miss!;
        Assert.Matches("^401: .*error.*[^.] \\(and 1 more\\)$", two.Found);
    }

    [Fact]
    public async Task Quotes_160_characters_of_an_answer_and_says_where_it_has_no_body()
    {
        var silent = (await Check("it is rejected").RunOneAsync(new RefusesUsesWith(200, body: null))).Miss!;
        Assert.Equal(("a refusal with 4xx", "200 without a body"), (silent.Expected, silent.Found));
        const string Frame = "{\"user\":\"\"}";
        foreach (var (length, quoted) in new[] { (160 - Frame.Length, 160), (161 - Frame.Length, 161) })
        {
            var found = (await Check("it is rejected").RunOneAsync(new RefusesUsesWith(200, new { user = new string('x', length) })))
                .Miss!
                .Found;
            Assert.Equal(("200 {\"user\":\"x", quoted > 160), (found[..14], found.EndsWith('…')));
            Assert.Equal("200 ".Length + quoted, found.Length);
        }
    }

    [Theory]
    [InlineData("missing", "a missing token")]
    [InlineData("revoked", "a revoked token")]
    [InlineData("expired", "an expired token")]
    [InlineData("malformed", "a malformed token")]
    [InlineData("unknown", "an unknown token")]
    [InlineData("wrong-kind", "a token of another kind")]
    [InlineData("wrong-scheme", "another scheme")]
    [InlineData("foreign", "a token of another session")]
    public async Task Names_the_fault_that_was_not_refused(string reason, string fault)
    {
        var result = await Check($"it is refused as {reason}").RunOneAsync(new RefusesUsesWith(200, new { user = "ann" }));
        Assert.Equal($"401, as documented for {fault} at GET /me", result.Miss?.Expected);
    }

    private static ConformanceSuite Check(string check) =>
        DemoSuite.Of($"@must\nScenario: One\nWhen someone uses the protected operations without a token\nThen {check}\n");

    private static ConformanceSuite Own(TemporaryFolder folder, string contract, string steps)
    {
        folder.Write("own/own.feature", $"@own\nFeature: Own\n@must\nScenario: One\n{steps}\n");
        return ConformanceSuite.FromFolder(
            contract,
            new SuiteOptions { MoreFeatures = [Path.Combine(folder.Path, "own")], IncludeTags = "@own" }
        );
    }
}
