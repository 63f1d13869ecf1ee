using System.Text;
using System.Text.RegularExpressions;
using Conformance.Documents;
using Conformance.Documents.Overlays;
using Conformance.Documents.Paths;

namespace Conformance.Fuzz.Tests;

/// <summary>YAML or JSON: mistakes are problems, and what was read whole reads the same when it is written again.</summary>
internal sealed class DocumentTarget(string name, string extension, params string[] words) : IFuzzTarget
{
    public string Name => name;

    public IReadOnlyList<string> Words => words;

    public string Run(byte[] input)
    {
        var problems = new Problems();
        var root = DocumentReader.Read("input" + extension, input, problems);
        Assert.True(root is not null || problems.HasErrors, "nothing was read, and nobody says why");
        if (root is null || problems.HasErrors)
            return Outcome.Of(problems);

        // The YAML library refuses a quoted text of over 1,024 characters where it is the whole document, which no document of ours is.
        if (root is ScalarNode)
            return "read a text alone";
        var written = YamlTreeWriter.Write(root);
        var again = new Problems();
        var copy = DocumentReader.Read("again.yaml", Encoding.UTF8.GetBytes(written), again);
        Assert.True(copy is not null && !again.HasErrors, $"what was written cannot be read: {string.Join("; ", again)}\n{written}");
        Assert.True(Node.DeepEquals(copy, root), $"what was written is read as something else:\n{written}");
        return $"read {root.GetType().Name} {Outcome.Size(written.Length)}";
    }
}

/// <summary>An overlay, applied to a small document.</summary>
internal sealed class OverlayTarget : IFuzzTarget
{
    private const string Document = """
        {"openapi": "3.1.0", "info": {"title": "A", "version": "1"}, "paths": {"/a": {"get": {"tags": ["x", "y"]}}, "/b/{c}": {"post": {}}}, "components": {"schemas": {"S": {"type": "object"}}}}
        """;

    public string Name => "overlay";

    public IReadOnlyList<string> Words { get; } =
    [
        "overlay: 1.0.0\n",
        "actions:\n",
        "- target: ",
        "update: ",
        "remove: true",
        "copy: ",
        "$",
        "$.paths",
        "..*",
        "[?@.get]",
        "extends: ",
        "&a ",
        "*a",
        "$.paths[*][*].tags",
    ];

    public string Run(byte[] input)
    {
        var problems = new Problems();
        var overlay = DocumentReader.Read("overlay.yaml", input, problems) is { } root ? OverlayDocument.Read(root, problems) : null;
        if (overlay is null)
        {
            Assert.True(problems.HasErrors);
            return Outcome.Of(problems);
        }

        var document = DocumentReader.Read("document.json", Encoding.UTF8.GetBytes(Document), new Problems())!;
        var result = Overlay.Apply(document, overlay, problems);
        return $"{overlay.Actions.Count} {result.GetType().Name} {Outcome.Of(problems)}";
    }
}

/// <summary>A JSONPath query (RFC 9535), asked of a small document; the normalized path of what it selects leads back to that.</summary>
internal sealed class PathTarget : IFuzzTarget
{
    private static readonly Node Document = DocumentReader.Read(
        "document.json",
        Encoding.UTF8.GetBytes("""{"a": {"b": [1, 2.5, "x", null, {"c": true}], "'": {"\\": -1}}, "é": [[["deep"]]], "": 0}"""),
        new Problems()
    )!;

    public string Name => "jsonpath";

    public IReadOnlyList<string> Words { get; } =
    [
        "$",
        "@",
        "..",
        "[*]",
        "[?",
        "]",
        "(",
        ")",
        "&&",
        "||",
        "!",
        "==",
        "<=",
        "length(",
        "count(",
        "match(",
        "search(",
        "value(",
        "'",
        "\\u0061",
        "[0:1:-1]",
        "[-1]",
        ".a",
        "['b']",
        "true",
        "null",
        "1e3",
        "(a|a)*",
        "[^x]",
    ];

    public string Run(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        if (!JsonPath.TryParse(text, out var path, out var error))
        {
            Assert.InRange(error.Column, 1, text.Length + 1);
            Assert.NotEmpty(error.Message);
            return Outcome.Shape(error.Message);
        }

        var selected = path.Select(Document);
        Assert.True(selected.Count > 0 || path.ExplainNoMatch(Document) is not null);
        foreach (var node in selected.Take(50))
            Assert.Same(node, Assert.Single(JsonPath.Parse(JsonPath.NormalizedPathOf(node)).Select(Document)));
        return $"selects {Outcome.Size(selected.Count)}";
    }
}

/// <summary>A JSON Pointer (RFC 6901), which is written as it was read.</summary>
internal sealed class PointerTarget : IFuzzTarget
{
    public string Name => "pointer";

    public IReadOnlyList<string> Words { get; } = ["/", "~0", "~1", "~2", "~", "/0", "/-", "/01", "%25", "%", "#"];

    public string Run(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        _ = JsonPointer.TryParseFragment(text);
        if (JsonPointer.TryParse(text) is not { } pointer)
            return "none";
        Assert.Equal(text, pointer.ToString());
        return $"pointer of {Outcome.Size(text.Count(c => c == '/'))}";
    }
}

/// <summary>Outcomes in few words.</summary>
internal static partial class Outcome
{
    private const int LongestShape = 40;

    public static string Of(Problems problems) =>
        string.Join(" ", problems.Select(p => $"{p.Rule}:{Shape(p.Message)}").Distinct(StringComparer.Ordinal).Take(6));

    /// <summary>A sentence without what it quotes and counts.</summary>
    public static string Shape(string sentence)
    {
        var shape = Varying().Replace(sentence, "_");
        return shape.Length > LongestShape ? shape[..LongestShape] : shape;
    }

    public static string Size(int count) => count < 4 ? $"{count}" : $"2^{System.Numerics.BitOperations.Log2((uint)count)}";

    [GeneratedRegex("\"[^\"]*\"|'[^']*'|[0-9]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Varying();
}
