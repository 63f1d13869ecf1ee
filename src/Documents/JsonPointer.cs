using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Conformance.Documents;

/// <summary>A JSON pointer (RFC 6901).</summary>
public sealed class JsonPointer : IEquatable<JsonPointer>
{
    private const string EscapedInFragments = " \"#%<>[\\]^`{|}";

    private JsonPointer(ImmutableArray<string> segments) => Segments = segments;

    /// <summary>The pointer to the whole document; its text is empty.</summary>
    public static JsonPointer Root { get; } = new([]);

    /// <summary>The names and array positions from the root down, without escapes.</summary>
    public ImmutableArray<string> Segments { get; }

    /// <summary>The pointer to a node from the root of its tree.</summary>
    public static JsonPointer To(Node node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var segments = new List<string>();
        for (var current = node; current.Parent is not null; current = current.Parent)
        {
            segments.Add(current.Name ?? current.Index.ToString(CultureInfo.InvariantCulture));
        }

        segments.Reverse();
        return new JsonPointer([.. segments]);
    }

    /// <summary>Parses <c>/a/b~1c/0</c>; null unless it is empty or starts with <c>/</c>, or when a <c>~</c> lacks its 0 or 1.</summary>
    public static JsonPointer? TryParse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length == 0)
            return Root;
        if (text[0] != '/')
            return null;

        var segments = text[1..].Split('/');
        for (var i = 0; i < segments.Length; i++)
        {
            if (Unescape(segments[i]) is not { } segment)
                return null;
            segments[i] = segment;
        }

        return new JsonPointer([.. segments]);
    }

    /// <summary>Parses the fragment form of section 6, percent-encoded and with or without its <c>#</c>: <c>#/paths/~1a%20b</c>.</summary>
    public static JsonPointer? TryParseFragment(string fragment)
    {
        ArgumentNullException.ThrowIfNull(fragment);
        return TryParse(Uri.UnescapeDataString(fragment.StartsWith('#') ? fragment[1..] : fragment));
    }

    /// <summary>Escapes one name for use in a pointer: <c>~</c> becomes <c>~0</c> and <c>/</c> becomes <c>~1</c>.</summary>
    public static string Escape(string segment)
    {
        ArgumentNullException.ThrowIfNull(segment);
        return segment.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
    }

    /// <summary>The pointer one step further down.</summary>
    public JsonPointer Append(string name) => new(Segments.Add(name));

    /// <inheritdoc cref="Append(string)"/>
    public JsonPointer Append(int index) => Append(index.ToString(CultureInfo.InvariantCulture));

    /// <summary>The node it points at, or null.</summary>
    public Node? Resolve(Node root) => Descend(root) is (var node, var steps) && steps == Segments.Length ? node : null;

    /// <summary>The deepest node on the way that exists, and how many segments lead to it.</summary>
    public (Node Node, int Steps) Descend(Node root)
    {
        ArgumentNullException.ThrowIfNull(root);
        var node = root;
        for (var steps = 0; steps < Segments.Length; steps++)
        {
            var next = Step(node, steps);
            if (next is null)
                return (node, steps);
            node = next;
        }

        return (node, Segments.Length);
    }

    /// <summary>What one segment leads to from the node that those before it led to, or null.</summary>
    internal Node? Step(Node node, int segment) => node is ArrayNode ? node[PositionIn(Segments[segment])] : node[Segments[segment]];

    /// <inheritdoc/>
    public bool Equals(JsonPointer? other) => other is not null && Segments.AsSpan().SequenceEqual(other.Segments.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as JsonPointer);

    /// <inheritdoc/>
    public override int GetHashCode() => Segments.Aggregate(0, HashCode.Combine);

    /// <inheritdoc/>
    public override string ToString() => string.Concat(Segments.Select(segment => $"/{Escape(segment)}"));

    /// <summary>The fragment form of section 6, without its <c>#</c>.</summary>
    public string ToFragment()
    {
        var pointer = ToString();
        if (!pointer.Any(IsEscapedInFragments))
            return pointer;
        var fragment = new StringBuilder(pointer.Length + 8);
        foreach (var rune in pointer.EnumerateRunes())
        {
            if (rune.IsBmp && !IsEscapedInFragments((char)rune.Value))
                fragment.Append((char)rune.Value);
            else
                fragment.Append(Uri.EscapeDataString(rune.ToString()));
        }

        return fragment.ToString();
    }

    // Section 4: digits without a leading zero; anything else matches nothing.
    internal static int PositionIn(string segment) =>
        int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && (segment.Length == 1 || segment[0] != '0')
            ? index
            : -1;

    internal static bool IsPosition(string segment) => PositionIn(segment) >= 0;

    private static bool IsEscapedInFragments(char character) =>
        character is <= ' ' or >= '\x7F' || EscapedInFragments.Contains(character, StringComparison.Ordinal);

    private static string? Unescape(string segment)
    {
        for (var i = segment.IndexOf('~', StringComparison.Ordinal); i >= 0; i = segment.IndexOf('~', i + 1))
        {
            if (i + 1 == segment.Length || segment[i + 1] is not ('0' or '1'))
                return null;
        }

        return segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
    }
}
