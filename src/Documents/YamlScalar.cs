using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Conformance.Documents;

/// <summary>
/// The YAML 1.2 core schema (section 10.3.2): what an unquoted scalar means. Numbers become JSON numbers: <c>0x1F</c> is 31,
/// <c>0o17</c> is 15, <c>+5</c> and <c>007</c> lose what JSON does not allow, <c>.5</c> becomes 0.5; <c>1e3</c> stays.
/// YAML 1.1's <c>yes</c> and <c>on</c> are strings.
/// </summary>
internal static partial class YamlScalar
{
    // More digits than any number of use; beyond them a text of hexadecimal digits is a string.
    private const int LongestHexadecimal = 256;

    public static (ScalarKind Kind, string Text) Resolve(string plain) =>
        plain switch
        {
            "" or "~" or "null" or "Null" or "NULL" => (ScalarKind.Null, "null"),
            "true" or "True" or "TRUE" => (ScalarKind.Boolean, "true"),
            "false" or "False" or "FALSE" => (ScalarKind.Boolean, "false"),
            _ => NumberOf(plain) is { } number ? (ScalarKind.Number, number) : (ScalarKind.String, plain),
        };

    /// <summary>Whether it is one of the numbers that JSON lacks.</summary>
    public static bool IsInfinityOrNaN(string plain) => plain.Length is 4 or 5 && Unbounded().IsMatch(plain);

    private static string? NumberOf(string plain)
    {
        if (plain[0] is not ('+' or '-' or '.') && !char.IsAsciiDigit(plain[0]))
            return null;

        if (plain.Length > 2 && plain.Length <= LongestHexadecimal && plain[0] == '0')
        {
            if (plain[1] == 'x' && plain.AsSpan(2).IndexOfAnyExcept(_hexadecimal) < 0)
            {
                return BigInteger
                    .Parse($"0{plain.AsSpan(2)}", NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
                    .ToString(CultureInfo.InvariantCulture);
            }

            if (plain[1] == 'o' && plain.AsSpan(2).IndexOfAnyExceptInRange('0', '7') < 0)
                return FromOctal(plain.AsSpan(2));
        }

        var match = Decimal().Match(plain);
        if (!match.Success)
            return null;

        var whole = match.Groups["whole"].Value.TrimStart('0');
        var fraction = match.Groups["fraction"].Value;
        return string.Concat(
            plain[0] == '-' ? "-" : "",
            whole.Length == 0 ? "0" : whole,
            fraction.Length == 0 ? "" : $".{fraction}",
            match.Groups["exponent"].Value
        );
    }

    private static string FromOctal(ReadOnlySpan<char> digits)
    {
        var value = BigInteger.Zero;
        foreach (var digit in digits)
            value = (value * 8) + (digit - '0');
        return value.ToString(CultureInfo.InvariantCulture);
    }

    private static readonly System.Buffers.SearchValues<char> _hexadecimal = System.Buffers.SearchValues.Create("0123456789abcdefABCDEF");

    [GeneratedRegex(
        @"^[-+]?(?:(?<whole>[0-9]+)(?:\.(?<fraction>[0-9]*))?|\.(?<fraction>[0-9]+))(?<exponent>[eE][-+]?[0-9]+)?\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 60_000
    )]
    private static partial Regex Decimal();

    [GeneratedRegex(
        @"^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 60_000
    )]
    private static partial Regex Unbounded();
}
