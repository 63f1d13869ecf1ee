using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Conformance.Contracts.Expressions;
using Conformance.Contracts.Model;
using Conformance.Documents;
using Conformance.Verification.Results;

namespace Conformance.Verification.Client;

/// <summary>Puts texts at the places of a request that runtime expressions name, and takes them away.</summary>
internal static class Placement
{
    private const string Authorization = "Authorization";

    // What a contract names beyond that is no place in a request that anybody sends.
    private const int LongestArray = 1000;

    // A path without one of its segments is another path, so that something has to stand there.
    private const string NoToken = "no-token";

    /// <summary>Puts a text at a place, in place of what stands there.</summary>
    public static void Put(this RequestDraft draft, Expression place, string value)
    {
        switch (place.Source)
        {
            case ExpressionSource.RequestHeader:
                draft.SetHeader(place.Name!, value);
                break;
            case ExpressionSource.RequestCookie:
                draft.Remove(place);
                draft.Headers.Add(new HeaderLine("Cookie", $"{place.Name}={value}"));
                break;
            case ExpressionSource.RequestQuery:
                draft.Query.RemoveAll(q => q.Key == place.Name);
                draft.Query.Add(new(place.Name!, value));
                break;
            case ExpressionSource.RequestPathParameter:
                draft.PathValues[place.Name!] = value;
                break;
            case ExpressionSource.RequestBasicUser:
                draft.SetHeader(Authorization, $"{Basic(draft) with { User = value }}");
                break;
            case ExpressionSource.RequestBasicPassword:
                draft.SetHeader(Authorization, $"{Basic(draft) with { Password = value }}");
                break;
            case ExpressionSource.RequestBody:
                draft.PutInBody(place.Pointer!, JsonValue.Create(value));
                break;
        }
    }

    /// <summary>Puts a token at a place, behind the scheme that the place has.</summary>
    public static void PutToken(this RequestDraft draft, CredentialPlace place, string token) =>
        draft.Put(place.Expression, place.Scheme is { } scheme ? $"{scheme} {token}" : place.Around.Wrap(token));

    /// <summary>Puts a text at a place; where a number, a truth value or the like stands in the body, as JSON if it is any.</summary>
    public static void PutLike(this RequestDraft draft, Expression place, string value)
    {
        if (
            place.Source == ExpressionSource.RequestBody
            && Find(draft.Body, place.Pointer!.Segments) is { } present
            && present.GetValueKind() != JsonValueKind.String
            && Json(value) is { } node
        )
        {
            draft.PutInBody(place.Pointer, node);
        }
        else
        {
            draft.Put(place, value);
        }
    }

    /// <summary>Takes away what stands at a place.</summary>
    public static void Remove(this RequestDraft draft, Expression place)
    {
        switch (place.Source)
        {
            case ExpressionSource.RequestHeader:
                draft.RemoveHeader(place.Name!);
                break;
            case ExpressionSource.RequestCookie:
                draft.Headers.RemoveAll(h => h.Name == "Cookie" && h.Value.StartsWith(place.Name + "=", StringComparison.Ordinal));
                break;
            case ExpressionSource.RequestQuery:
                draft.Query.RemoveAll(q => q.Key == place.Name);
                break;
            case ExpressionSource.RequestPathParameter:
                draft.PathValues[place.Name!] = NoToken;
                break;
            case ExpressionSource.RequestBasicUser or ExpressionSource.RequestBasicPassword:
                draft.RemoveHeader(Authorization);
                break;
            case ExpressionSource.RequestBody when place.Pointer is { Segments: [.. var above, var name] }:
                var holder = Find(draft.Body, above);
                if (holder is JsonObject members)
                    members.Remove(name);
                else if (holder is JsonArray items && Index(name) is { } index && index < items.Count)
                    items.RemoveAt(index);
                break;
        }
    }

    /// <summary>Whether the body has no token where the request is to present one.</summary>
    public static bool LacksTokenInBody(this RequestDraft draft) =>
        (draft.Alternative?.Slots ?? [])
            .Select(s => s.Places[0].Expression)
            .Any(p => p.Source == ExpressionSource.RequestBody && Find(draft.Body, p.Pointer!.Segments) is null);

