using System.Buffers.Text;
using Conformance.JsonSchema.Instances;

namespace Conformance.JsonSchema.Formats;

/// <summary>The number formats of OpenAPI: ranges of machine types.</summary>
internal static class NumberFormat
{
    public static bool IsInt32(ReadOnlySpan<byte> text) => IsWithin(text, "-2147483648"u8, "2147483647"u8);

    public static bool IsInt64(ReadOnlySpan<byte> text) => IsWithin(text, "-9223372036854775808"u8, "9223372036854775807"u8);

    public static bool IsFloat(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text, out double value, out _) && float.IsFinite((float)value);

    public static bool IsDouble(ReadOnlySpan<byte> text) => Utf8Parser.TryParse(text, out double value, out _) && double.IsFinite(value);

    private static bool IsWithin(ReadOnlySpan<byte> text, ReadOnlySpan<byte> least, ReadOnlySpan<byte> most)
    {
        var number = new NumberText(text);
        return number.IsInteger
            && NumberText.Compare(number, new NumberText(least)) >= 0
            && NumberText.Compare(number, new NumberText(most)) <= 0;
    }
}
