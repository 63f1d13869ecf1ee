namespace Conformance.Verification.Evidence;

/// <summary>
/// Knows tokens by their form in one text that is read from its beginning to its end: two dots or four, each part base64url (RFC 7515, section 7.1; RFC 7516, section 7.1), the first
/// a JSON object.
/// </summary>
internal sealed class TokenShape(string text)
{
    private const string ObjectBegins = "eyJ";
    private const int ShortestHeader = 8;

    // No token begins before this place: the run of letters that ends here is followed by no dot. A text of nothing but headers would take forever otherwise.
    private int _noneBefore;

    /// <summary>The length of the token that begins at a place; 0 where none does.</summary>
    public int LengthAt(int at)
    {
        if (at < _noneBefore || string.CompareOrdinal(text, at, ObjectBegins, 0, ObjectBegins.Length) != 0)
            return 0;
        var header = RunFrom(at);
        if (header >= text.Length || text[header] != '.')
        {
            _noneBefore = header;
            return 0;
        }

        if (header - at < ShortestHeader)
            return 0;
        var claims = RunFrom(header + 1);
        if (claims >= text.Length || text[claims] != '.')
            return 0;
        var end = RunFrom(claims + 1);
        if (claims == header + 1 && end == claims + 1)
            return 0;
        if (
            end < text.Length
            && text[end] == '.'
            && RunFrom(end + 1) is var sealedText
            && sealedText > end + 1
            && sealedText < text.Length
            && text[sealedText] == '.'
            && RunFrom(sealedText + 1) is var tag
            && tag > sealedText + 1
        )
            end = tag;
        return end - at;
    }

    private int RunFrom(int at)
    {
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '-' or '_'))
            at++;
        return at;
    }
}
