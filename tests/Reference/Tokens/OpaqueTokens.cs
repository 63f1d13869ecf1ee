using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Conformance.Reference.Tokens;

/// <summary>Random texts; what they stand for is kept here.</summary>
internal sealed class OpaqueTokens : ITokenFormat
{
    private readonly ConcurrentDictionary<string, JsonObject> _claims = [];

    public string Seal(JsonObject claims)
    {
        var token = Ids.Hex(64);
        _claims[token] = claims;
        return token;
    }

    public JsonObject? Open(string token) => _claims.GetValueOrDefault(token);
}
