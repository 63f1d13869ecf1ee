using System.Collections.Immutable;
using Conformance.Contracts.Expressions;

namespace Conformance.Contracts.Conditions;

/// <summary>What of a request or of an answer decides where method, path and status alone do not: all of its terms have to hold.</summary>
public sealed class MessageCondition
{
    internal MessageCondition(ImmutableArray<ConditionTerm> terms) => Terms = terms;

    /// <summary>What each place has to hold, in the order written.</summary>
    public ImmutableArray<ConditionTerm> Terms { get; }

    /// <summary>Whether a message fulfils it.</summary>
    public bool Holds(IMessagePlaces message) => Missed(message) is null;

    /// <summary>The first term that a message does not fulfil; null where it fulfils all.</summary>
    public ConditionTerm? Missed(IMessagePlaces message)
    {
        foreach (var term in Terms)
        {
            if (!term.Holds(message))
                return term;
        }

        return null;
    }

    /// <summary>Whether no message can fulfil both, as far as their places in common tell.</summary>
    public bool Excludes(MessageCondition other) =>
        Terms.Any(t => other.Terms.Any(o => o.Place == t.Place && t.Expected.Excludes(o.Expected)));

    /// <summary><c>$request.body#/grant_type is "password" and $request.header.X-App is absent</c>.</summary>
    public override string ToString() => string.Join(" and ", Terms);
}

/// <summary>What one place of a message has to hold.</summary>
/// <param name="Place">A place of a request, or of a response.</param>
public sealed record ConditionTerm(Expression Place, PlaceExpectation Expected)
{
    /// <summary>Whether a message holds it there.</summary>
    public bool Holds(IMessagePlaces message)
    {
        var found = message.At(Place);
        return Expected.Accepts(found) || IsLocation && found.Text is { } text && Expected.Accepts(new PlaceValue(PathOf(text)));
    }

    /// <summary>Whether the place is in a body.</summary>
    public bool IsOfBody => Place.Pointer is not null;

    // A redirection may be written as a whole URL or as a path (RFC 9110, section 10.2.2).
    private bool IsLocation =>
        Place is { Source: ExpressionSource.ResponseHeader, Name: { } name } && name.Equals("Location", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override string ToString() => $"{Place.Written} {Expected}";

    private static string PathOf(string location) =>
        Uri.TryCreate(location, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri.PathAndQuery + uri.Fragment
            : location;
}
