using System.Text;
using System.Text.Json.Nodes;
using Conformance.Documents;

namespace Conformance.Inference.Overlays;

/// <summary>Writes an overlay as YAML, with comments before its actions.</summary>
internal sealed class OverlayText(string title)
{
    private readonly StringBuilder _actions = new();
    private readonly List<string> _notes = [];

    /// <summary>Whether anything would be changed.</summary>
    public bool IsEmpty => _actions.Length == 0;

    /// <summary>Adds a remark at the top.</summary>
    public void Note(string sentence) => _notes.Add(sentence);

    /// <summary>Adds an action that merges a value into what a target selects.</summary>
    public void Update(string target, JsonObject value, params IEnumerable<string> comments)
    {
        foreach (var comment in comments)
            _actions.Append("  # ").Append(Line(comment)).Append('\n');
        var action = new JsonObject { ["target"] = target, ["update"] = value };
        Append(action);
    }

    /// <summary>Adds an action as a comment, which changes nothing until somebody takes the number signs away.</summary>
    public void Suggest(string target, JsonObject value, params IEnumerable<string> comments)
    {
        foreach (var comment in comments)
            _actions.Append("  # ").Append(Line(comment)).Append('\n');
        Append(new JsonObject { ["target"] = target, ["update"] = value }, "  # ");
    }

    /// <summary>Adds an action that takes away what a target selects.</summary>
    public void Remove(string target) => Append(new JsonObject { ["target"] = target, ["remove"] = true });

    /// <summary>The target of an operation: <c>$.paths['/login'].post</c>.</summary>
    public static string Target(string path, string method) =>
        $"$.paths['{path.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'].{method.ToLowerInvariant()}";

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var note in _notes)
            text.Append("# ").Append(Line(note)).Append('\n');
        text.Append("overlay: 1.0.0\n");
        text.Append(
            Yaml(
                new JsonObject
                {
                    ["info"] = new JsonObject { ["title"] = title, ["version"] = "1" },
                }
            )
        );
        text.Append("actions:\n").Append(_actions);
        return text.ToString();
    }

    private void Append(JsonObject action, string indentation = "  ")
    {
        var first = true;
        foreach (var line in Yaml(action).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            _actions.Append(indentation).Append(first ? "- " : "  ").Append(line).Append('\n');
            first = false;
        }
    }

    private static string Yaml(JsonObject value) =>
        YamlTreeWriter.Write(DocumentReader.Read("overlay", Encoding.UTF8.GetBytes(value.ToJsonString()), [])!);

    private static string Line(string text) => text.ReplaceLineEndings(" ");
}
