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
                draft.Path = draft.Path.Replace("{" + place.Name + "}", Uri.EscapeDataString(value), StringComparison.Ordinal);
                break;
            case ExpressionSource.RequestBody:
                draft.PutInBody(place.Pointer!, JsonValue.Create(value));
                break;
        }
    }

    /// <summary>Puts a token at a place, behind the scheme that the place has.</summary>
    public static void PutToken(this RequestDraft draft, CredentialPlace place, string token) =>
        draft.Put(place.Expression, place.Scheme is { } scheme ? $"{scheme} {token}" : token);

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
            case ExpressionSource.RequestBody
                when place.Pointer is { Segments: [.. var above, var name] } && Find(draft.Body, above) is JsonObject holder:
                holder.Remove(name);
                break;
        }
    }

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

    /// <summary>Puts a value into the body, making the objects on the way.</summary>
    public static void PutInBody(this RequestDraft draft, JsonPointer pointer, JsonNode? value)
    {
        if (pointer.Segments.IsEmpty)
        {
            draft.Body = value;
            return;
        }

        // A schema such as {} exemplifies anything, and no place is in that.
        if (draft.Body is not JsonObject)
            draft.Body = new JsonObject();
        var holder = draft.Body;
        foreach (var name in pointer.Segments[..^1])
        {
            if (holder[name] is not JsonObject next)
                holder[name] = next = new JsonObject();
            holder = next;
        }

        holder[pointer.Segments[^1]] = value;
    }

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
            root = (root as JsonObject)?[segment];
        return root;
    }
}

/// <summary>Names the places where tokens travel, for messages.</summary>
internal static class PlaceNames
{
    /// <summary>The places of an alternative's tokens: <c>the cookie "sid" and the header "X-Csrf"</c>.</summary>
    public static string Of(TokenAlternative alternative) =>
        string.Join(" and ", alternative.Slots.SelectMany(s => s.Places).Distinct().Select(Of));

    private static string Of(CredentialPlace place) =>
        place.Expression switch
        {
            { Source: ExpressionSource.RequestHeader, Name: var name } when place.Scheme is { } scheme => $"\"{name}: {scheme}\"",
            { Source: ExpressionSource.RequestHeader, Name: var name } => $"the header \"{name}\"",
            { Source: ExpressionSource.RequestCookie, Name: var name } => $"the cookie \"{name}\"",
            { Source: ExpressionSource.RequestQuery, Name: var name } => $"the query parameter \"{name}\"",
            { Source: ExpressionSource.RequestPathParameter, Name: var name } => $"the path parameter \"{name}\"",
            { Name: var name } => $"the body's \"{name}\"",
        };
}
