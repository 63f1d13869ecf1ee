namespace Conformance.Contracts.Samples.Patterns;

/// <summary>Reads a character class, <c>[…]</c>, whose opening bracket has been taken already.</summary>
internal static class CharacterClassReader
{
    public static CharacterSet Read(PatternText text)
    {
        var isNegated = text.Skip("^");
        var sets = new List<CharacterSet>();
        while (!text.AtEnd && !text.Skip("]"))
            sets.Add(Item(text));
        var union = CharacterSet.Union(sets);
        return isNegated ? union.Negated() : union;
    }

    private static CharacterSet Item(PatternText text)
    {
        if (text.Skip("[:"))
            return Posix(text);
        if (text.Sees("\\") && text.SkipThen("\\", EscapedSet.Read) is { } escaped)
            return escaped;
        var first = Single(text);
        if (!text.Sees("-") || text.Sees("-]"))
            return CharacterSet.Range(first, first);

        // A hyphen before a set, as in [a-\d], stands for itself.
        text.Take();
        if (text.Sees("\\") && text.SkipThen("\\", EscapedSet.Read) is { } set)
            return CharacterSet.Union([CharacterSet.Range(first, first), CharacterSet.Range('-', '-'), set]);
        return text.AtEnd ? CharacterSet.Range(first, first) : CharacterSet.Range(first, Single(text));
    }

    private static int Single(PatternText text)
    {
        if (!text.Skip("\\") || text.AtEnd)
            return text.AtEnd ? '\\' : text.Take();
        return text.Skip("b") ? '\b' : EscapedSet.Character(text);
    }

    private static CharacterSet Posix(PatternText text)
    {
        var name = text.TakeUntil(']').TrimEnd(':');
        return name switch
        {
            "alpha" => CharacterSet.Property("Latin"),
            "digit" => CharacterSet.Digit,
            "alnum" => CharacterSet.Union([CharacterSet.Property("Latin"), CharacterSet.Digit]),
            "space" => CharacterSet.Space,
            "upper" => CharacterSet.Range('A', 'Z'),
            "lower" => CharacterSet.Range('a', 'z'),
            _ => CharacterSet.Word,
        };
    }
}
