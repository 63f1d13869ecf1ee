namespace Conformance.Verification.Evidence;

/// <summary>How bytes look inside a longer text in base64 (RFC 4648, sections 4 and 5), as a password does in <c>Basic</c> credentials.</summary>
internal static class Base64Forms
{
    // Shorter ones would be found in harmless places.
    private const int Shortest = 8;

    /// <summary>The characters that the bytes alone decide, for each of the three places in a group at which they may begin, in both alphabets.</summary>
    public static IEnumerable<string> Of(byte[] bytes)
    {
        for (var before = 0; before < 3; before++)
        {
            var text = Convert.ToBase64String([.. new byte[before], .. bytes]);
            var decided = text[(((before * 8) + 5) / 6)..((before + bytes.Length) * 8 / 6)];
            if (decided.Length < Shortest)
                continue;
            yield return decided;
            if (decided.AsSpan().ContainsAny('+', '/'))
                yield return decided.Replace('+', '-').Replace('/', '_');
        }
    }
}
