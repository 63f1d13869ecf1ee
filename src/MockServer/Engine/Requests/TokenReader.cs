using System.Collections.Immutable;
using Conformance.Contracts.Model;
using Conformance.Sessions;
using Conformance.Validation;

namespace Conformance.MockServer.Engine.Requests;

/// <summary>Finds the tokens and other credentials that a request presents.</summary>
internal static class TokenReader
{
    /// <summary>The token of each slot of an alternative, in the slots' order.</summary>
    /// <param name="otherScheme">Becomes true where an Authorization header names another scheme than the documented one.</param>
    public static PresentedToken[] Read(TokenAlternative alternative, in RequestContent content, ref bool otherScheme)
    {
        var presented = new PresentedToken[alternative.Slots.Length];
        for (var i = 0; i < presented.Length; i++)
        {
            var slot = alternative.Slots[i];
            var text = Credential(slot.Places[0], content, out var other);
            otherScheme |= other;
            presented[i] = new PresentedToken(slot.Kind, text, slot.Tolerates, slot.Honours);
        }

        return presented;
    }

    /// <summary>Whether one of the alternatives of an operation's <c>security</c> is met, as far as it asks for no tokens.</summary>
    public static bool MeetsSecurity(Operation operation, in RequestContent content)
    {
        if (operation.Credentials.IsEmpty)
            return true;
        foreach (var alternative in operation.Credentials)
        {
            if (!alternative.NeedsToken && HasAll(alternative.Places, content))
                return true;
        }

        return false;
    }

    /// <summary>Whether each of these places holds something.</summary>
    public static bool HasAll(ImmutableArray<CredentialPlace> places, in RequestContent content)
    {
        foreach (var place in places)
        {
            if (string.IsNullOrEmpty(Credential(place, content, out _)))
                return false;
        }

        return true;
    }

    private static string? Credential(CredentialPlace place, in RequestContent content, out bool otherScheme) =>
        PresentedCredential.Of(place, content.Text(place.Expression), out otherScheme);
}

/// <summary>Which of an operation's alternatives a request presents in full.</summary>
/// <param name="Complete">The tokens of those that hold something at each of their places, in the order of the alternatives.</param>
/// <param name="Nearest">The tokens of the first alternative of which something is there; of the first one where nothing is.</param>
/// <param name="NamesOtherScheme">Whether an Authorization header names another scheme than the documented ones.</param>
internal sealed record PresentedAlternatives(ImmutableArray<PresentedToken[]> Complete, PresentedToken[] Nearest, bool NamesOtherScheme)
{
    /// <summary>Looks at a request.</summary>
    public static PresentedAlternatives Of(OperationSession session, in RequestContent content)
    {
        var otherScheme = false;
        var complete = new List<(TokenAlternative Alternative, PresentedToken[] Tokens)>();
        PresentedToken[]? first = null;
        PresentedToken[]? nearest = null;
        foreach (var alternative in session.Alternatives)
        {
            var tokens = TokenReader.Read(alternative, content, ref otherScheme);
            first ??= tokens;
            if (tokens.Any(t => !string.IsNullOrEmpty(t.Text)))
                nearest ??= tokens;
            if (Array.TrueForAll(tokens, IsThereOrNotMissed) && TokenReader.HasAll(alternative.Credentials, content))
                complete.Add((alternative, tokens));
        }

        // What is presented counts: {} does not let in a dead token that the alternative beside it asks for.
        var counting = complete.Where(c => !complete.Exists(other => c.Alternative.IsPartOf(other.Alternative)));
        return new PresentedAlternatives([.. counting.Select(c => c.Tokens)], nearest ?? first!, otherScheme);
    }

    private static bool IsThereOrNotMissed(PresentedToken token) =>
        !string.IsNullOrEmpty(token.Text) || token.Tolerates.HasFlag(Tolerance.Missing);
}
