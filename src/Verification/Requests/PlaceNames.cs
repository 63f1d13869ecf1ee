using Conformance.Contracts.Expressions;
using Conformance.Contracts.Model;

namespace Conformance.Verification.Requests;

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
