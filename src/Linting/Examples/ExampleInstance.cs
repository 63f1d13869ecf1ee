using System.Buffers;
using Conformance.Contracts.Expressions;
using Conformance.Contracts.Templates;
using Conformance.Documents;

namespace Conformance.Linting.Examples;

/// <summary>An example as it is judged: with values in place of its expressions.</summary>
internal sealed class ExampleInstance
{
    private readonly List<string> _free;

    private ExampleInstance(byte[] json, List<string> free) => (Json, _free) = (json, free);

    /// <summary>JSON in UTF-8.</summary>
    public byte[] Json { get; }

    /// <summary>The example as it is written.</summary>
    public static ExampleInstance Literal(Node value) => new(value.ToUtf8Json(), []);

    /// <summary>The example with a value of its JSON type for each expression.</summary>
    /// <param name="tokens">JSON pointers of the places that the mock puts tokens into.</param>
    public static ExampleInstance Rendered(Node value, IReadOnlyCollection<string> tokens)
    {
        var json = value.ToJsonNode();
        var output = new ArrayBufferWriter<byte>();
        JsonTemplateCompiler.Compile(json, []).Write(output, new ExampleValues());
        var free = tokens.ToList();
        CollectFree(value, JsonPointer.Root, free);
        return new ExampleInstance(output.WrittenSpan.ToArray(), free);
    }

    /// <summary>Whether what stands at a place is known only when a request is answered.</summary>
    public bool IsFree(string pointer) =>
        _free.Any(f => pointer == f || (pointer.StartsWith(f, StringComparison.Ordinal) && pointer[f.Length] == '/') || IsItem(pointer, f));

    // An id that stands in each item of an array: /sessions/*/id.
    private static bool IsItem(string pointer, string free)
    {
        if (!free.Contains("/*", StringComparison.Ordinal))
            return false;
        var (found, expected) = (pointer.Split('/'), free.Split('/'));
        return found.Length >= expected.Length && expected.Zip(found).All(pair => pair.First == "*" || pair.First == pair.Second);
    }

    private static void CollectFree(Node node, JsonPointer place, List<string> free)
    {
        if (node.AsString() is { } text && TextTemplate.Parse(text, []).Single is { } only && ExampleValues.IsFree(only.Source))
        {
            free.Add(place.ToString());
        }

        foreach (var member in node.Members)
            CollectFree(member.Value, place.Append(member.Name), free);
        for (var i = 0; i < node.Items.Count; i++)
            CollectFree(node.Items[i], place.Append(i), free);
    }
}
