using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Conformance.Reference.Tokens;

/// <summary>The base64url parts that the compact forms of JWS (RFC 7515, 7.1) and JWE (RFC 7516, 7.1) are made of.</summary>
internal static class CompactParts
{
    /// <summary>The parts of a token.</summary>
    /// <exception cref="FormatException">There are more or fewer.</exception>
    public static string[] Split(string token, int count)
    {
        var parts = token.Split('.');
        return parts.Length == count ? parts : throw new FormatException($"A token of {parts.Length} parts should have {count}.");
    }

    public static string Write(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));

    /// <summary>The JSON object in a part.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static JsonObject ReadObject(string part) => ParseObject(Base64Url.DecodeFromChars(part));

    /// <summary>The JSON object in a text.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static JsonObject ParseObject(byte[] json)
    {
        try
        {
            return JsonNode.Parse(json) as JsonObject ?? throw new FormatException("A part of a token should be a JSON object.");
        }
        catch (JsonException exception)
        {
            throw new FormatException("A part of a token should be JSON.", exception);
        }
    }
}
