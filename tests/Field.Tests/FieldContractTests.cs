using Conformance.Contracts.Loading;
using Conformance.Documents;
using Conformance.TestKit;
using Conformance.Verification.Results;

namespace Conformance.Field.Tests;

/// <summary>The contracts of real servers under bench/field: lint finds nothing that hinders, and their own mock keeps them.</summary>
public sealed class FieldContractTests
{
    public static TheoryData<string> Folders =>
        [
            .. Directory
                .EnumerateDirectories(Repository.PathOf("bench/field"))
                .Where(f => File.Exists(Path.Combine(f, "openapi.yaml")))
                .Select(f => Path.GetFileName(f))
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Lint_finds_no_error(string folder) =>
        Assert.DoesNotContain(OwnMock.Lint(Source(folder)), p => p.Severity == Severity.Error);

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Its_own_mock_keeps_it(string folder)
    {
        var client = ConfirmedFindings.Of(folder).Client;
        var run = await OwnMock.VerifyAsync(Source(folder), configure: t => t with { Client = client }, client: client);
        Assert.True(run.Outcome == Outcome.Passed, OwnMock.Told(run));
    }

    private static ContractSource Source(string folder) => ContractSource.FromFolder(Repository.PathOf($"bench/field/{folder}"))!;
}
