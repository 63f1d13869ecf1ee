using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Conformance.Contracts;
using Conformance.MockServer;
using Conformance.MockServer.Engine.Routing;
using Conformance.MockServer.Engine.State;
using Conformance.Verification.Client;

namespace Conformance.Cli.Commands;

/// <summary>The mock as a target in this process.</summary>
internal sealed class EmbeddedMock : IAsyncDisposable
{
    private readonly Mock _mock;

    private readonly string? _publicKey;

    private EmbeddedMock(Mock mock, string? publicKey) => (_mock, _publicKey) = (mock, publicKey);

    /// <summary>The mock, its users, its clock and its public key.</summary>
    public Target Target =>
        new()
        {
            BaseUrl = _mock.Address,
            Users = [.. Account.Seeded.Select(a => new UserCredentials(a.Name, a.Password))],
            Clock = new InProcessClock(_mock.Clock, by => _mock.Clock.Advance(by), () => _mock.Clock.Reset()),
            PublicKey = _publicKey,
            OtherCredentials = Target.AnyCredentials,
            Tokens = _mock.Mounts is [{ Contract: { Session: not null, Roles.Login: null } } mount]
                ? new OutsideTokens(_mock, mount)
                : null,

            // It is in this process: a busy machine makes it slow, and no worse.
            RequestTimeout = TimeSpan.FromMinutes(5),
        };

    /// <summary>Starts a mock of one contract on a free port of this machine.</summary>
    public static async Task<EmbeddedMock> StartAsync(Contract contract, ulong? seed, CancellationToken cancellation)
    {
        var mock = await Mock.StartAsync(
            new MockOptions
            {
                Contracts = [contract],
                Port = 0,
                Seed = seed,
            },
            cancellation
        );
        return new EmbeddedMock(mock, await PublicKeyAsync(mock, cancellation));
    }

    public ValueTask DisposeAsync() => _mock.DisposeAsync();

    /// <summary>Tokens of the mock's users, where the contract has no login.</summary>
    private sealed class OutsideTokens(Mock mock, MountedContract mount) : ITokenSource
    {
        public Task<ImmutableDictionary<string, string>> NextAsync(UserCredentials? user, CancellationToken cancellationToken) =>
            OutsideLogin.BeginAsync(
                mount.Contract,
                mock.SessionsOf(mount)!,
                (Account.Seeded.FirstOrDefault(a => a.Name == user?.Name) ?? Account.Seeded[0]).User
            );
    }

    // The first RSA key of the JWK set (RFC 7517, section 5) as PEM.
    private static async Task<string?> PublicKeyAsync(Mock mock, CancellationToken cancellation)
    {
        // It is in this process, and no proxy could reach it.
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var set = JsonNode.Parse(await http.GetStringAsync(new Uri(mock.Address, "/__admin/keys"), cancellation));
        if (set?["keys"]?.AsArray().FirstOrDefault(k => (string?)k?["kty"] == "RSA") is not { } key)
            return null;
        using var rsa = RSA.Create(
            new RSAParameters
            {
                Modulus = Base64Url.DecodeFromChars((string?)key["n"]),
                Exponent = Base64Url.DecodeFromChars((string?)key["e"]),
            }
        );
        return rsa.ExportSubjectPublicKeyInfoPem();
    }
}
