using System.Globalization;
using System.Numerics;

namespace Conformance.JsonSchema.Tests.Fuzz;

/// <summary>Bounds, multiples and equality of numbers, beside a calculation with exact fractions.</summary>
[Trait("Category", "Slow")]
public sealed class NumberTests
{
    private const int PairsPerSeed = 1500;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 5)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Calculates_exactly(int seed)
    {
        var random = new Random(seed);
        for (var turn = 0; turn < PairsPerSeed; turn++)
        {
            var (left, leftScaled) = Number(random);
            var (right, rightScaled) = Number(random);
            var order = leftScaled.CompareTo(rightScaled);
            Check("minimum", right, left, order >= 0);
            Check("maximum", right, left, order <= 0);
            Check("exclusiveMinimum", right, left, order > 0);
            Check("exclusiveMaximum", right, left, order < 0);
            Check("const", right, left, order == 0);
            if (rightScaled.Sign > 0)
                Check("multipleOf", right, left, (leftScaled % rightScaled).IsZero);
        }
    }

    private static void Check(string keyword, string value, string instance, bool expected) =>
        Assert.True(
            Schemas.Compile($"{{'{keyword}':{value}}}").Accepts(instance) == expected,
            $"{keyword} {value} on {instance}: expected {expected}"
        );

    /// <summary>A number's text, and the number times 10^60.</summary>
    private static (string Text, BigInteger Scaled) Number(Random random)
    {
        var whole =
            random.Next(3) == 0
                ? "0"
                : string.Concat(Digits(random, random.Next(1, random.Next(2) == 0 ? 3 : 25))).TrimStart('0').PadLeft(1, '0');
        var fraction = random.Next(2) == 0 ? string.Empty : Digits(random, random.Next(1, 4));
        var exponent = random.Next(2) == 0 ? 0 : random.Next(-20, 20);
        var text =
            $"{(random.Next(3) == 0 ? "-" : string.Empty)}{whole}{(fraction.Length > 0 ? "." + fraction : string.Empty)}{(exponent == 0 ? string.Empty : $"e{exponent}")}";
        var digits = BigInteger.Parse(whole + fraction, CultureInfo.InvariantCulture) * (text[0] == '-' ? -1 : 1);
        return (text, digits * BigInteger.Pow(10, 60 + exponent - fraction.Length));
    }

    private static string Digits(Random random, int count) =>
        string.Concat(Enumerable.Range(0, count).Select(_ => "00123459"[random.Next(8)]));
}
