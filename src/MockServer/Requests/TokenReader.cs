using Conformance.Contracts.Expressions;
using Conformance.Contracts.Model;
using Conformance.MockServer.Pipeline;
using Conformance.Sessions;

namespace Conformance.MockServer.Requests;

/// <summary>Finds the tokens and other credentials that a request presents.</summary>
internal static class TokenReader
{
    /// <summary>The token of each slot, in the slots' order. <paramref name="wrongScheme"/> tells whether an Authorization header names another scheme than the documented one.</summary>
    public static PresentedToken[] Read(OperationSession session, HttpExchange exchange, out bool wrongScheme)
    {
        wrongScheme = false;
        var presented = new PresentedToken[session.Slots.Length];
        for (var i = 0; i < presented.Length; i++)
        {
            var slot = session.Slots[i];
            string? text = null;
            foreach (var place in slot.Places)
            {
                text = Credential(place, exchange, out var other);
                wrongScheme |= other;
                if (!string.IsNullOrEmpty(text))
                    break;
            }

            presented[i] = new PresentedToken(slot.Kind, text, slot.Tolerates);
        }

        return presented;
    }

    /// <summary>Whether one of the alternatives of an operation's <c>security</c> is met.</summary>
    public static bool MeetsSecurity(Operation operation, HttpExchange exchange, ReadOnlySpan<PresentedToken> presented)
    {
        if (operation.Credentials.IsEmpty)
            return true;
        var hasToken = false;
        foreach (var token in presented)
            hasToken |= !string.IsNullOrEmpty(token.Text);
        foreach (var alternative in operation.Credentials)
        {
            if (alternative.NeedsToken && !hasToken)
                continue;
            var met = true;
            foreach (var place in alternative.Places)
                met &= !string.IsNullOrEmpty(Credential(place, exchange, out _));
            if (met)
                return true;
        }

        return false;
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
