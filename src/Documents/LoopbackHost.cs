using System.Net;

namespace Conformance.Documents;

/// <summary>
/// The names by which this machine reaches itself: <c>localhost</c> and the names below it (RFC 6761, section 6.3), 127.0.0.0/8 and ::1. Whoever listens on loopback answers to these alone: a page of
/// somebody else's site whose name was made to lead to 127.0.0.1 (DNS rebinding) gives itself away by its Host field.
/// </summary>
internal static class LoopbackHost
{
    /// <summary>The name in a Host field (RFC 9110, section 7.2), without the port and a dot at its end; the brackets of an IPv6 address stay.</summary>
    public static ReadOnlySpan<char> NameOf(ReadOnlySpan<char> field)
    {
        var colon = field.LastIndexOf(':');
        var name = colon < 0 || field[colon..].Contains(']') ? field : field[..colon];
        return name is [.. var relative, '.'] ? relative : name;
    }

    /// <summary>Whether a name is one of them.</summary>
    public static bool Is(ReadOnlySpan<char> name) =>
        name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(name, out var address) && IPAddress.IsLoopback(address));
}
