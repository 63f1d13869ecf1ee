using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Conformance.Inference.Observing;

/// <summary>What a signed token says of itself (RFC 7519).</summary>
internal sealed record Jwt(string Algorithm, TimeSpan? Lifetime)
{
    /// <summary>Whether a text has the form of one.</summary>
    public static bool Looks(string text) => Read(text) is not null;

    /// <summary>Reads one; null where the text is none.</summary>
    public static Jwt? Read(string text)
    {
        if (text.Split('.') is not [var header, var claims, { Length: > 0 }])
            return null;
        if (Part(header)?["alg"] is not JsonValue algorithm || Part(claims) is not { } told)
            return null;
        var lifetime = Number(told["exp"]) - Number(told["iat"]);
        return new Jwt(algorithm.ToString(), lifetime is > 0 and < 1e9 ? TimeSpan.FromSeconds(lifetime.Value) : null);
    }

    private static double? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue<double>(out var number) ? number : null;

    private static JsonObject? Part(string text)
    {
        try
        {
            return JsonNode.Parse(Base64Url.DecodeFromChars(text)) as JsonObject;
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return null;
        }
    }
}
