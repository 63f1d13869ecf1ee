using System.Text.Json.Nodes;

namespace Conformance.Reference.Tokens;

/// <summary>How claims become a token and a token claims.</summary>
internal interface ITokenFormat
{
    /// <summary>Seals claims into a token.</summary>
    string Seal(JsonObject claims);

    /// <summary>The claims of a token of ours; null when somebody else made it or changed it.</summary>
    /// <exception cref="FormatException">It is no token at all.</exception>
    JsonObject? Open(string token);
}
