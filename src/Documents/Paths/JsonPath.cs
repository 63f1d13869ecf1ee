using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Conformance.Documents.Paths;

/// <summary>Why a query is no JSONPath.</summary>
/// <param name="Column">Where, counted from 1 in UTF-16 code units from the start of the query.</param>
/// <param name="Message">What was found and what was expected: one sentence.</param>
public sealed record JsonPathError(int Column, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"column {Column}: {Message}";
}

/// <summary>A JSONPath query (RFC 9535), parsed once and used on any number of trees and threads.</summary>
public sealed class JsonPath
{
    private readonly Query _query;

    private JsonPath(string text, Query query)
    {
        Text = text;
        _query = query;
    }

    /// <summary>The query as written.</summary>
    public string Text { get; }

    /// <summary>Parses a query that begins with <c>$</c>; false with the first error when it is not well formed or well typed.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out JsonPath? path, [NotNullWhen(false)] out JsonPathError? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            path = new JsonPath(text, new PathParser(new QueryText(text)).ParseWhole());
            error = null;
            return true;
        }
        catch (PathSyntaxException e)
        {
            path = null;
            error = e.Error;
            return false;
        }
    }

    /// <summary>Parses a query that is known to be right.</summary>
    /// <exception cref="FormatException">It is not.</exception>
    public static JsonPath Parse(string text) =>
        TryParse(text, out var path, out var error) ? path : throw new FormatException($"\"{text}\" is no JSONPath: {error}");

    /// <summary>
    /// The nodes it selects, in the order of section 2; a node that is selected twice is there twice. Each knows its
    /// <see cref="Node.Parent"/> and its <see cref="Node.Name"/> or <see cref="Node.Index"/>.
    /// </summary>
    public IReadOnlyList<Node> Select(Node root)
    {
        ArgumentNullException.ThrowIfNull(root);
        return _query.Select(root, root);
    }

    /// <summary>Why it selects nothing in this tree; null when it does select something.</summary>
    public NoMatch? ExplainNoMatch(Node root)
    {
        ArgumentNullException.ThrowIfNull(root);
        List<Node> matches = [root];
        var matchedEnd = 1;
        foreach (var segment in _query.Segments)
        {
            var next = new List<Node>();
            foreach (var node in matches)
                segment.Select(node, root, next);
            if (next.Count == 0)
            {
                return new NoMatch(Text[..matchedEnd], Text[matchedEnd..segment.End].Trim(), NearestName(segment, matches));
            }

            matches = next;
            matchedEnd = segment.End;
        }

        return null;
    }

    /// <summary>The normalized path of a node (section 2.7): <c>$['paths']['/logout'][0]</c>.</summary>
    public static string NormalizedPathOf(Node node)
    {
        ArgumentNullException.ThrowIfNull(node);
        if (node.Parent is null)
            return "$";

        var path = new StringBuilder(NormalizedPathOf(node.Parent));
        if (node.Name is null)
            return path.Append('[').Append(node.Index).Append(']').ToString();

        path.Append("['");
        foreach (var c in node.Name)
            AppendEscaped(path, c);
        return path.Append("']").ToString();
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static string? NearestName(Segment segment, List<Node> nodes) =>
        segment.Selectors is [NameSelector selector]
            ? Nearest.To(selector.Name, nodes.SelectMany(node => node.Members).Select(member => member.Name))
            : null;

    private static void AppendEscaped(StringBuilder path, char c)
    {
        const string escaped = "\b\f\n\r\t'\\";
        const string letters = "bfnrt'\\";
        var known = escaped.IndexOf(c, StringComparison.Ordinal);
        if (known >= 0)
            path.Append('\\').Append(letters[known]);
        else if (c < ' ')
            path.Append("\\u").Append(((int)c).ToString("x4", provider: null));
        else
            path.Append(c);
    }
}
