using Conformance.JsonSchema.Patterns;

namespace Conformance.Samples.Patterns;

/// <summary>A part of a regular expression, as far as a text that matches can be made of it.</summary>
internal abstract record Piece
{
    /// <summary>
    /// The parts of an ECMA-262 expression; what belongs to neighbouring dialects (inline flags, <c>\A</c>, <c>(?P&lt;name&gt;</c>) is understood as
    /// well, and a stray character stands for itself: samples are checked afterwards anyway.
    /// </summary>
    public static Piece Of(string pattern) => Of(PatternReader.Read(pattern).Pattern);

    private static Piece Of(PatternPart part) =>
        part switch
        {
            PatternPart.Sequence sequence => new InSequence([.. sequence.Parts.Select(Of)]),
            PatternPart.Disjunction disjunction => new Either([.. disjunction.Branches.Select(Of)]),
            PatternPart.Repetition repetition => new Repeated(Of(repetition.Part), repetition.Least, repetition.Most),
            PatternPart.Group { Number: { } number } group => new Captured(Of(group.Part), number),
            PatternPart.Group group => Of(group.Part),
            PatternPart.Backreference reference => new CapturedAgain(reference.Number),
            PatternPart.Lookaround { Behind: false, IsNegated: false } look => new Ahead(Of(look.Part)),
            PatternPart.Lookaround or PatternPart.Assertion => new Assertion(),
            _ => new OneOf(SetOf(part)),
        };

    private static CharacterSet SetOf(PatternPart part) =>
        part switch
        {
            PatternPart.Character character => CharacterSet.Range(character.CodePoint, character.CodePoint),
            PatternPart.Range range => CharacterSet.Range(range.First, range.Last),
            PatternPart.Class characters => Negated(CharacterSet.Union([.. characters.Parts.Select(SetOf)]), characters.IsNegated),
            PatternPart.Property property => Negated(CharacterSet.Property(property.Name), property.IsNegated),
            PatternPart.ClassEscape { Letter: 'd' } digit => Negated(CharacterSet.Digit, digit.IsNegated),
            PatternPart.ClassEscape { Letter: 'w' } word => Negated(CharacterSet.Word, word.IsNegated),
            PatternPart.ClassEscape space => Negated(CharacterSet.Space, space.IsNegated),
            _ => CharacterSet.AllButLineEnds,
        };

    private static CharacterSet Negated(CharacterSet set, bool isNegated) => isNegated ? set.Negated() : set;
}

/// <summary>One character out of a set.</summary>
internal sealed record OneOf(CharacterSet Set) : Piece;

/// <summary>Parts one after another.</summary>
internal sealed record InSequence(IReadOnlyList<Piece> Parts) : Piece;

/// <summary>One of several parts.</summary>
internal sealed record Either(IReadOnlyList<Piece> Branches) : Piece;

/// <summary>A part a number of times; no <paramref name="Most"/> means any number.</summary>
internal sealed record Repeated(Piece Part, int Least, int? Most) : Piece;

/// <summary>A capturing group with its number.</summary>
internal sealed record Captured(Piece Part, int Number) : Piece;

/// <summary>What the group with a number has captured.</summary>
internal sealed record CapturedAgain(int Number) : Piece;

/// <summary>A positive lookahead: what follows must also look like this.</summary>
internal sealed record Ahead(Piece Part) : Piece;

/// <summary>A part that consumes nothing and is left to the final check: anchors, word boundaries, negative lookarounds, lookbehinds.</summary>
internal sealed record Assertion : Piece;
