using System.Collections.Immutable;
using Conformance.JsonSchema.Patterns;
using Conformance.Sessions;

namespace Conformance.Contracts.OpenApi.Session;

/// <summary>Makes the format of an opaque token of what its documented schemas ask for, where a contract does not give its shape.</summary>
internal static class DocumentedFormat
{
    private const int Length = 43; // 256 bits in base64url
    private const double LeastEntropy = 64;

    /// <summary>The format; null where no text of the kind can be as documented and still be a token: hard to guess, and each different.</summary>
    public static TokenFormat? Of(TokenText text)
    {
        if (text.Format is not null)
            return IsDocumented(PositionalFormat.Uuid, text) ? PositionalFormat.Uuid : null;
        var length = Math.Min(Math.Max(Length, text.MinLength), text.MaxLength);
        if (text.Patterns.Count == 0)
            return length * 6 >= LeastEntropy && length <= 8192 ? new OpaqueFormat(length, OpaqueFormat.Base64Url) : null;
        foreach (var pattern in text.Patterns)
        {
            if (Alphabets(pattern, length) is { } alphabets && new PositionalFormat(alphabets) is var format && IsDocumented(format, text))
                return format;
        }

        return null;
    }

    // The first and the last character of each alphabet, and chance.
    private static bool IsDocumented(PositionalFormat format, TokenText text) =>
        format.Entropy >= LeastEntropy
        && text.Objection(string.Concat(format.Alphabets.Select(a => a[0]))) is null
        && text.Objection(string.Concat(format.Alphabets.Select(a => a[^1]))) is null
        && text.Objection(string.Concat(format.Alphabets.Select((a, i) => a[i * 7 % a.Length]))) is null;

    private static ImmutableArray<string>? Alphabets(string pattern, int length)
    {
        var (expression, mistake) = PatternReader.Read(pattern);
        if (mistake is not null)
            return null;
        var pieces = new List<Piece>();
        if (!Add(pieces, expression))
            return null;
        if (!pattern.EndsWith('$'))
            pieces.Add(new Piece(OpaqueFormat.Base64Url, 0, null));

        // What may be repeated takes what is missing, the first of them most.
        var missing = length - pieces.Sum(p => p.Least);
        var alphabets = ImmutableArray.CreateBuilder<string>();
        foreach (var piece in pieces)
        {
            var more = Math.Clamp(missing, 0, (piece.Most ?? int.MaxValue) - piece.Least);
            missing -= more;
            for (var i = 0; i < piece.Least + more; i++)
                alphabets.Add(piece.Alphabet);
        }

        return alphabets.Count is > 0 and <= 8192 ? alphabets.ToImmutable() : null;
    }

    private static bool Add(List<Piece> pieces, PatternPart part)
    {
        switch (part)
        {
            case PatternPart.Sequence sequence:
                return sequence.Parts.All(p => Add(pieces, p));
            case PatternPart.Group group:
                return Add(pieces, group.Part);
            case PatternPart.Disjunction { Branches: [var first, ..] }:
                return Add(pieces, first);
            case PatternPart.Assertion or PatternPart.Lookaround:
                return true; // whether it holds is tried afterwards
            case PatternPart.Repetition repetition:
                return AddRepeated(pieces, repetition);
            case PatternPart.Backreference or PatternPart.Property:
                return false;
            default:
                return AddOne(pieces, part, 1, 1);
        }
    }

    private static bool AddRepeated(List<Piece> pieces, PatternPart.Repetition repetition)
    {
        if (repetition.Part is PatternPart.Sequence { Parts: [var single] })
            return AddRepeated(pieces, repetition with { Part = single });
        if (repetition.Part is not (PatternPart.Sequence or PatternPart.Group or PatternPart.Disjunction or PatternPart.Repetition))
            return AddOne(pieces, repetition.Part, repetition.Least, repetition.Most);
        var times = Math.Max(repetition.Least, Math.Min(1, repetition.Most ?? 1));
        return times <= Length && Enumerable.Range(0, times).All(_ => Add(pieces, repetition.Part));
    }

    private static bool AddOne(List<Piece> pieces, PatternPart part, int least, int? most)
    {
        var alphabet = part is PatternPart.Character only ? $"{(char)only.CodePoint}" : Among(OpaqueFormat.Base64Url, part);
        if (alphabet.Length == 0)
            alphabet = Among(string.Concat(Enumerable.Range('!', '~' - '!' + 1).Select(c => (char)c)), part);
        if (alphabet.Length == 0 || alphabet.Any(c => c is < '!' or > '~'))
            return false;
        pieces.Add(new Piece(alphabet, least, most));
        return true;
    }

    private static string Among(string characters, PatternPart part) => string.Concat(characters.Where(c => Holds(part, c)));

    private static bool Holds(PatternPart part, char c) =>
        part switch
        {
            PatternPart.Character character => character.CodePoint == c,
            PatternPart.Range range => c >= range.First && c <= range.Last,
            PatternPart.Class characters => characters.Parts.Any(p => Holds(p, c)) != characters.IsNegated,
            PatternPart.ClassEscape escape => escape.Letter switch
            {
                'd' => char.IsAsciiDigit(c),
                'w' => char.IsAsciiLetterOrDigit(c) || c == '_',
                _ => char.IsWhiteSpace(c),
            } != escape.IsNegated,
            PatternPart.AnyCharacter => true,
            _ => false,
        };

    /// <summary>A character, and how often it may stand there.</summary>
    private sealed record Piece(string Alphabet, int Least, int? Most);
}
