using System.Net.Http.Headers;
using Conformance.Contracts.Schemas;

namespace Conformance.Contracts.Model;

/// <summary>What media types mean for a body.</summary>
public static class MediaTypes
{
    /// <summary>Whether a media type, with or without parameters, is JSON: <c>application/json</c>, <c>text/json</c>, or the suffix <c>+json</c> (RFC 6839, section 3.1).</summary>
    public static bool IsJson(ReadOnlySpan<char> type)
    {
        var essence = MediaType.Essence(type);
        return essence.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || essence.Equals("text/json", StringComparison.OrdinalIgnoreCase)
            || essence.EndsWith("+json", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether a text is a media type or range, with or without parameters (RFC 9110, sections 8.3.1 and 12.5.1).</summary>
    public static bool IsWellFormed(string type) => MediaTypeHeaderValue.TryParse(type, out _);

    /// <summary>How a body of this type, without parameters, is read. Text whose schema admits no string, and whose type names no other format, carries JSON: some servers document it so.</summary>
    public static BodyKind KindOf(ReadOnlySpan<char> type, SchemaHandle? schema)
    {
        if (IsJson(type))
            return BodyKind.Json;
        if (type.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
            return BodyKind.Form;
        if (type.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            return BodyKind.Multipart;
        if (
            type.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
            && schema is { } known
            && !known.Types.HasFlag(JsonTypes.String)
            && !IsStructuredText(type)
        )
            return BodyKind.Json;
        return type.Equals("text/plain", StringComparison.OrdinalIgnoreCase) ? BodyKind.Text : BodyKind.Other;
    }

    private static bool IsStructuredText(ReadOnlySpan<char> type)
    {
        var subtype = type["text/".Length..];
        foreach (var format in (ReadOnlySpan<string>)["xml", "html", "csv", "tab-separated-values", "event-stream", "yaml", "x-yaml"])
        {
            if (subtype.Equals(format, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return type.EndsWith("+xml", StringComparison.OrdinalIgnoreCase);
    }
}
