namespace Conformance.JsonSchema.Formats;

/// <summary>Punycode of RFC 3492: code points beyond ASCII written with letters, digits and hyphens.</summary>
internal static class Punycode
{
    private const int Base = 36;
    private const int SmallestThreshold = 1;
    private const int LargestThreshold = 26;
    private const int Skew = 38;
    private const int Damp = 700;
    private const int InitialBias = 72;
    private const int InitialPoint = 0x80;

    /// <summary>Decodes a label without its <c>xn--</c>; null when it is not what an encoder would have written.</summary>
    public static List<int>? Decode(ReadOnlySpan<byte> text)
    {
        var points = new List<int>();
        var hyphen = text.LastIndexOf((byte)'-');
        foreach (var unit in hyphen < 0 ? default : text[..hyphen])
            points.Add(unit);
        var (point, index, bias) = ((long)InitialPoint, 0L, InitialBias);
        for (var at = hyphen + 1; at < text.Length; index++)
        {
            var start = index;
            long weight = 1;
            for (var step = Base; ; step += Base, at++)
            {
                if (at >= text.Length || Digit(text[at]) is not { } digit)
                    return null;
                index += digit * weight;
                var threshold = Math.Clamp(step - bias, SmallestThreshold, LargestThreshold);
                if (index > int.MaxValue)
                    return null;
                if (digit < threshold)
                    break;
                weight *= Base - threshold;
            }

            at++;
            bias = Adapt(index - start, points.Count + 1, isFirst: start == 0);
            point += index / (points.Count + 1);
            index %= points.Count + 1;
            if (point is > 0x10FFFF or (>= 0xD800 and <= 0xDFFF))
                return null;
            points.Insert((int)index, (int)point);
        }

        return points.Exists(decoded => decoded >= InitialPoint) && Encode(points).SequenceEqual(Lower(text)) ? points : null;
    }

    /// <summary>Encodes a label, without <c>xn--</c>.</summary>
    public static byte[] Encode(IReadOnlyList<int> points)
    {
        var basicPoints = points.Where(point => point < InitialPoint);
        var output = new List<byte>(basicPoints.Select(point => (byte)(point is >= 'A' and <= 'Z' ? point | 0x20 : point)));
        var handled = output.Count;
        var basic = handled;
        if (basic > 0)
            output.Add((byte)'-');
        var (next, delta, bias) = (InitialPoint, 0L, InitialBias);
        while (handled < points.Count)
        {
            var smallest = points.Where(point => point >= next).Min();
            delta += (long)(smallest - next) * (handled + 1);
            next = smallest;
            foreach (var point in points)
            {
                if (point < next)
                    delta++;
                if (point != next)
                    continue;
                AppendDelta(output, delta, bias);
                bias = Adapt(delta, handled + 1, isFirst: handled == basic);
                delta = 0;
                handled++;
            }

            delta++;
            next++;
        }

        return [.. output];
    }

    private static void AppendDelta(List<byte> output, long delta, int bias)
    {
        for (var step = Base; ; step += Base)
        {
            var threshold = Math.Clamp(step - bias, SmallestThreshold, LargestThreshold);
            if (delta < threshold)
                break;
            output.Add(Letter((int)(threshold + ((delta - threshold) % (Base - threshold)))));
            delta = (delta - threshold) / (Base - threshold);
        }

        output.Add(Letter((int)delta));
    }

    private static int Adapt(long delta, int count, bool isFirst)
    {
        delta = isFirst ? delta / Damp : delta / 2;
        delta += delta / count;
        var steps = 0;
        for (; delta > (Base - SmallestThreshold) * LargestThreshold / 2; steps += Base)
            delta /= Base - SmallestThreshold;
        return (int)(steps + ((Base - SmallestThreshold + 1) * delta / (delta + Skew)));
    }

    private static byte[] Lower(ReadOnlySpan<byte> text)
    {
        var lower = text.ToArray();
        foreach (ref var unit in lower.AsSpan())
            unit = unit is >= (byte)'A' and <= (byte)'Z' ? (byte)(unit | 0x20) : unit;
        return lower;
    }

    private static int? Digit(byte unit) =>
        unit switch
        {
            >= (byte)'0' and <= (byte)'9' => unit - '0' + 26,
            _ when Ascii.IsLetter(unit) => (unit | 0x20) - 'a',
            _ => null,
        };

    private static byte Letter(int digit) => (byte)(digit < 26 ? 'a' + digit : '0' + digit - 26);
}
