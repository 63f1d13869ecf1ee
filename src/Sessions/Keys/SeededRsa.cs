using System.Numerics;
using System.Security.Cryptography;

namespace Conformance.Sessions;

/// <summary>An RSA key of 2048 bits that follows from a stream of bytes (RFC 8017 §3).</summary>
internal static class SeededRsa
{
    private const int PrimeBytes = 128;
    private static readonly BigInteger Exponent = 65537;

    public static RSAParameters Make(Entropy entropy)
    {
        var p = SeededPrime.Draw(entropy, PrimeBytes, Exponent);
        var q = p;
        while (q == p)
            q = SeededPrime.Draw(entropy, PrimeBytes, Exponent);
        var order = (p - 1) * (q - 1) / BigInteger.GreatestCommonDivisor(p - 1, q - 1);
        var d = InverseOfExponent(order);
        return new RSAParameters
        {
            Modulus = Bytes(p * q, 2 * PrimeBytes),
            Exponent = Bytes(Exponent, 3),
            D = Bytes(d, 2 * PrimeBytes),
            P = Bytes(p, PrimeBytes),
            Q = Bytes(q, PrimeBytes),
            DP = Bytes(d % (p - 1), PrimeBytes),
            DQ = Bytes(d % (q - 1), PrimeBytes),
            InverseQ = Bytes(BigInteger.ModPow(q, p - 2, p), PrimeBytes),
        };
    }

    // The exponent e is prime, so Fermat inverts the order modulo e, and (1 + k * order) is a multiple of e for the k that cancels it.
    private static BigInteger InverseOfExponent(BigInteger order)
    {
        var k = Exponent - BigInteger.ModPow(order, Exponent - 2, Exponent);
        return (1 + (k * order)) / Exponent;
    }

    private static byte[] Bytes(BigInteger value, int length)
    {
        var bytes = new byte[length];
        var needed = value.GetByteCount(isUnsigned: true);
        value.TryWriteBytes(bytes.AsSpan(length - needed), out _, isUnsigned: true, isBigEndian: true);
        return bytes;
    }
}
