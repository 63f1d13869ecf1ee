using System.Buffers;
using System.Text;

namespace Conformance.Contracts.Routing;

/// <summary>
/// A key under <c>paths</c>. What follows a <c>#</c> is a name and no part of the path: <c>/token#refresh</c> is another description of <c>/token</c>, since no request has a fragment
/// (RFC 9110, section 7.1).
/// </summary>
/// <param name="Path">The path template.</param>
/// <param name="Name">The name; null where the key has none.</param>
public readonly record struct PathKey(string Path, string? Name)
{
    // A "%" that begins no escape is rare, and how its author means it cannot be told.
    private static readonly SearchValues<char> InPaths = SearchValues.Create(
        "%/-._~!$&'()*+,;=:@0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    );

    /// <summary>Reads a key.</summary>
    public static PathKey Parse(string key)
    {
        var hash = key.IndexOf('#', StringComparison.Ordinal);
        return hash < 0 ? new PathKey(key, null) : new PathKey(key[..hash], key[(hash + 1)..]);
    }

    /// <summary>A path template as it stands in a URL: what no path can hold as it is (RFC 3986, section 3.3) is percent-encoded; escapes and the names of parameters stay.</summary>
    public static string Encoded(string template)
    {
        if (!template.AsSpan().ContainsAnyExcept(InPaths))
            return template;
        var encoded = new StringBuilder(template.Length + 8);
        foreach (var rune in template.EnumerateRunes())
        {
            if (rune.IsAscii && (InPaths.Contains((char)rune.Value) || rune.Value is '{' or '}'))
                encoded.Append((char)rune.Value);
            else
                encoded.Append(Uri.EscapeDataString(rune.ToString()));
        }

        return encoded.ToString();
    }
}
