using Conformance.Inference.Surface;

namespace Conformance.Inference.Places;

/// <summary>Where a refresh or a logout takes the refresh token.</summary>
internal static class RefreshPlace
{
    private const string AssumedCookie = "refresh_token";

    /// <summary>What a refresh exchanges; null where that is the access token itself.</summary>
    /// <param name="carrier">Where the access token travels.</param>
    public static DescribedField? OfRefresh(DescribedApi api, DescribedOperation operation, TokenCarrier? carrier)
    {
        var inputs = operation.Inputs.Where(f => f.Place != "path").ToList();
        if (Named(api, operation) is { } named)
            return named;
        // What a refresh takes under the name of a token is what it exchanges.
        if (inputs.Where(f => f.Place is "body" or "query" && FieldNames.IsAccessToken(f)).OrderBy(Rank).FirstOrDefault() is { } token)
            return token;
        return carrier?.Scheme is { } scheme && api.Uses(operation, s => s == scheme) ? null : Cookie(operation);
    }

    /// <summary>What a logout takes beside the access token: a refresh token, or the token that it is about (RFC 7009, section 2.1); null where it takes nothing else.</summary>
    public static DescribedField? OfLogout(DescribedApi api, DescribedOperation operation) =>
        Named(api, operation)
        ?? operation.Inputs.Where(f => f.Place is "body" or "path" && FieldNames.IsAccessToken(f)).OrderBy(Rank).FirstOrDefault()
        ?? Cookie(operation);

    private static DescribedField? Named(DescribedApi api, DescribedOperation operation) =>
        operation.Inputs.Where(f => f.Place != "path" && FieldNames.IsRefreshToken(f)).OrderBy(Rank).FirstOrDefault()
        ?? (
            api.RefreshSchemeOf(operation) is { } s ? new DescribedField(s.Place, s.Field, "", "string", "", "", s.Description, true) : null
        );

    // Told in prose alone, so its name is not known.
    private static DescribedField? Cookie(DescribedOperation operation)
    {
        var prose = operation.Summary + " " + operation.Description;
        return prose.Contains("cookie", StringComparison.OrdinalIgnoreCase) && prose.Contains("refresh", StringComparison.OrdinalIgnoreCase)
            ? new DescribedField("cookie", AssumedCookie, "", "string", "", "", "", false)
            : null;
    }

    private static int Rank(DescribedField field) =>
        (field.IsRequired ? 0 : 4)
        + field.Place switch
        {
            "body" => 0,
            "query" => 1,
            "cookie" => 2,
            _ => 3,
        }
        + 10 * field.Pointer.Count(c => c == '/');
}
