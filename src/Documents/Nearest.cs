namespace Conformance.Documents;

/// <summary>Finds the name that a mistyped one was probably meant to be.</summary>
public static class Nearest
{
    /// <summary>
    /// The known name with the fewest typing slips (a letter too many, missing, wrong, or two swapped) from the one found, when it is
    /// near enough to be a likely slip: at most a third of its letters, and always when only the case differs. Else null.
    /// </summary>
    public static string? To(string found, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(known);
        string? nearest = null;
        var fewest = int.MaxValue;
        foreach (var candidate in known)
        {
            if (string.Equals(candidate, found, StringComparison.OrdinalIgnoreCase))
                return candidate;

            var tolerated = Math.Max(1, Math.Max(found.Length, candidate.Length) / 3);
            if (Math.Abs(candidate.Length - found.Length) > tolerated)
                continue;

            var slips = Slips(found, candidate, tolerated);
            if (slips > tolerated || slips >= fewest || slips >= candidate.Length)
                continue;

            fewest = slips;
            nearest = candidate;
        }

        return nearest;
    }

    /// <summary>How many typing slips are between two texts: the optimal string alignment distance, letter case not counted.</summary>
    /// <param name="tolerated">Beyond so many it does not matter how many there are.</param>
    internal static int Slips(string left, string right, int tolerated = int.MaxValue)
    {
        var beforeLast = new int[right.Length + 1];
        var last = new int[right.Length + 1];
        var current = new int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++)
            last[j] = j;

        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            var fewest = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var wrong = char.ToUpperInvariant(left[i - 1]) == char.ToUpperInvariant(right[j - 1]) ? 0 : 1;
                current[j] = Math.Min(Math.Min(current[j - 1], last[j]) + 1, last[j - 1] + wrong);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    current[j] = Math.Min(current[j], beforeLast[j - 2] + 1);
                }

                fewest = Math.Min(fewest, current[j]);
            }

            // A swap looks two rows back, and adds one.
            if (fewest - 1 > tolerated)
                return fewest;

            (beforeLast, last, current) = (last, current, beforeLast);
        }

        return last[right.Length];
    }
}
