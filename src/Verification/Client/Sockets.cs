using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Conformance.Verification.Client;

/// <summary>Connections to a target.</summary>
internal static class Sockets
{
    /// <summary>How long a connection may take to come about.</summary>
    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    /// <summary>A handler that keeps no cookies, follows no redirect and unpacks nothing. It goes through the proxies that the environment names, but for targets on loopback.</summary>
    public static SocketsHttpHandler Open(TlsSettings tls)
    {
        var handler = new SocketsHttpHandler
        {
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = ConnectTimeout,
            ActivityHeadersPropagator = null,
            Proxy = EnvironmentProxy.OfProcess,
            RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
        };
        if (tls.Client is { } client)
            handler.SslOptions.ClientCertificates = [client];
        if (tls.IsInsecure)
        {
#pragma warning disable CA5359 // The user asked for it, for test environments with certificates of their own making.
            handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        else if (tls.Authority is { } authority)
        {
            handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                errors == SslPolicyErrors.None
                || (
                    errors == SslPolicyErrors.RemoteCertificateChainErrors
                    && certificate is X509Certificate2 own
                    && IsSignedBy(own, chain, authority)
                );
        }

        return handler;
    }

    private static bool IsSignedBy(X509Certificate2 certificate, X509Chain? sent, X509Certificate2 authority)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;

        // Authorities between the two, which the server sends along.
        foreach (var element in sent?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        return chain.Build(certificate);
    }
}
