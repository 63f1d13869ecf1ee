using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Conformance.Verification.Client;
using Conformance.Verification.Results;
using Conformance.Verification.Tests.Demo;
using Conformance.Verification.Tests.Servers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Conformance.Verification.Tests;

/// <summary>Certificates that the system does not know.</summary>
[Trait("Category", "Slow")]
public sealed class TlsTests
{
    private static readonly X509Certificate2 Authority = Make("CN=Demo authority", null);

    [Fact]
    public async Task A_certificate_of_an_unknown_authority_is_refused_and_told()
    {
        var run = await RunAsync(Make("CN=localhost", null), new TlsSettings());
        Assert.Equal(Outcome.NotJudged, run.Outcome);
        var obstacle = Assert.Single(run.Obstacles);
        Assert.Contains(" speaks no TLS that is trusted here: ", obstacle, StringComparison.Ordinal);
        Assert.EndsWith(". Name its authority with --ca, or take any certificate with --insecure.", obstacle, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_certificate_is_taken_when_the_user_says_so() =>
        Assert.Equal(Outcome.Passed, (await RunAsync(Make("CN=elsewhere", null), new TlsSettings { IsInsecure = true })).Outcome);

    [Fact]
    public async Task A_certificate_of_the_named_authority_is_taken() =>
        Assert.Equal(Outcome.Passed, (await RunAsync(Make("CN=localhost", Authority), new TlsSettings { Authority = Authority })).Outcome);

    [Fact]
    public async Task A_certificate_of_another_authority_is_refused() =>
        Assert.Equal(
            Outcome.NotJudged,
            (await RunAsync(Make("CN=localhost", Make("CN=Another authority", null)), new TlsSettings { Authority = Authority })).Outcome
        );

    [Fact]
    public async Task A_certificate_for_another_host_is_refused() =>
        Assert.Equal(
            Outcome.NotJudged,
            (await RunAsync(Make("CN=elsewhere", Authority, "elsewhere.test"), new TlsSettings { Authority = Authority })).Outcome
        );

    [Fact]
    public async Task The_clients_certificate_is_shown()
    {
        var client = Make("CN=client", Authority);
        Assert.Equal(
            Outcome.Passed,
            (await RunAsync(Make("CN=localhost", Authority), new TlsSettings { Authority = Authority, Client = client }, client)).Outcome
        );
        Assert.Equal(
            Outcome.NotJudged,
            (await RunAsync(Make("CN=localhost", Authority), new TlsSettings { Authority = Authority }, client)).Outcome
        );
    }

    [Fact]
    public async Task Plain_http_where_tls_is_spoken_is_told()
    {
        await using var server = await DemoServer.StartAsync(new DemoApi().HandleAsync, o => o.UseHttps(Make("CN=localhost", null)));
        using var run = DemoSuite.Whole.Against(DemoSuite.At(new UriBuilder(server.Address) { Scheme = "http" }.Uri));
        var result = await run.RunToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Outcome.NotJudged, result.Outcome);
        Assert.Contains("did not answer in HTTP", Assert.Single(result.Obstacles), StringComparison.Ordinal);
    }

    private static async Task<ContractRun> RunAsync(X509Certificate2 certificate, TlsSettings tls, X509Certificate2? client = null)
    {
        await using var server = await DemoServer.StartAsync(
            new DemoApi().HandleAsync,
            o =>
                o.UseHttps(
                    new HttpsConnectionAdapterOptions
                    {
                        ServerCertificate = certificate,
                        ClientCertificateMode = client is null
                            ? ClientCertificateMode.NoCertificate
                            : ClientCertificateMode.RequireCertificate,
                        ClientCertificateValidation = (shown, _, _) => shown.Thumbprint == client?.Thumbprint,
                    }
                )
        );
        var suite = DemoSuite.Of("@must\nScenario: One\nGiven a session\nWhen the session logs out\nThen it is accepted\n");
        using var run = suite.Against(
            DemoSuite.At(new UriBuilder(server.Address) { Scheme = "https", Host = "localhost" }.Uri) with
            {
                Tls = tls,
            }
        );
        return await run.RunToEndAsync(TestContext.Current.CancellationToken);
    }

    private static X509Certificate2 Make(string name, X509Certificate2? issuer, string host = "localhost")
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(issuer is null, false, 0, true));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        var (from, until) = (
            new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero)
        );
        using var made = issuer is null
            ? request.CreateSelfSigned(from, until)
            : request.Create(issuer, from, until, RandomNumberGenerator.GetBytes(8)).CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
