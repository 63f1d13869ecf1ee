namespace Conformance.Validation;

/// <summary>The cookies of a request (RFC 6265).</summary>
internal static class RequestCookies
{
    /// <summary>
    /// A cookie's decoded value; null where it is absent. Names are compared octet by octet (section 5.3), and the first of several of one name is the one whose path is the longest
    /// (section 5.4).
    /// </summary>
    /// <param name="lines">The lines of the Cookie field.</param>
    public static string? ValueOf(IReadOnlyList<string?> lines, string name)
    {
        // By position, so that no enumerator is allocated.
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i].AsSpan();
            foreach (var range in line.Split(';'))
            {
                var pair = line[range].Trim();
                if (pair.Length > name.Length && pair[name.Length] == '=' && pair.StartsWith(name, StringComparison.Ordinal))
                    return Uri.UnescapeDataString(
                        pair[(name.Length + 1)..] is ['"', .. var quoted, '"'] ? quoted : pair[(name.Length + 1)..]
                    );
            }
        }

        return null;
    }
}
