using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Conformance.MockServer.Hosting;
using static Conformance.MockServer.Tests.TestMock;

namespace Conformance.MockServer.Tests;

/// <summary>Addresses, versions of HTTP, and TLS.</summary>
public sealed class HostingTests : IDisposable
{
    private const string Document = """
        openapi: 3.1.0
        info: {title: Notes, version: '1'}
        x-session: {tokens: {access: {format: opaque, lifetime: PT20M}}}
        security: [{session: []}]
        paths:
          /session:
            post:
              security: []
              x-session: {role: login, subject: $request.body#/name, secret: $request.body#/password, issues: {access: $response.cookie.sid}}
              requestBody: {required: true, content: {application/json: {schema: {type: object, required: [name, password]}}}}
              responses: {'204': {description: In.}}
          /me:
            get: {responses: {'200': {description: Me., content: {application/json: {example: {name: '{$user.name}'}}}}}}
        components: {securitySchemes: {session: {type: apiKey, in: cookie, name: sid}}}
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("conformance-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Without_tls_both_versions_share_the_port_and_both_addresses_of_localhost_are_listened_to()
    {
        await using var mock = await OfAsync(Load(Document), o => o with { IsLocalhost = true });
        var address = mock.Mock.Address;
        Assert.Equal(("http", "localhost"), (address.Scheme, address.Host));
        var hosts = Socket.OSSupportsIPv6 ? new[] { "localhost", "127.0.0.1", "[::1]" } : ["localhost", "127.0.0.1"];
        foreach (var version in new[] { HttpVersion.Version11, HttpVersion.Version20 })
        {
            foreach (var host in hosts)
                Assert.Equal(
                    """{"name":"alice@example.com"}""",
                    await LogInAndAskAsync(new Uri($"http://{host}:{address.Port}"), version, null)
                );
        }
    }

    [Fact]
    public async Task With_tls_cookies_are_secure_and_the_versions_are_agreed_on()
    {
        using var certificate = ServerCertificate.FindOrMake([], _folder.FullName, TimeProvider.System, isDeveloperTaken: false);
        await using var mock = await OfAsync(Load(Document), o => o with { Certificate = certificate.Certificate });
        Assert.Equal("https", mock.Mock.Address.Scheme);
        foreach (var version in new[] { HttpVersion.Version11, HttpVersion.Version20 })
            Assert.Equal("""{"name":"alice@example.com"}""", await LogInAndAskAsync(mock.Mock.Address, version, certificate.File));
    }

    [Fact]
    public void A_certificate_of_our_own_is_kept_for_its_user_alone_and_made_anew_where_it_is_no_longer_good()
    {
        var folder = Path.Combine(_folder.FullName, "conform");
        using var first = ServerCertificate.FindOrMake([], folder, TimeProvider.System, isDeveloperTaken: false);
        using var second = ServerCertificate.FindOrMake([], folder, TimeProvider.System, isDeveloperTaken: false);
        Assert.Equal(first.Certificate.Thumbprint, second.Certificate.Thumbprint);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
            foreach (var file in Directory.EnumerateFiles(folder))
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        Assert.DoesNotContain("PRIVATE", File.ReadAllText(first.File!), StringComparison.Ordinal);
        var later = new TestKit.ManualClock(TimeProvider.System.GetUtcNow() + TimeSpan.FromDays(392));
        using var third = ServerCertificate.FindOrMake([], folder, later, isDeveloperTaken: false);
        Assert.NotEqual(first.Certificate.Thumbprint, third.Certificate.Thumbprint);
        File.WriteAllText(Path.Combine(folder, "localhost.pfx"), "damaged");
        using var fourth = ServerCertificate.FindOrMake([], folder, TimeProvider.System, isDeveloperTaken: false);
        Assert.True(fourth.Certificate.HasPrivateKey);
        using var other = ServerCertificate.FindOrMake(["api.local"], folder, TimeProvider.System);
        Assert.True(other.Certificate.MatchesHostname("api.local"));
        Assert.NotEqual(fourth.File, other.File);
    }

    // With a body whose length is not told before.
    private static async Task<string> LogInAndAskAsync(Uri address, Version version, string? trusted)
    {
        using var handler = new SocketsHttpHandler { UseCookies = false };
        if (trusted is not null)
        {
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            handler.SslOptions.CertificateChainPolicy.CustomTrustStore.Add(X509CertificateLoader.LoadCertificateFromFile(trusted));
        }

        using var http = new HttpClient(handler)
        {
            BaseAddress = address,
            DefaultRequestVersion = version,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/session")
        {
            Version = version,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Content = new StreamContent(
            new Unmeasured(Encoding.UTF8.GetBytes($$"""{"name": "{{Alice}}", "password": "{{Password}}"}"""))
        );
        request.Content.Headers.ContentType = new("application/json");
        using var login = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.NoContent, version), (login.StatusCode, login.Version));
        var cookie = Assert.Single(login.Headers.GetValues("Set-Cookie"));
        Assert.Equal(trusted is not null, cookie.Contains("; secure", StringComparison.OrdinalIgnoreCase));
        http.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);
        return await http.GetStringAsync("/me", TestContext.Current.CancellationToken);
    }

    private sealed class Unmeasured(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