    /// <summary>Replaces every line of a header by one.</summary>
    public static void SetHeader(this RequestDraft draft, string name, string value)
    {
        draft.RemoveHeader(name);
        if (IsContentType(name))
        {
            draft.ContentType = value;
            return;
        }

        draft.Headers.Add(new HeaderLine(name, value));
    }

    /// <summary>Takes every line of a header away.</summary>
    public static void RemoveHeader(this RequestDraft draft, string name)
    {
        if (IsContentType(name))
            draft.ContentType = null;
        draft.Headers.RemoveAll(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Puts a value into the body, making the objects and arrays on the way.</summary>
    public static void PutInBody(this RequestDraft draft, JsonPointer pointer, JsonNode? value)
    {
        if (pointer.Segments.IsEmpty)
        {
            draft.Body = value;
            return;
        }

        var segments = pointer.Segments;
        var holder = draft.Body as JsonArray ?? draft.Body as JsonObject ?? (draft.Body = Holder(segments[0]));
        for (var i = 0; i < segments.Length - 1; i++)
        {
            var next = Child(holder, segments[i]);
            if (next is not JsonObject && (next is not JsonArray || Index(segments[i + 1]) is null))
                Set(holder, segments[i], next = Holder(segments[i + 1]));
            holder = next!;
        }

        Set(holder, segments[^1], value);
    }

    private static void Set(JsonNode holder, string name, JsonNode? value)
    {
        if (holder is JsonArray items && Index(name) is { } index)
        {
            while (items.Count <= index)
                items.Add(null);
            items[index] = value;
        }
        else if (holder is JsonObject members)
        {
            members[name] = value;
        }
    }

    private static JsonNode? Child(JsonNode? holder, string name) =>
        holder switch
        {
            JsonObject members => members[name],
            JsonArray items when Index(name) is { } index && index < items.Count => items[index],
            _ => null,
        };

    // Nothing is there that says what it is, and a number is hardly a name (RFC 6901, section 4).
    private static JsonNode Holder(string name) => Index(name) is null ? new JsonObject() : new JsonArray();

    private static int? Index(string name) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < LongestArray ? index : null;

    private static BasicCredentials Basic(RequestDraft draft) =>
        BasicCredentials.Of(draft.Headers.Find(h => h.Name.Equals(Authorization, StringComparison.OrdinalIgnoreCase)).Value)
        ?? new BasicCredentials("", "");

    private static JsonNode? Json(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsContentType(string name) => name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase);

    private static JsonNode? Find(JsonNode? root, IEnumerable<string> segments)
    {
        foreach (var segment in segments)
            root = Child(root, segment);
        return root;
    }
}

/// <summary>Names the places where tokens travel, for messages.</summary>
internal static class PlaceNames
{
    /// <summary>The places of an alternative's tokens: <c>the cookie "sid" and the header "X-Csrf"</c>.</summary>
    public static string Of(TokenAlternative alternative) =>
        string.Join(" and ", alternative.Slots.SelectMany(s => s.Places).Distinct().Select(Of));

    /// <summary>A place: <c>the header "X-Csrf"</c>.</summary>
    public static string Of(CredentialPlace place) =>
        place.Expression switch
        {
            { Source: ExpressionSource.RequestHeader, Name: var name } when place.Scheme is { } scheme => $"\"{name}: {scheme}\"",
            { Source: ExpressionSource.RequestHeader, Name: var name } => $"the header \"{name}\"",
            { Source: ExpressionSource.RequestCookie, Name: var name } => $"the cookie \"{name}\"",
            { Source: ExpressionSource.RequestQuery, Name: var name } => $"the query parameter \"{name}\"",
            { Source: ExpressionSource.RequestBasicUser } => "the user name of Basic",
            { Source: ExpressionSource.RequestBasicPassword } => "the password of Basic",
            { Source: ExpressionSource.RequestPathParameter, Name: var name } => $"the path parameter \"{name}\"",
            { Name: var name } => $"the body's \"{name}\"",
        };
}
