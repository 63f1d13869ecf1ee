using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Conformance.MockServer.Hosting;

/// <summary>The certificate that a mock shows: the .NET SDK's developer certificate where this user has one, else one of its own that is kept for the next time.</summary>
public sealed class ServerCertificate : IDisposable
{
    // What "dotnet dev-certs" marks its certificates with.
    private const string DeveloperMark = "1.3.6.1.4.1.311.84.1.1";

    // Longer ones are refused by browsers.
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(397);
    private static readonly TimeSpan Rest = TimeSpan.FromDays(7);

    private ServerCertificate(X509Certificate2 certificate, string? file) => (Certificate, File) = (certificate, file);

    /// <summary>With its private key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Where it lies without its key, as PEM, for those who are to trust it; null for the SDK's.</summary>
    public string? File { get; }

    /// <summary>Where a user's own certificates are kept.</summary>
    public static string UsualFolder =>
        Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create),
            "conform"
        );

    /// <summary>Finds the certificate for localhost, or makes one.</summary>
    /// <param name="names">Names and addresses beside those of loopback that it is to be for. The SDK's is for loopback alone, and is not taken where there are any.</param>
    /// <param name="folder">Where those of our own lie. It is made where it is not there; nobody but the user may read it.</param>
    /// <param name="isDeveloperTaken">Whether the SDK's is taken where there is one.</param>
    /// <exception cref="IOException">The folder or its files cannot be used.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or its files cannot be used.</exception>
    public static ServerCertificate FindOrMake(ImmutableArray<string> names, string folder, TimeProvider time, bool isDeveloperTaken = true)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(time);
        var now = time.GetUtcNow();
        if (isDeveloperTaken && names.IsEmpty && Developers(now) is { } developers)
            return new ServerCertificate(developers, null);

        // A certificate for other names is another one, so that none that is trusted gives way.
        var suffix = names.IsEmpty
            ? ""
            : "-"
                + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', names.Order(StringComparer.Ordinal)))))[
                    ..8
                ];
        var (key, shown) = (Path.Combine(folder, $"localhost{suffix}.pfx"), Path.Combine(folder, $"localhost{suffix}.pem"));
        if (Kept(key, now) is { } kept)
        {
            WritePrivately(shown, Encoding.ASCII.GetBytes(kept.ExportCertificatePem()));
            return new ServerCertificate(kept, shown);
        }

        MakeFolder(folder);
        var bytes = Make(names, now);
        WritePrivately(key, bytes);
        var made = X509CertificateLoader.LoadPkcs12(bytes, null);
        WritePrivately(shown, Encoding.ASCII.GetBytes(made.ExportCertificatePem()));
        return new ServerCertificate(made, shown);
    }

    /// <inheritdoc/>
    public void Dispose() => Certificate.Dispose();

    private static X509Certificate2? Developers(DateTimeOffset now)
    {
        try
        {
            using var store = new X509Store(StoreName.My, StoreLocation.CurrentUser, OpenFlags.ReadOnly | OpenFlags.OpenExistingOnly);
            return store
                .Certificates.Where(c =>
                    c.HasPrivateKey && c.Extensions.Any(e => e.Oid?.Value == DeveloperMark) && IsValid(c, now, TimeSpan.Zero)
                )
                .MaxBy(c => c.NotAfter);
        }
        catch (CryptographicException)
        {
            // There is no store.
            return null;
        }
    }

    // One that is damaged, or nearly over, gives way to a new one.
    private static X509Certificate2? Kept(string file, DateTimeOffset now)
    {
        if (!System.IO.File.Exists(file))
            return null;
        try
        {
            var kept = X509CertificateLoader.LoadPkcs12FromFile(file, null);
            if (kept.HasPrivateKey && IsValid(kept, now, Rest))
                return kept;
            kept.Dispose();
        }
        catch (CryptographicException)
        {
            // It is none.
        }

        return null;
    }

    private static bool IsValid(X509Certificate2 certificate, DateTimeOffset now, TimeSpan rest) =>
        now >= new DateTimeOffset(certificate.NotBefore) && now + rest < new DateTimeOffset(certificate.NotAfter);

    private static byte[] Make(ImmutableArray<string> names, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost, O=conform mock", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names.Prepend("*.localhost").Prepend("localhost").Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (IPAddress.TryParse(name, out var address))
                alternatives.AddIpAddress(address);
            else
                alternatives.AddDnsName(name);
        }

        alternatives.AddIpAddress(IPAddress.Loopback);
        alternatives.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(alternatives.Build());

        // It can be trusted as it is, and signs no others.
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1", "TLS server authentication")], critical: false)
        );
        using var made = request.CreateSelfSigned(now - TimeSpan.FromMinutes(5), now + Lifetime);
        return made.Export(X509ContentType.Pfx);
    }

    private static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    // In one step, so that whoever starts at the same time reads a whole one.
    private static void WritePrivately(string file, byte[] bytes)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var written = $"{file}.{Environment.ProcessId}";
        using (var stream = new FileStream(written, options))
            stream.Write(bytes);
        System.IO.File.Move(written, file, overwrite: true);
    }
}
