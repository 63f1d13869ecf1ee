using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Conformance.Documents;
using Conformance.Inference.Surface;
using Conformance.Inference.Vocabulary;

namespace Conformance.Inference.Observing;

/// <summary>A token that a target gave away, with where it stood. It is kept in memory alone.</summary>
internal sealed record SeenToken(DescribedField Field, string Value)
{
    /// <summary>Whether it exchanges for others rather than opens anything.</summary>
    public bool IsRefresh => FieldNames.IsRefreshToken(Field);
}

/// <summary>What a target answered.</summary>
internal sealed record TargetAnswer(int Status, ImmutableArray<(string Name, string Value)> Headers, string Body)
{
    private const int ShortestToken = 12;
    private const int DeepestObject = 6;

    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>The first value of a header; null without one.</summary>
    public string? Header(string name) =>
        Headers.Where(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value).FirstOrDefault();

    /// <summary>What may be a token in it: members of a JSON body, headers, cookies.</summary>
    public ImmutableArray<SeenToken> Tokens()
    {
        var tokens = ImmutableArray.CreateBuilder<SeenToken>();
        if (Json() is { } json)
            Collect(json, JsonPointer.Root, tokens, 0);
        foreach (var (name, value) in Headers)
        {
            if (name.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase))
            {
                var pair = value.Split(';')[0];
                var equals = pair.IndexOf('=', StringComparison.Ordinal);
                if (equals > 0 && pair.Length - equals > ShortestToken && !NameWords.Of(pair[..equals]).Any(w => w is "csrf" or "xsrf"))
                    tokens.Add(new SeenToken(Field("cookie", pair[..equals].Trim(), ""), pair[(equals + 1)..].Trim()));
            }
            else if (value.Length >= ShortestToken && FieldNames.IsAccessToken(Field("header", name, "")))
                tokens.Add(new SeenToken(Field("header", name, ""), value));
        }

        return tokens.ToImmutable();
    }

    /// <summary>The text of a member of the body; null where there is none.</summary>
    public string? Text(string name) => Json()?[name] is JsonValue value ? value.ToString() : null;

    /// <summary>A field at a place of its own.</summary>
    public static DescribedField Field(string place, string name, string pointer) => new(place, name, pointer, "string", "", "", "", true);

    private JsonObject? Json()
    {
        try
        {
            return JsonNode.Parse(Body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Collect(JsonObject value, JsonPointer at, ImmutableArray<SeenToken>.Builder tokens, int depth)
    {
        foreach (var (name, member) in value)
        {
            var pointer = at.Append(name);
            if (member is JsonObject inner && depth < DeepestObject)
                Collect(inner, pointer, tokens, depth + 1);
            if (member is not JsonValue scalar || scalar.GetValueKind() != JsonValueKind.String)
                continue;
            var text = scalar.GetValue<string>();
            var field = Field("body", name, pointer.ToString());
            if (text.Length >= ShortestToken && (FieldNames.IsAccessToken(field) || FieldNames.IsRefreshToken(field) || Jwt.Looks(text)))
                tokens.Add(new SeenToken(field, text));
        }
    }
}
