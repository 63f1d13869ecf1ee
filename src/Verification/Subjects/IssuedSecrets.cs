using System.Text.Json;
using System.Text.Json.Nodes;
using Conformance.Sessions;
using Conformance.Verification.Evidence;

namespace Conformance.Verification.Subjects;

/// <summary>
/// What an answer gives away: the tokens that its operation issues, its cookies, and every field that is called a token. The last are live as well where an implementation answers in
/// another form than its contract says.
/// </summary>
internal static class IssuedSecrets
{
    // A field such as "token_type" holds a short word.
    private const int ShortestToken = 16;

    /// <summary>The secrets of an answer, each with its name.</summary>
    public static IEnumerable<(string Name, string Value)> In(Reply reply, SessionPolicy? policy)
    {
        foreach (var issued in reply.Request.Operation.Session?.Issued ?? [])
        {
            if (reply.TokenAt(issued) is { } token)
                yield return (policy!.Kinds[issued.Kind].Name, token);
        }

        foreach (var cookie in reply.Header("Set-Cookie"))
        {
            if (cookie.Split(';')[0].Split('=', 2) is [_, { Length: >= ShortestToken } value])
                yield return ("cookie", value);
        }

        foreach (var token in TokenFields(reply.Json))
            yield return ("token", token);
    }

    private static IEnumerable<string> TokenFields(JsonNode? node) =>
        node switch
        {
            JsonObject holder => holder.SelectMany(m => IsToken(m.Key, m.Value) ? [m.Value!.GetValue<string>()] : TokenFields(m.Value)),
            JsonArray items => items.SelectMany(TokenFields),
            _ => [],
        };

    private static bool IsToken(string name, JsonNode? value) =>
        name.Contains("token", StringComparison.OrdinalIgnoreCase)
        && value?.GetValueKind() == JsonValueKind.String
        && value.GetValue<string>() is { Length: >= ShortestToken } text
        && !text.AsSpan().ContainsAnyExceptInRange('!', '~');
}
