using System.Numerics;

namespace Conformance.Sessions;

/// <summary>
/// Primes that follow from a stream of bytes: from a random start, the first number that a sieve of small primes, a Fermat test and
/// Miller-Rabin let pass.
/// </summary>
internal static class SeededPrime
{
    private const int Window = 1 << 13; // odd candidates a start; some 23 of them are prime at 1024 bits
    private static readonly int[] SmallPrimes = OddPrimesBelow(1 << 16);
    private static readonly int[] Bases = [3, 5, 7, 11, 13]; // the candidates are random, not chosen against these (FIPS 186-5 table B.1)

    /// <summary>
    /// A prime with the two highest bits set, so that the product of two has full length; p - 1 has no factor in common with the prime e.
    /// </summary>
    public static BigInteger Draw(Entropy entropy, int bytes, BigInteger e)
    {
        Span<byte> start = stackalloc byte[bytes];
        while (true)
        {
            entropy.Fill(start);
            start[0] |= 0xC0;
            start[^1] |= 1;
            var first = new BigInteger(start, isUnsigned: true, isBigEndian: true);
            var composite = Sieve(first);
            for (var i = 0; i < Window; i++)
            {
                var candidate = first + (2 * i);
                if (!composite[i] && candidate % e != 1 && FermatTest.Passes(candidate) && IsStrongProbablePrime(candidate))
                    return candidate;
            }
        }
    }

    private static bool[] Sieve(BigInteger first)
    {
        var composite = new bool[Window];
        foreach (var prime in SmallPrimes)
        {
            var remainder = (int)(first % prime);
            // The smallest i for which first + 2i is a multiple: -first / 2 modulo the prime. Half of an odd number is half of its sum
            // with the prime.
            var distance = (prime - remainder) % prime;
            for (var i = distance % 2 == 0 ? distance / 2 : (distance + prime) / 2; i < Window; i += prime)
                composite[i] = true;
        }
        return composite;
    }

    private static bool IsStrongProbablePrime(BigInteger n)
    {
        var odd = n - 1;
        var twos = 0;
        for (; odd.IsEven; twos++)
            odd >>= 1;
        foreach (var b in Bases)
        {
            if (IsWitness(b, odd, twos, n))
                return false;
        }
        return true;
    }

    // Whether b proves n = 2^twos * odd + 1 composite.
    private static bool IsWitness(BigInteger b, BigInteger odd, int twos, BigInteger n)
    {
        var x = BigInteger.ModPow(b, odd, n);
        if (x.IsOne)
            return false;
        for (var i = 0; i < twos; i++)
        {
            if (x == n - 1)
                return false;
            x = x * x % n;
        }
        return true;
    }

    private static int[] OddPrimesBelow(int limit)
    {
        var composite = new bool[limit];
        var primes = new List<int>();
        for (var n = 3; n < limit; n += 2)
        {
            if (composite[n])
                continue;
            primes.Add(n);
            for (var multiple = (long)n * n; multiple < limit; multiple += n)
                composite[multiple] = true;
        }
        return [.. primes];
    }
}
