using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Conformance.Documents;

/// <summary>
/// A JSON value that knows where it was written. A tree is immutable to those who receive it and may be read by many threads.
/// Walk it with indexers that give null for what is absent: <c>root["info"]?["title"]?.AsString()</c>.
/// </summary>
public abstract class Node
{
    // Twice what a file may have, since overlays nest what they bring.
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 2 * ReadLimits.DefaultDepth };

    private protected Node(Location at) => At = at;

    /// <summary>Where the value begins in the file that wrote it; after an overlay that file may be the overlay's.</summary>
    public Location At { get; }

    /// <summary>The object or array that holds this node; null for the root.</summary>
    public Node? Parent { get; private set; }

    /// <summary>The name under which the parent object holds this node; null in an array and for the root.</summary>
    public string? Name { get; private set; }

    /// <summary>The position at which the parent array holds this node; -1 in an object and for the root.</summary>
    public int Index { get; private set; } = -1;

    /// <summary>The topmost node of the tree.</summary>
    public Node Root
    {
        get
        {
            var node = this;
            while (node.Parent is { } parent)
                node = parent;
            return node;
        }
    }

    /// <summary>The place in the tree as a JSON pointer (RFC 6901): <c>/paths/~1logout/post</c>; empty for the root.</summary>
    public string Pointer => JsonPointer.To(this).ToString();

    /// <summary>The members in the order written; empty unless this is an <see cref="ObjectNode"/>.</summary>
    public virtual IReadOnlyList<Member> Members => [];

    /// <summary>The items; empty unless this is an <see cref="ArrayNode"/>.</summary>
    public virtual IReadOnlyList<Node> Items => [];

    /// <summary>The value of the member of that name; null when it is absent or this is not an object.</summary>
    public virtual Node? this[string name] => null;

    /// <summary>The item at that position; null when it is absent or this is not an array.</summary>
    public Node? this[int index] => index >= 0 && index < Items.Count ? Items[index] : null;

    /// <summary>Whether this is the value <c>null</c>.</summary>
    public bool IsNull => this is ScalarNode { Kind: ScalarKind.Null };

    /// <summary>The text, when this is a string; else null.</summary>
    public string? AsString() => this is ScalarNode { Kind: ScalarKind.String } scalar ? scalar.Text : null;

    /// <summary>The value, when this is <c>true</c> or <c>false</c>; else null.</summary>
    public bool? AsBoolean() => this is ScalarNode { Kind: ScalarKind.Boolean } scalar ? scalar.Text is "true" : null;

    /// <summary>The value, when this is a number without a fraction (<c>2.0</c> and <c>2e3</c> count) that fits; else null.</summary>
    public int? AsInt32() => AsInt64() is { } value and >= int.MinValue and <= int.MaxValue ? (int)value : null;

    /// <inheritdoc cref="AsInt32"/>
    public long? AsInt64() =>
        AsDecimal() is { } value && decimal.Truncate(value) == value && value is >= long.MinValue and <= long.MaxValue ? (long)value : null;

    /// <summary>The value, when this is a number that fits a <see cref="decimal"/>; else null.</summary>
    public decimal? AsDecimal() => this is ScalarNode { Kind: ScalarKind.Number } scalar ? JsonNumber.ToDecimal(scalar.Text) : null;

    /// <summary>This node as an object; null when it is something else.</summary>
    public ObjectNode? AsObject() => this as ObjectNode;

    /// <summary>This node as an array; null when it is something else.</summary>
    public ArrayNode? AsArray() => this as ArrayNode;

    /// <summary>How a message names what was found: <c>the string "abc"</c>, <c>the number 3</c>, <c>an object</c>, <c>null</c>.</summary>
    public abstract string Describe();

    /// <summary>Writes the value as JSON; numbers keep their text.</summary>
    public abstract void WriteTo(Utf8JsonWriter writer);

    /// <summary>The value as compact JSON in UTF-8.</summary>
    public byte[] ToUtf8Json()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            WriteTo(writer);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The value as a mutable tree of its own.</summary>
    public JsonNode? ToJsonNode() => JsonNode.Parse(ToUtf8Json(), documentOptions: Deep);

    /// <summary>The value as a document of its own, to be disposed by the caller.</summary>
    public JsonDocument ToJsonDocument() => JsonDocument.Parse(ToUtf8Json(), Deep);

    /// <summary>The value as compact JSON.</summary>
    public override string ToString() => Encoding.UTF8.GetString(ToUtf8Json());

    /// <summary>Whether both are the same JSON value: members in any order, numbers by value, places ignored.</summary>
    public static bool DeepEquals(Node? left, Node? right) => NodeEquality.AreEqual(left, right);

    /// <summary>A copy without a parent that keeps the places.</summary>
    internal abstract Node Copy();

    internal void Attach(Node parent, string? name, int index)
    {
        Parent = parent;
        Name = name;
        Index = index;
    }

    internal void Detach()
    {
        Parent = null;
        Name = null;
        Index = -1;
    }
}
