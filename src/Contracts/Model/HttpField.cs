using System.Buffers;

namespace Conformance.Contracts.Model;

/// <summary>What can stand in a header field of HTTP.</summary>
internal static class HttpField
{
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    );

    private static readonly SearchValues<char> ValueCharacters = SearchValues.Create([
        .. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c),
        '\t',
    ]);

    // The server writes them itself, by the body that it sends; another one's length or coding would break the message (RFC 9112, section 6).
    private static readonly string[] Framing =
    [
        "Content-Length",
        "Transfer-Encoding",
        "Connection",
        "Keep-Alive",
        "Upgrade",
        "Trailer",
        "TE",
    ];

    /// <summary>Whether a text names a field, or a cookie: a token (RFC 9110, section 5.6.2; RFC 6265, section 4.1.1).</summary>
    public static bool IsName(ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExcept(NameCharacters);

    /// <summary>Whether a text can be a field's value: visible ASCII, blanks and tabs, which are all that RFC 9110, section 5.5, lets a new one have.</summary>
    public static bool IsValue(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(ValueCharacters);

    /// <summary>The text without what a field's value cannot hold; a line break there would end the field.</summary>
    public static string Value(string text) => IsValue(text) ? text : string.Concat(text.Where(c => ValueCharacters.Contains(c)));

    /// <summary>Whether a field says where a message ends, so that it is the server's own.</summary>
    public static bool IsFraming(string name) => Framing.Contains(name, StringComparer.OrdinalIgnoreCase);
}
