using System.Collections.Immutable;
using Conformance.Contracts.Model;
using Conformance.MockServer.Pipeline;
using Conformance.Sessions;

namespace Conformance.MockServer.Requests;

/// <summary>Which of an operation's alternatives a request presents in full.</summary>
/// <param name="Complete">The tokens of those that hold something at each of their places, in the order of the alternatives.</param>
/// <param name="Nearest">The tokens of the first alternative of which something is there; of the first one where nothing is.</param>
/// <param name="NamesOtherScheme">Whether an Authorization header names another scheme than the documented ones.</param>
internal sealed record PresentedAlternatives(ImmutableArray<PresentedToken[]> Complete, PresentedToken[] Nearest, bool NamesOtherScheme)
{
    /// <summary>Looks at a request.</summary>
    public static PresentedAlternatives Of(OperationSession session, HttpExchange exchange)
    {
        var otherScheme = false;
        var complete = new List<(TokenAlternative Alternative, PresentedToken[] Tokens)>();
        PresentedToken[]? first = null;
        PresentedToken[]? nearest = null;
        foreach (var alternative in session.Alternatives)
        {
            var tokens = TokenReader.Read(alternative, exchange, ref otherScheme);
            first ??= tokens;
            if (tokens.Any(t => !string.IsNullOrEmpty(t.Text)))
                nearest ??= tokens;
            if (Array.TrueForAll(tokens, IsThereOrNotMissed) && TokenReader.HasAll(alternative.Credentials, exchange))
                complete.Add((alternative, tokens));
        }

        // What is presented counts: {} does not let in a dead token that the alternative beside it asks for.
        var counting = complete.Where(c => !complete.Exists(other => c.Alternative.IsPartOf(other.Alternative)));
        return new PresentedAlternatives([.. counting.Select(c => c.Tokens)], nearest ?? first!, otherScheme);
    }

    private static bool IsThereOrNotMissed(PresentedToken token) =>
        !string.IsNullOrEmpty(token.Text) || token.Tolerates.HasFlag(Tolerance.Missing);
}
