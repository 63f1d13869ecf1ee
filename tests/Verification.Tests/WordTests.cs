using System.Collections.Immutable;
using Conformance.Contracts.Loading;
using Conformance.Documents;
using Conformance.Linting;
using Conformance.MockServer;
using Conformance.Samples;
using Conformance.TestKit;
using Conformance.Verification.Client;
using Conformance.Verification.Results;
using Conformance.Verification.Suite;

namespace Conformance.Verification.Tests;

/// <summary>
/// Each word of the vocabulary in a contract of its own: lint finds nothing in it, its own mock conforms to it, and a server that does otherwise just there, the mock of a contract that says so,
/// does not.
/// </summary>
public sealed class WordTests
{
    public static TheoryData<string> Words =>
        [.. Directory.EnumerateDirectories(Folder()).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Words))]
    public async Task A_contract_with_the_word_is_clean_and_green_on_its_own_mock(string word)
    {
        var problems = new Problems();
        ContractLinter.Lint(ContractSource.FromFolder(Folder(word))!, ImmutableDictionary<string, string>.Empty, problems);
        Assert.Empty(problems);
        var run = await VerifyAsync(word);
        run.EnsureConforms();
        Assert.All((string[])["ANY-01", "ANY-02", "ANY-09"], id => Assert.Equal(Verdict.Passed, VerdictOf(run, id)));
    }

    [Theory]
    [InlineData("token-endpoint", "revokes: {access: session, refresh: session}", "revokes: {refresh: session}", "ANY-02")]
    [InlineData("token-endpoint", "revokes: {access: session, refresh: session}", "revokes: {access: session}", "ANY-03")]
    [InlineData("token-endpoint", "rotation: rotate}", "rotation: none}", "ANY-21")]
    [InlineData("named-path", "revokes: {access: session, refresh: session}", "revokes: {refresh: session}", "ANY-02")]
    [InlineData("named-path", "revokes: {access: session, refresh: session}", "revokes: {access: session}", "ANY-03")]
    [InlineData("named-path", "rotation: rotate-and-detect-reuse}", "rotation: rotate}", "ANY-22")]
    [InlineData("redirections", "revokes: {access: presented}", "revokes: {}", "ANY-02")]
    [InlineData("redirections", "{$response.header.Location: /}", "{$response.header.Location: /goodbye}", "ANY-01")]
    [InlineData("redirections", "{$response.header.Location: {pattern: '^/login'}}", "{$response.header.Location: /home}", "ANY-09")]
    [InlineData("success-in-body", "revokes: {access: presented}", "revokes: {}", "ANY-02")]
    [InlineData(
        "success-in-body",
        "succeeds: {status: 200, where: {$response.body#/ok: true}}",
        "succeeds: {status: 200, where: {$response.body#/ok: false}}",
        "ANY-01"
    )]
    [InlineData("success-in-body", "$response.body#/why: bad-credentials", "$response.body#/why: locked", "ANY-19")]
    [InlineData("nobody-is-null", "revokes: {access: presented}", "revokes: {}", "ANY-02")]
    [InlineData("nobody-is-null", "where: {$response.body: null}", "where: {$response.body: {value: {user: anonymous}}}", "ANY-09")]
    [InlineData("nobody-is-null", "status: 200, where: {$response.body: null}", "status: 204", "ANY-02")]
    [InlineData("inactive", "revokes: {access: presented}", "revokes: {}", "ANY-02")]
    [InlineData("inactive", "default: {status: 200, where: {$response.body#/active: false}}", "default: {status: 404}", "ANY-02")]
    [InlineData("introspection", "revokes: {access: presented}", "revokes: {}", "ANY-02")]
    [InlineData("introspection", "role: introspect}", "role: introspect, refusals: {default: {status: 404}}}", "ANY-02")]
    [InlineData("told-by-header", "revokes: {access: presented}", "revokes: {}", "ANY-02")]
    [InlineData(
        "told-by-header",
        "$request.header.X-Action: {enum: [bye, log-out]}",
        "$request.header.X-Action: {enum: [leave]}",
        "ANY-01"
    )]
    public async Task A_server_that_does_otherwise_is_found(string word, string text, string other, string requirement)
    {
        var run = await VerifyAsync(word, text, other);
        Assert.Equal(Verdict.Failed, VerdictOf(run, requirement));
    }

    /// <summary>Holds a mock of the contract, changed, against the contract.</summary>
    private static async Task<ContractRun> VerifyAsync(string word, string text = "", string other = "")
    {
        var document = await File.ReadAllTextAsync(Path.Combine(Folder(word), "openapi.yaml"), TestContext.Current.CancellationToken);
        using var folder = new TemporaryFolder();
        if (text.Length > 0)
        {
            Assert.Contains(text, document, StringComparison.Ordinal);
            document = document.Replace(text, other, StringComparison.Ordinal);
        }

        var source = ContractSource.FromFile(folder.Write("openapi.yaml", document));
        var contract = ContractLoader.Load(source, ImmutableDictionary<string, string>.Empty, SampleSource.Of, []);
        await using var mock = await Mock.StartAsync(new MockOptions { Contracts = [contract!], Port = 0 });
        var target = new Target
        {
            BaseUrl = new Uri(mock.Address, contract!.Operations[0].BasePaths[0]),
            Users = [new("alice@example.com", "open-sesame-1"), new("bob@example.com", "open-sesame-1")],
            Client = contract
                .Operations.SelectMany(o => o.Client)
                .Select(c => c.Name)
                .Distinct(StringComparer.Ordinal)
                .ToImmutableDictionary(n => n, n => $"app-{n}-1"),
        };
        using var run = ConformanceSuite.FromFolder(Folder(word)).Against(target);
        return await run.RunToEndAsync(TestContext.Current.CancellationToken);
    }

    private static Verdict? VerdictOf(ContractRun run, string requirement) =>
        run.Requirements.Single(r => r.Requirement.Id == requirement).Verdict;

    private static string Folder(string word = "") => Repository.PathOf("tests", "Verification.Tests", "Words", word);
}
