namespace Conformance.Contracts.Expressions;

/// <summary>A piece of a text with embedded expressions: either plain text or an expression.</summary>
public readonly record struct TextPart(string? Text, Expression? Expression);

/// <summary>A string that may embed expressions as <c>{$…}</c>. A brace that no <c>$</c> follows is plain text.</summary>
public sealed class TextTemplate
{
    private TextTemplate(IReadOnlyList<TextPart> parts) => Parts = parts;

    /// <summary>The pieces in order; no two plain texts stand side by side.</summary>
    public IReadOnlyList<TextPart> Parts { get; }

    /// <summary>The expression, where the whole string is one; its JSON type then holds.</summary>
    public Expression? Single => Parts is [{ Expression: { } only }] ? only : null;

    /// <summary>Whether it embeds no expression.</summary>
    public bool IsPlain => Parts.All(p => p.Expression is null);

    /// <summary>A text without expressions, whatever stands in it.</summary>
    internal static TextTemplate Literal(string text) => new([new TextPart(text, null)]);

    /// <summary>The pieces of a text.</summary>
    internal static TextTemplate Of(params TextPart[] parts) => new(parts);

    /// <summary>Parses a string; what stands in <c>{$…}</c> and is no expression is added to <paramref name="unknown"/> and kept as plain text.</summary>
    public static TextTemplate Parse(string text, ICollection<string> unknown)
    {
        var parts = new List<TextPart>();
        var plain = 0;
        for (
            var open = text.IndexOf("{$", StringComparison.Ordinal);
            open >= 0;
            open = text.IndexOf("{$", open + 1, StringComparison.Ordinal)
        )
        {
            var close = text.IndexOf('}', open);
            if (close < 0)
                break;
            var inner = text[(open + 1)..close];
            if (Expression.Parse(inner) is not { } expression)
            {
                unknown.Add(inner);
                continue;
            }

            if (open > plain)
                parts.Add(new TextPart(text[plain..open], null));
            parts.Add(new TextPart(null, expression));
            plain = close + 1;
            open = close;
            if (plain >= text.Length)
                break;
        }

        if (plain < text.Length || parts.Count == 0)
            parts.Add(new TextPart(text[plain..], null));
        return new TextTemplate(parts);
    }
}
