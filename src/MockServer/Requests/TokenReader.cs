using System.Collections.Immutable;
using Conformance.Contracts.Expressions;
using Conformance.Contracts.Model;
using Conformance.MockServer.Pipeline;
using Conformance.Sessions;

namespace Conformance.MockServer.Requests;

/// <summary>Finds the tokens and other credentials that a request presents.</summary>
internal static class TokenReader
{
    /// <summary>The token of each slot of an alternative, in the slots' order.</summary>
    /// <param name="otherScheme">Becomes true where an Authorization header names another scheme than the documented one.</param>
    public static PresentedToken[] Read(TokenAlternative alternative, HttpExchange exchange, ref bool otherScheme)
    {
        var presented = new PresentedToken[alternative.Slots.Length];
        for (var i = 0; i < presented.Length; i++)
        {
            var slot = alternative.Slots[i];
            var text = Credential(slot.Places[0], exchange, out var other);
            otherScheme |= other;
            presented[i] = new PresentedToken(slot.Kind, text, slot.Tolerates);
        }

        return presented;
    }

    /// <summary>Whether one of the alternatives of an operation's <c>security</c> is met, as far as it asks for no tokens.</summary>
    public static bool MeetsSecurity(Operation operation, HttpExchange exchange)
    {
        if (operation.Credentials.IsEmpty)
            return true;
        foreach (var alternative in operation.Credentials)
        {
            if (!alternative.NeedsToken && HasAll(alternative.Places, exchange))
                return true;
        }

        return false;
    }

    /// <summary>Whether each of these places holds something.</summary>
    public static bool HasAll(ImmutableArray<CredentialPlace> places, HttpExchange exchange)
    {
        foreach (var place in places)
        {
            if (string.IsNullOrEmpty(Credential(place, exchange, out _)))
                return false;
        }

        return true;
    }

    private static string? Credential(CredentialPlace place, HttpExchange exchange, out bool otherScheme)
    {
        otherScheme = false;
        var text = exchange.Read(place.Expression);
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
