using System.Security.Cryptography.X509Certificates;

namespace Conformance.Verification.Targets;

/// <summary>How a connection to a target is secured.</summary>
public sealed record TlsSettings
{
    /// <summary>Whether any certificate of the server is taken.</summary>
    public bool IsInsecure { get; init; }

    /// <summary>An authority to trust beside the system's; null for none.</summary>
    public X509Certificate2? Authority { get; init; }

    /// <summary>The client's own certificate with its key; null for none.</summary>
    public X509Certificate2? Client { get; init; }
}
