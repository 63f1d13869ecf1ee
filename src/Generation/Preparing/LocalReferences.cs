using System.Text.Json.Nodes;
using Conformance.Documents;

namespace Conformance.Generation.Preparing;

/// <summary>References within a document of JSON nodes (RFC 6901 pointers after <c>#</c>).</summary>
internal static class LocalReferences
{
    private const int LongestChain = 100;

    /// <summary>The text of a <c>$ref</c>; null where the value is no reference.</summary>
    public static string? Of(JsonNode? value) =>
        value is JsonObject map && map["$ref"] is JsonValue reference && reference.TryGetValue<string>(out var text) ? text : null;

    /// <summary>What a reference leads to in the end, or the value itself.</summary>
    /// <exception cref="NotGenerated">It leads nowhere.</exception>
    public static JsonNode? Resolve(JsonObject document, JsonNode? value)
    {
        for (var i = 0; Of(value) is { } reference; i++)
        {
            value = i < LongestChain ? Find(document, reference) : null;
            if (value is null)
                throw new NotGenerated($"The reference \"{reference}\" leads nowhere in the contract. Add what it points at.");
        }

        return value;
    }

    /// <summary>What a single reference points at; null where there is nothing.</summary>
    public static JsonNode? Find(JsonObject document, string reference)
    {
        if (!reference.StartsWith('#') || JsonPointer.TryParseFragment(reference) is not { } pointer)
            return null;
        JsonNode? node = document;
        foreach (var segment in pointer.Segments)
        {
            node = node switch
            {
                JsonObject map => map[segment],
                JsonArray list when int.TryParse(segment, out var at) && at >= 0 && at < list.Count => list[at],
                _ => null,
            };
        }

        return node;
    }

    /// <summary>Replaces texts that are references, those in the mapping of a discriminator too.</summary>
    public static void Redirect(JsonNode? node, IReadOnlyDictionary<string, string> renamed)
    {
        if (node is JsonArray list)
        {
            foreach (var item in list)
                Redirect(item, renamed);
        }
        else if (node is JsonObject map)
        {
            foreach (var (name, value) in map.ToList())
            {
                if (value is JsonValue text && text.TryGetValue<string>(out var reference) && renamed.TryGetValue(reference, out var other))
                    map[name] = other;
                else
                    Redirect(value, renamed);
            }
        }
    }
}

/// <summary>An operation, or a contract, cannot be generated; the message is a sentence that says why.</summary>
internal sealed class NotGenerated : Exception
{
    public NotGenerated(string message)
        : base(message) { }

    public NotGenerated() { }

    public NotGenerated(string message, Exception inner)
        : base(message, inner) { }
}
