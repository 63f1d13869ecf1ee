using System.Numerics;
using System.Runtime.InteropServices;

namespace Conformance.Sessions;

/// <summary>
/// Whether 2^(n-1) is 1 modulo n, in Montgomery form: some ten times as fast as <see cref="BigInteger.ModPow"/>, on which the hundred
/// candidates of a seeded key would take half a second.
/// </summary>
internal static class FermatTest
{
    /// <summary>Tests an odd n whose length is a multiple of 64 bits and whose highest bit is set.</summary>
    public static bool Passes(BigInteger n)
    {
        var modulus = new ulong[n.GetByteCount(isUnsigned: true) / sizeof(ulong)];
        n.TryWriteBytes(MemoryMarshal.AsBytes(modulus.AsSpan()), out _, isUnsigned: true);
        var negatedInverse = NegatedInverse(modulus[0]);

        // One in Montgomery form is 2^length modulo n, which is 2^length - n because the highest bit of n is set.
        var one = new ulong[modulus.Length];
        Subtract(one, modulus);
        var power = one.ToArray();
        var scratch = new ulong[modulus.Length + 2];
        for (var bit = (modulus.Length * 64) - 1; bit >= 0; bit--)
        {
            Square(power, modulus, negatedInverse, scratch);
            if (bit > 0 && ((modulus[bit / 64] >> (bit % 64)) & 1) == 1) // the exponent n - 1 differs from n in bit 0 alone
                Double(power, modulus);
        }
        return power.AsSpan().SequenceEqual(one);
    }

    // Newton's iteration doubles the right bits each time; an odd number is its own inverse modulo 8.
    private static ulong NegatedInverse(ulong odd)
    {
        var inverse = odd;
        for (var bits = 3; bits < 64; bits *= 2)
            inverse *= 2 - (odd * inverse);
        return 0 - inverse;
    }

    // Coarsely integrated operand scanning: multiply by one limb, add the multiple of n that clears the lowest limb, drop that limb.
    private static void Square(ulong[] x, ulong[] n, ulong negatedInverse, ulong[] t)
    {
        Array.Clear(t);
        foreach (var limb in x)
        {
            var carry = AddProduct(t, x, limb);
            t[n.Length] += carry;
            t[n.Length + 1] = t[n.Length] < carry ? 1UL : 0;
            carry = AddProduct(t, n, t[0] * negatedInverse);
            t[n.Length] += carry;
            t[n.Length + 1] += t[n.Length] < carry ? 1UL : 0;
            Array.Copy(t, 1, t, 0, n.Length + 1);
        }
        Array.Copy(t, x, n.Length);
        if (t[n.Length] != 0 || !IsLess(x, n))
            Subtract(x, n);
    }

    private static ulong AddProduct(ulong[] sum, ulong[] x, ulong factor)
    {
        ulong carry = 0;
        for (var i = 0; i < x.Length; i++)
        {
            var high = Math.BigMul(x[i], factor, out var low);
            low += carry;
            high += low < carry ? 1UL : 0;
            sum[i] += low;
            carry = high + (sum[i] < low ? 1UL : 0);
        }
        return carry;
    }

    private static void Double(ulong[] x, ulong[] n)
    {
        ulong carry = 0;
        for (var i = 0; i < x.Length; i++)
            (x[i], carry) = ((x[i] << 1) | carry, x[i] >> 63);
        if (carry != 0 || !IsLess(x, n))
            Subtract(x, n);
    }

    private static bool IsLess(ulong[] x, ulong[] y)
    {
        for (var i = x.Length - 1; i >= 0; i--)
        {
            if (x[i] != y[i])
                return x[i] < y[i];
        }
        return false;
    }

    private static void Subtract(ulong[] x, ulong[] y)
    {
        ulong borrow = 0;
        for (var i = 0; i < x.Length; i++)
        {
            var difference = x[i] - y[i];
            var next = x[i] < y[i] || difference < borrow ? 1UL : 0;
            (x[i], borrow) = (difference - borrow, next);
        }
    }
}
