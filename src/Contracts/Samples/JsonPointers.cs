using System.Text.Json;
using Conformance.Contracts.Documents;

namespace Conformance.Contracts.Samples;

/// <summary>Follows JSON pointers (RFC 6901) through plain JSON.</summary>
internal static class JsonPointers
{
    /// <summary>The last name of a pointer or of a reference that ends in one.</summary>
    public static string LastName(string pointer) => JsonPointer.TryParse(pointer[Math.Max(0, pointer.LastIndexOf('/'))..])?.Segments[^1] ?? pointer;

    /// <summary>The value that a pointer leads to, or null when it leads nowhere.</summary>
    public static JsonElement? Find(JsonElement document, string pointer)
    {
        if (JsonPointer.TryParse(pointer) is not { } steps)
            return null;
        var value = document;
        foreach (var segment in steps.Segments)
        {
            if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty(segment, out var member))
                value = member;
            else if (value.ValueKind == JsonValueKind.Array && int.TryParse(segment, out var index) && index >= 0 && index < value.GetArrayLength())
                value = value[index];
            else
                return null;
        }

        return value;
    }
}
