using System.Globalization;

namespace Conformance.Contracts.Samples.Patterns;

/// <summary>Escapes that mean the same inside and outside a character class; the backslash has been taken already.</summary>
internal static class EscapedSet
{
    /// <summary>The set of <c>\d \D \w \W \s \S \p{…} \P{…}</c>, or null, with nothing taken, for another escape.</summary>
    public static CharacterSet? Read(PatternText text)
    {
        if (text.Skip("d"))
            return CharacterSet.Digit;
        if (text.Skip("D"))
            return CharacterSet.Digit.Negated();
        if (text.Skip("w"))
            return CharacterSet.Word;
        if (text.Skip("W"))
            return CharacterSet.Word.Negated();
        if (text.Skip("s"))
            return CharacterSet.Space;
        if (text.Skip("S"))
            return CharacterSet.Space.Negated();
        if (text.Skip("p{"))
            return CharacterSet.Property(text.TakeUntil('}'));
        return text.Skip("P{") ? CharacterSet.Property(text.TakeUntil('}')).Negated() : null;
    }

    /// <summary>The code point of an escape that stands for one.</summary>
    public static int Character(PatternText text)
    {
        if (text.Skip("u{"))
            return Hexadecimal(text.TakeUntil('}'));
        var code = text.Take();
        return code switch
        {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'f' => '\f',
            'v' => '\v',
            '0' => 0,
            'a' => 7,
            'e' => 27,
            'c' when !text.AtEnd => text.Take() % 32,
            'x' => Hexadecimal(text.TakeHexadecimal(2)),
            'u' => Unit(text),
            _ => code,
        };
    }

    private static int Unit(PatternText text)
    {
        var code = Hexadecimal(text.TakeHexadecimal(4));
        if (code is >= 0xd800 and < 0xdc00 && text.Skip("\\u"))
            return char.ConvertToUtf32((char)code, (char)Math.Clamp(Hexadecimal(text.TakeHexadecimal(4)), 0xdc00, 0xdfff));
        return code;
    }

    private static int Hexadecimal(string digits) =>
        int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) ? code : 0;
}
