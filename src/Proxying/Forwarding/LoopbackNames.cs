using System.Collections.Immutable;
using Conformance.Documents;

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
        var name = LoopbackHost.NameOf(host);
        return LoopbackHost.Is(name) || allowed.Contains(name.ToString(), StringComparer.OrdinalIgnoreCase);
    }
}
