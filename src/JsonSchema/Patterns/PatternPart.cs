namespace Conformance.JsonSchema.Patterns;

/// <summary>A part of a regular expression of ECMA-262 (22.2.1), as <see cref="PatternReader"/> reads it.</summary>
internal abstract record PatternPart
{
    private PatternPart() { }

    /// <summary>Parts one after another.</summary>
    internal sealed record Sequence(IReadOnlyList<PatternPart> Parts) : PatternPart;

    /// <summary>One of several parts.</summary>
    internal sealed record Disjunction(IReadOnlyList<PatternPart> Branches) : PatternPart;

    /// <summary>A part a number of times.</summary>
    /// <param name="Part">What is repeated.</param>
    /// <param name="Least">How often at least.</param>
    /// <param name="Most">How often at most; null: any number.</param>
    /// <param name="Quantifier">How the expression says so.</param>
    internal sealed record Repetition(PatternPart Part, int Least, int? Most, string Quantifier) : PatternPart;

    /// <summary>Parts in parentheses; a group without a number captures nothing.</summary>
    internal sealed record Group(PatternPart Part, int? Number) : PatternPart;

    /// <summary>What the group with a number has captured; 0 is no group.</summary>
    internal sealed record Backreference(int Number) : PatternPart;

    /// <summary>Looks at what follows, or at what came before, and consumes nothing.</summary>
    internal sealed record Lookaround(PatternPart Part, bool Behind, bool IsNegated) : PatternPart;

    /// <summary>A place in the text.</summary>
    internal sealed record Assertion(Place At) : PatternPart;

    /// <summary>One code point.</summary>
    internal sealed record Character(int CodePoint) : PatternPart;

    /// <summary>Any code point that ends no line.</summary>
    internal sealed record AnyCharacter : PatternPart;

    /// <summary>A code point between two, both included; a part of a class.</summary>
    internal sealed record Range(int First, int Last) : PatternPart;

    /// <summary>A class in brackets.</summary>
    internal sealed record Class(IReadOnlyList<PatternPart> Parts, bool IsNegated) : PatternPart;

    /// <summary><c>\d</c>, <c>\s</c> or <c>\w</c>, or, negated, the capital letter.</summary>
    internal sealed record ClassEscape(char Letter, bool IsNegated) : PatternPart;

    /// <summary><c>\p{…}</c>, or, negated, <c>\P{…}</c>.</summary>
    internal sealed record Property(string Name, bool IsNegated) : PatternPart;

    /// <summary>Where an assertion holds.</summary>
    internal enum Place
    {
        /// <summary><c>^</c>.</summary>
        Start,

        /// <summary><c>$</c>.</summary>
        End,

        /// <summary><c>\b</c>.</summary>
        WordBoundary,

        /// <summary><c>\B</c>.</summary>
        NoWordBoundary,

        /// <summary>One that other dialects have.</summary>
        Other,
    }
}
