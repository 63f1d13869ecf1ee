using Conformance.Contracts.Expressions;
using Conformance.Contracts.Model;

namespace Conformance.Validation;

/// <summary>Takes a credential out of the text at its place in a request.</summary>
internal static class PresentedCredential
{
    /// <summary>The credential; null where the text holds none.</summary>
    /// <param name="text">What stands at the place; null for nothing.</param>
    /// <param name="otherScheme">Becomes true where an Authorization header names another scheme than the documented one.</param>
    public static string? Of(CredentialPlace place, string? text, out bool otherScheme)
    {
        otherScheme = false;
        text = place.Around.Unwrap(text);
        if (text is null || place.Expression.Source != ExpressionSource.RequestHeader)
            return text;
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        var scheme = space < 0 ? text.AsSpan() : text.AsSpan(0, space);
        if (place.Scheme is null)
        {
            // An apiKey scheme over the Authorization header often means a bearer token all the same.
            return scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase) && space > 0 ? text[(space + 1)..].Trim() : text;
        }

        // RFC 9110, section 11.1: the name of a scheme is case-insensitive.
        otherScheme = !scheme.Equals(place.Scheme, StringComparison.OrdinalIgnoreCase);
        return otherScheme || space < 0 ? null : text[(space + 1)..].Trim();
    }
}
