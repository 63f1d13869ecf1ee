using System.Collections.Immutable;
using Conformance.Documents;
using Conformance.MockServer.Engine.Answers;
using Conformance.MockServer.Engine.Logging;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Conformance.MockServer.Hosting;

/// <summary>
/// The names that a mock on loopback answers to: loopback's own, and those that it was told. A page of somebody else's site whose name was made to lead to
/// 127.0.0.1 (DNS rebinding) is of the same origin as the mock for a browser; its Host field gives it away.
/// </summary>
internal sealed class HostNames(ImmutableArray<string> allowed)
{
    // The field's text of the last request that was let in: most requests bring the same one.
    private string _known = "localhost";

    /// <summary>Whether a request came by one of the names. One without a Host field (RFC 9112, section 3.2, lets HTTP/1.0 do without) is of no browser.</summary>
    public bool Accept(StringValues field)
    {
        if (field.Count == 0 || field is [""])
            return true;
        var host = field.ToString();
        if (host == Volatile.Read(ref _known))
            return true;
        if (!IsAccepted(LoopbackHost.NameOf(host)))
            return false;
        Volatile.Write(ref _known, host);
        return true;
    }

    /// <summary>Refuses a request that came by another name.</summary>
    public static void Refuse(HttpContext http)
    {
        var host = http.Request.Headers.Host.ToString();
        ProblemWriter.Write(
            http,
            StatusCodes.Status403Forbidden,
            "foreign-host",
            $"The request came by the name \"{LogLine.Shortened(host)}\", and a mock on loopback answers to localhost, names under .localhost, 127.0.0.1 and [::1] alone. Use one of those, or start it with --allow-host {LogLine.Shortened(LoopbackHost.NameOf(host).ToString())} where that name is yours."
        );
    }

    private bool IsAccepted(ReadOnlySpan<char> name)
    {
        if (LoopbackHost.Is(name))
            return true;
        foreach (var told in allowed)
        {
            if (name.Equals(told, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
