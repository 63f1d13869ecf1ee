using System.Text.Json;
using Conformance.Contracts;
using Conformance.Contracts.Model;
using Conformance.Documents;
using Conformance.Generation.Versions;
using Conformance.TestKit;

namespace Conformance.Generation.Tests;

/// <summary>Real documents, written in each version, say the same to our own reader.</summary>
[Trait("Category", "Slow")]
public sealed class RealDocumentVersionTests
{
    [Theory]
    [InlineData("3.0")]
    [InlineData("3.1")]
    [InlineData("3.2")]
    public void A_real_document_says_the_same_in_every_version(string version)
    {
        Assert.SkipWhen(Documents.Real.Count == 0, Repository.DataMissing);
        var wrong = new List<string>();
        foreach (var path in Documents.Real)
        {
            var contract = Documents.Load(path);
            var problems = new Problems();
            var written = Documents.Written(OpenApiVersionWriter.Write(contract, version, problems).ToString(), "json");
            wrong.AddRange(problems.Where(p => p.Severity == Severity.Error).Select(p => p.ToString()));
            var (before, after) = (
                Documents.Errors(Documents.Written(contract.Document.ToString(), "json")).Count,
                Documents.Errors(written)
            );
            if (after.Count > before)
                wrong.Add($"{Path.GetFileName(path)}: lint finds {before} errors, and {after.Count} in what was written: {after[0]}");
            wrong.AddRange(Verdicts(contract, Documents.Load(written)).Select(v => $"{Path.GetFileName(path)}: {v}"));
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(20)));
    }

    // A sample of each body, and the same without its members, is judged alike.
    private static IEnumerable<string> Verdicts(Contract contract, Contract again)
    {
        var operations = again.Operations.ToDictionary(o => o.ToString(), StringComparer.Ordinal);
        foreach (var operation in contract.Operations)
        {
            if (!operations.TryGetValue(operation.ToString(), out var other))
                continue;
            foreach (var body in (operation.Body?.Content ?? []).Where(b => b.Kind == BodyKind.Json && b.Schema?.ForRequest is not null))
            {
                var schema = other.Body!.Content.First(b => b.Range == body.Range).Schema;
                foreach (
                    var text in (string[])[contract.Samples.ForRequest(body.Schema)?.ToJsonString() ?? "null", "{}", "null", "[]", "\"a\""]
                )
                {
                    using var instance = JsonDocument.Parse(text);
                    if (body.Schema!.ForRequest!.IsValid(instance.RootElement) != schema!.ForRequest!.IsValid(instance.RootElement))
                        yield return $"{operation} judges {text} otherwise";
                }
            }
        }
    }
}
