using System.Text.Json.Nodes;
using Conformance.Contracts;
using Conformance.Contracts.Loading;
using Conformance.Documents;
using Conformance.Generation.Versions;
using Conformance.Linting;
using Conformance.Samples;
using Conformance.TestKit;

namespace Conformance.Generation.Tests;

/// <summary>Documents of tests: written here, or real ones beside the checkout.</summary>
internal static class Documents
{
    private static readonly Dictionary<string, string> NoReadings = [];

    /// <summary>The paths of the real documents; empty where they are not there.</summary>
    public static IReadOnlyList<string> Real =>
        Repository.SharedData("real-specs") is { } folder
            ? [.. Directory.EnumerateFiles(folder).Where(f => !f.EndsWith(".md", StringComparison.Ordinal)).Order(StringComparer.Ordinal)]
            : [];

    /// <summary>The contract of a document; what its references to nothing stand for is left out.</summary>
    public static Contract Load(string path)
    {
        var problems = new Problems();
        return ContractLoader.Load(ContractSource.FromFile(path) with { Partial = true }, NoReadings, SampleSource.Of, problems)
            ?? throw new InvalidOperationException(string.Join('\n', problems));
    }

    /// <summary>The contract of a text.</summary>
    public static Contract Read(string yaml) => Load(Written(yaml, "yaml"));

    /// <summary>The contract of a text of a version, written in another; with what was told of it.</summary>
    public static (JsonNode Document, IReadOnlyList<Problem> Told, Contract Again) Write(string yaml, string version)
    {
        var problems = new Problems();
        var written = OpenApiVersionWriter.Write(Read(yaml), version, problems);
        return (written.ToJsonNode()!, [.. problems], Load(Written(written.ToString(), "json")));
    }

    /// <summary>The errors that lint finds in a text.</summary>
    public static IReadOnlyList<Problem> Errors(string path)
    {
        var problems = new Problems();
        ContractLinter.Lint(ContractSource.FromFile(path), NoReadings, problems);
        return [.. problems.Where(p => p.Severity == Severity.Error)];
    }

    /// <summary>The path of a new file with this text.</summary>
    public static string Written(string text, string ending)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("conformance-").FullName, "document." + ending);
        File.WriteAllText(path, text);
        return path;
    }
}
