using System.Text.Json;

namespace Conformance.Documents;

/// <summary>What a <see cref="ScalarNode"/> holds.</summary>
public enum ScalarKind
{
    /// <summary>A string.</summary>
    String,

    /// <summary>A number.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary><c>null</c>.</summary>
    Null,
}

/// <summary>A string, number, boolean or null.</summary>
public sealed class ScalarNode : Node
{
    private const int LongestQuotation = 60;

    internal ScalarNode(Location at, ScalarKind kind, string text)
        : base(at)
    {
        Kind = kind;
        Text = text;
    }

    /// <summary>What this is.</summary>
    public ScalarKind Kind { get; }

    /// <summary>The characters of a string; the JSON text of anything else (<c>1e3</c>, <c>true</c>, <c>null</c>).</summary>
    public string Text { get; }

    /// <inheritdoc/>
    public override string Describe() =>
        Kind switch
        {
            ScalarKind.String => $"the string \"{Shortened(Text)}\"",
            ScalarKind.Number => $"the number {Shortened(Text)}",
            _ => Text,
        };

    /// <inheritdoc/>
    public override void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (Kind == ScalarKind.String)
            writer.WriteStringValue(Text);
        else
            writer.WriteRawValue(Text, skipInputValidation: true);
    }

    internal override Node Copy() => new ScalarNode(At, Kind, Text);

    private static string Shortened(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= LongestQuotation ? line : string.Concat(line.AsSpan(0, LongestQuotation), "…");
    }
}
