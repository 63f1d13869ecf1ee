using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Conformance.MockServer.Admin;
using Conformance.MockServer.Engine;

namespace Conformance.MockServer;

/// <summary>What a mock serves, where it listens, and who may control it.</summary>
public sealed record MockOptions : EngineOptions
{
    /// <summary>The port that is used unless another is asked for.</summary>
    public const int DefaultPort = 4010;

    /// <summary>
    /// The address to bind. On a loopback address the mock answers to loopback's names and <see cref="AllowedHosts"/> alone; on another one the control API
    /// asks for <see cref="ControlToken"/>.
    /// </summary>
    public IPAddress Host { get; init; } = IPAddress.Loopback;

    /// <summary>Listens on both addresses of loopback, 127.0.0.1 and [::1], in place of <see cref="Host"/>, and calls itself localhost.</summary>
    public bool IsLocalhost { get; init; }

    /// <summary>The certificate to show, with its private key; null for no TLS. It stays the caller's to dispose of.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>The port to bind; 0 lets the system choose.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>Names without a port, such as <c>api.local</c>, that a mock on loopback answers to beside loopback's own.</summary>
    public ImmutableArray<string> AllowedHosts { get; init; } = [];

    /// <summary>What the control API asks for when the mock is bound beyond loopback; null makes one up.</summary>
    public string? ControlToken { get; init; }

    /// <summary>What the control API and its page tell of the contracts beyond what serving them needs.</summary>
    public IContractGuide Guide { get; init; } = IContractGuide.None;
}
