using System.Collections.Immutable;
using System.Net;
using Conformance.Verification.Client;
using Conformance.Verification.Results;

namespace Conformance.Proxying;

/// <summary>Where a proxy listens, where it sends what comes, and what it judges of it.</summary>
public sealed record TrafficProxyOptions
{
    /// <summary>The port that is used unless another is asked for.</summary>
    public const int DefaultPort = 4010;

    /// <summary>The bytes of a body that are judged unless a limit is given.</summary>
    public const int UsualMaxBody = 1024 * 1024;

    /// <summary>How many tokens are followed unless a limit is given.</summary>
    public const int UsualMaxTokens = 100_000;

    /// <summary>
    /// Where the implementation answers. Paths are the same at the proxy and there; a path in it takes the place of the documented server's, and so tells where the contract's operations lie.
    /// </summary>
    public required Uri BaseUrl { get; init; }

    /// <summary>The address to bind. On a loopback address the proxy answers to loopback's names and <see cref="AllowedHosts"/> alone.</summary>
    public IPAddress Host { get; init; } = IPAddress.Loopback;

    /// <summary>The port to bind; 0 lets the system choose.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>Names without a port that a proxy on loopback answers to beside loopback's own.</summary>
    public ImmutableArray<string> AllowedHosts { get; init; } = [];

    /// <summary>How the connection to the implementation is secured.</summary>
    public TlsSettings Tls { get; init; } = new();

    /// <summary>The largest body that is judged, in bytes, as it is sent and without its codings. A larger one passes unjudged.</summary>
    public int MaxBody { get; init; } = UsualMaxBody;

    /// <summary>How many tokens are followed; beyond it the oldest are forgotten first.</summary>
    public int MaxTokens { get; init; } = UsualMaxTokens;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Is told of what is seen the moment it is, from any thread.</summary>
    public Action<Sighting> Watch { get; init; } = _ => { };
}
