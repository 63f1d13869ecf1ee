using System.Collections.Immutable;

namespace Conformance.Verification.Oracle;

/// <summary>Ways to make a bad token of a good one.</summary>
internal enum Forgery
{
    /// <summary>Not of the form of any token.</summary>
    Malformed,

    /// <summary>One character of its signature, or of its text where it has no inner form, is another.</summary>
    Tampered,

    /// <summary>Its claims say that it lives a year longer; the signature is the old one.</summary>
    Altered,

    /// <summary>A JWT with <c>alg: none</c> and no signature (RFC 8725, section 2.1).</summary>
    Unsigned,

    /// <summary>A JWT whose signature is an HS256 by a key that anyone could have (RFC 8725, section 3.1).</summary>
    Resigned,

    /// <summary>A JWT whose signature is an HS256 by the text of the public key (RFC 8725, section 2.1).</summary>
    KeySwapped,

    /// <summary>Of the right form, and never issued.</summary>
    MadeUp,
}

/// <summary>What forgeries are called, and which one shows more than others.</summary>
internal static class Forgeries
{
    // Whoever takes the first takes all that follow: any text, then one of the right form, then one whose signature does not fit.
    private static readonly ImmutableArray<ImmutableArray<Forgery>> FromCoarsest =
    [
        [Forgery.Malformed],
        [Forgery.MadeUp],
        [Forgery.Tampered],
        [Forgery.Altered, Forgery.Unsigned, Forgery.Resigned, Forgery.KeySwapped],
    ];

    /// <summary>With its article: <c>a tampered</c>.</summary>
    public static string Name(Forgery forgery) =>
        forgery switch
        {
            Forgery.Malformed => "a malformed",
            Forgery.Tampered => "a tampered",
            Forgery.Altered => "an altered",
            Forgery.Unsigned => "an unsigned",
            Forgery.Resigned => "a re-signed",
            Forgery.KeySwapped => "a key-swapped",
            _ => "a made-up",
        };

    /// <summary>The flaws of which a flaw such as <c>an unsigned access token</c> is a part, the coarsest first: who asks for no token at all looks at none.</summary>
    public static IEnumerable<string> Coarser(string flaw)
    {
        var own = FromCoarsest.FindIndex(g => g.Any(f => flaw.StartsWith(Name(f) + " ", StringComparison.Ordinal)));
        if (own < 0)
            return [];
        var token = flaw.Split(' ', 3)[^1];
        return FromCoarsest.Take(own).SelectMany(g => g).Select(f => $"{Name(f)} {token}").Prepend($"no {token}");
    }

    private static int FindIndex(this ImmutableArray<ImmutableArray<Forgery>> groups, Predicate<ImmutableArray<Forgery>> match) =>
        Array.FindIndex(groups.ToArray(), match);
}
