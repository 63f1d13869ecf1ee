using System.Text.Json;
using Conformance.TestKit;

namespace Conformance.JsonSchema.Tests.Suite;

/// <summary>One file of the official JSON Schema test suite: groups of a schema and instances with their verdicts.</summary>
internal sealed record SuiteFile(string Name, IReadOnlyList<SuiteGroup> Groups)
{
    private static readonly string? Root = Repository.SharedData("json-schema-test-suite");

    /// <summary>Whether the suite lies beside the checkout.</summary>
    public static bool IsThere => Root is not null;

    /// <summary>The names of a draft's files in one of its folders, relative to the draft.</summary>
    public static IEnumerable<string> Names(string draft, string folder = "") =>
        Root is null
            // A theory needs a row, which then skips itself.
            ? ["absent"]
            : Directory
                .EnumerateFiles(Path.Combine(Root, "tests", draft, folder), "*.json")
                .Order(StringComparer.Ordinal)
                .Select(path => Path.Combine(folder, Path.GetFileName(path)));

    public static SuiteFile Read(string draft, string name)
    {
        using var document = Open(Path.Combine(Root!, "tests", draft, name));
        var groups = document
            .RootElement.EnumerateArray()
            .Select(group => new SuiteGroup(
                group.GetProperty("description").GetString()!,
                group.GetProperty("schema").Clone(),
                [
                    .. group
                        .GetProperty("tests")
                        .EnumerateArray()
                        .Select(test => new SuiteCase(
                            test.GetProperty("description").GetString()!,
                            test.GetProperty("data").Clone(),
                            test.GetProperty("valid").GetBoolean()
                        )),
                ]
            ));
        return new SuiteFile(name, [.. groups]);
    }

    /// <summary>The documents that the suite expects to find at <c>http://localhost:1234/</c>.</summary>
    public static IEnumerable<(Uri Uri, JsonElement Document)> Remotes(string draft)
    {
        var folder = Path.Combine(Root!, "remotes");
        foreach (var path in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(folder, path).Replace('\\', '/');
            if (relative.StartsWith("draft", StringComparison.Ordinal) && !relative.StartsWith(draft + "/", StringComparison.Ordinal))
                continue;
            using var document = Open(path);
            yield return (new Uri("http://localhost:1234/" + relative), document.RootElement.Clone());
        }
    }

    // Some instances nest more deeply than the parser's default allows.
    private static JsonDocument Open(string path) =>
        JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { MaxDepth = 512 });
}

/// <summary>A schema of the suite with its instances.</summary>
internal sealed record SuiteGroup(string Description, JsonElement Schema, IReadOnlyList<SuiteCase> Cases);

/// <summary>An instance and whether its schema accepts it.</summary>
internal sealed record SuiteCase(string Description, JsonElement Data, bool Valid);
