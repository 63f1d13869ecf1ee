using Conformance.Documents;
using Conformance.TestKit;

namespace Conformance.Linting.Tests;

/// <summary>What lint finds in real documents; each finding was looked at and is a mistake of the document.</summary>
[Trait("Category", "Slow")]
public sealed class RealDocumentLintTests
{
    /// <summary>Findings by document: <c>rule count</c>, a question mark after the rule of a warning. A document without an entry has none.</summary>
    private static readonly Dictionary<string, string> Expected = new(StringComparer.Ordinal)
    {
        ["accelbyte-iam.json"] = "example? 114",
        ["argocd.json"] = "path-same? 6",
        ["casdoor.json"] = "duplicate-operation-id 2, example? 3, unknown-scheme 1",
        ["discourse.yaml"] = "example? 1, path-same? 2",
        ["fusionauth.yaml"] = "example? 2, path-same? 1",
        ["hydra.json"] = "example? 3",
        ["influxdb-oss.yaml"] = "dead-keyword? 2, example 86, example? 70, ref-sibling? 12",
        ["inventree.yaml"] = "dead-keyword? 150, example 9, example? 3, ref-sibling? 1",
        ["koel.yaml"] = "key 1, no-response 7, path-parameter-required 3, schema 2, scheme-name 1",
        ["komga.json"] = "example? 2",
        ["mastodon.json"] = "example 199, example? 53",
        ["odk-central.yaml"] = "example 73, example? 193, key 9, ref-sibling? 1",
        ["openziti-client.yaml"] = "example 76",
        ["overseerr.yaml"] = "example? 4",
        ["revolt.json"] = "dead-keyword? 42, key 6, path-same? 5, ref-sibling? 1, schema 5",
        ["semaphore.yaml"] = "example? 1, ref-sibling? 1",
        ["shopware-store.json"] = "example? 2, no-value? 1",
        ["spree-store.yaml"] = "dead-keyword? 19, example 62, ref-not-found 1",
        ["supabase-auth.yaml"] = "dead-keyword? 2, ref-kind 2, unknown-keyword? 1",
        ["supertokens-fdi.yaml"] = "example? 3, path-parameter 1",
        ["vault.json"] = "example? 66, path-same 120, path-same? 3",
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_real_document_has_the_findings_that_it_deserves(string file)
    {
        var folder = Repository.SharedData("real-specs");
        if (folder is null)
            Assert.Skip(Repository.DataMissing);
        var found = Linted
            .File(Path.Combine(folder, file))
            .GroupBy(p => p.Rule + (p.Severity == Severity.Warning ? "?" : ""), StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => $"{g.Key} {g.Count()}");
        Assert.Equal(Expected.GetValueOrDefault(file, ""), string.Join(", ", found));
    }

    public static TheoryData<string> Documents =>
        Repository.SharedData("real-specs") is { } folder
            ?
            [
                .. Directory
                    .EnumerateFiles(folder)
                    .Select(f => Path.GetFileName(f))
                    .Where(f => f.EndsWith(".json", StringComparison.Ordinal) || f.EndsWith(".yaml", StringComparison.Ordinal))
                    .Order(StringComparer.Ordinal),
            ]
            : [""];
}
