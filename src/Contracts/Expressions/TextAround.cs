namespace Conformance.Contracts.Expressions;

/// <summary>The text around a value at its place, such as <c>Bearer&#160;</c> in <c>Bearer {$response.header.Authorization}</c>.</summary>
public sealed record TextAround(string Before, string After)
{
    /// <summary>The value stands alone.</summary>
    public static readonly TextAround None = new("", "");

    /// <summary>Reads a place with or without text around it; null where the text names no place, or more than one.</summary>
    public static (Expression Place, TextAround Around)? Parse(string text)
    {
        if (Expression.Parse(text) is { } alone)
            return (alone, None);
        var unknown = new List<string>();
        var parts = TextTemplate.Parse(text, unknown).Parts;
        if (unknown.Count > 0 || parts.Count(p => p.Expression is not null) != 1)
            return null;
        var at = parts.Select(p => p.Expression is not null).ToList().IndexOf(true);
        return (parts[at].Expression!, new TextAround(at > 0 ? parts[0].Text! : "", at < parts.Count - 1 ? parts[^1].Text! : ""));
    }

    /// <summary>A value with the text around it.</summary>
    public string Wrap(string value) => ReferenceEquals(this, None) ? value : Before + value + After;

    /// <summary>The value within a text; null where the text around it is another one.</summary>
    public string? Unwrap(string? text)
    {
        if (text is null || ReferenceEquals(this, None))
            return text;
        return
            text.Length >= Before.Length + After.Length
            && text.StartsWith(Before, StringComparison.Ordinal)
            && text.EndsWith(After, StringComparison.Ordinal)
            ? text[Before.Length..^After.Length]
            : null;
    }
}
