namespace Conformance.Contracts.Samples.Patterns;

/// <summary>A part of a regular expression.</summary>
internal abstract record Piece;

/// <summary>One character out of a set.</summary>
internal sealed record OneOf(CharacterSet Set) : Piece;

/// <summary>Parts one after another.</summary>
internal sealed record InSequence(IReadOnlyList<Piece> Parts) : Piece;

/// <summary>One of several parts.</summary>
internal sealed record Either(IReadOnlyList<Piece> Branches) : Piece;

/// <summary>A part a number of times; no <paramref name="Most"/> means any number.</summary>
internal sealed record Repeated(Piece Part, int Least, int? Most) : Piece;

/// <summary>A capturing group with its number and perhaps its name.</summary>
internal sealed record Captured(Piece Part, int Number, string? Name) : Piece;

/// <summary>What a group, told by number or name, has captured.</summary>
internal sealed record CapturedAgain(string Group) : Piece;

/// <summary>A positive lookahead: what follows must also look like this.</summary>
internal sealed record Ahead(Piece Part) : Piece;

/// <summary>A part that consumes nothing and is left to the final check: anchors, word boundaries, negative lookarounds, lookbehinds.</summary>
internal sealed record Assertion : Piece;
