using Conformance.Contracts.Loading;
using Conformance.Documents;

namespace Conformance.Linting.Tests;

/// <summary>Lints documents from literals, and puts problems into a form that a test can compare.</summary>
internal static class Linted
{
    private static readonly Dictionary<string, string> DefaultReadings = [];

    public static Problems File(string path) => Source(ContractSource.FromFile(path));

    public static Problems Source(ContractSource source)
    {
        var problems = new Problems();
        ContractLinter.Lint(source, DefaultReadings, problems);
        return problems;
    }

    /// <summary>Lints a document of OpenAPI 3.1 or, where it says so itself, of another version.</summary>
    public static Problems Text(string text)
    {
        var folder = Directory.CreateTempSubdirectory("conformance-lint-");
        try
        {
            var path = Path.Combine(folder.FullName, "a.yaml");
            System.IO.File.WriteAllText(path, text);
            return File(path);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The problems as <c>line:column severity rule</c>, in order.</summary>
    public static string[] Places(string text) =>
        [.. Text(text).Select(p => $"{p.At.Line}:{p.At.Column} {(p.Severity == Severity.Error ? "error" : "warning")} {p.Rule}")];

    /// <summary>The only problem of a text.</summary>
    public static Problem Only(string text) => Assert.Single(Text(text));
}
