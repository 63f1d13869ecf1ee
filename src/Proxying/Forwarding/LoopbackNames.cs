using System.Collections.Immutable;
using System.Net;

namespace Conformance.Proxying.Forwarding;

/// <summary>
/// The names that a proxy on loopback answers to: loopback's own, and those that it was told. Else a page of somebody else's site whose name was made to lead to 127.0.0.1 (DNS rebinding) could
/// speak to the target through it.
/// </summary>
internal sealed class LoopbackNames(ImmutableArray<string> allowed)
{
    /// <summary>Whether a Host field names one of them; one that is absent is of no browser.</summary>
    public bool Accept(string? host)
    {
        if (string.IsNullOrEmpty(host))
            return true;
        var colon = host.LastIndexOf(':');
        var name = (colon < 0 || host.AsSpan(colon).Contains(']') ? host : host[..colon]).TrimEnd('.');
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(name, out var address) && IPAddress.IsLoopback(address))
            || allowed.Contains(name, StringComparer.OrdinalIgnoreCase);
    }
}
