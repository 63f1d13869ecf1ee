using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Conformance.Contracts;
using Conformance.Documents;
using Conformance.MockServer;
using Conformance.MockServer.Engine;
using Conformance.MockServer.Engine.Logging;
using Conformance.MockServer.Engine.State;
using Conformance.Sessions;
using Conformance.Testing.Hosting;
using Conformance.Verification.Client;

namespace Conformance.Testing;

/// <summary>
/// A mock of one contract in the test's process. It remembers who has logged in and out, and refuses dead tokens as the contract says. Its operations lie at their
/// documented paths, and below <c>/NAME</c> too.
/// </summary>
/// <example>
/// <code>
/// await using var mock = await ContractMock.StartAsync("openapi.yaml");
/// var alice = await mock.LogInAsync("alice@example.com");
/// using HttpClient http = mock.CreateClient(alice);
///
/// mock.Clock.Advance(TimeSpan.FromHours(1));                    // her token expires
/// mock.Faults.Add(Fault.Status("logout", 503).Times(1));        // the next logout fails
/// Assert.Equal("logout", mock.Requests[^1].Operation!.Id);      // what was asked, and why it was refused
/// mock.Reset();
/// </code>
/// </example>
public sealed class ContractMock : IAsyncDisposable
{
    private readonly Mock _mock;
    private readonly InMemoryHost? _inMemory;
    private readonly ImmutableDictionary<string, string> _client;

    private ContractMock(Mock mock, InMemoryHost? inMemory, ContractMockOptions options)
    {
        (_mock, _inMemory, Users, _client) = (mock, inMemory, options.Users, options.Client);
        Clock = new MovableClock(mock.Engine);
        Faults = new MockFaults(mock.Engine);
    }

    /// <summary>The contract.</summary>
    public Contract Contract => _mock.Mounts[0].Contract;

    /// <summary>Where it answers: <c>http://127.0.0.1:40123/</c>; in memory an address that leads nowhere but through its own clients.</summary>
    public Uri Address => _mock.Address;

    /// <summary>Who could log in at the start.</summary>
    public ImmutableArray<Account> Users { get; }

    /// <summary>The clock that tokens live by.</summary>
    public MovableClock Clock { get; }

    /// <summary>What goes wrong on purpose.</summary>
    public MockFaults Faults { get; }

    /// <summary>The last requests that were answered, the oldest first; never with a token's text.</summary>
    public ImmutableArray<RequestLogEntry> Requests => RequestsOf(_mock.Engine);

    /// <summary>The sessions, to be looked up, ended and expired; until a reset.</summary>
    /// <exception cref="InvalidOperationException">The contract says nothing about tokens: it has no <c>x-session</c>.</exception>
    public SessionWorld Sessions => ServedContract.SessionsOf(_mock.Engine);

    /// <summary>Starts a mock.</summary>
    /// <param name="contract">The name of a built-in contract, a folder with <c>openapi.yaml</c> and perhaps <c>session.overlay.yaml</c>, or an OpenAPI document by its path or URL. A
    /// relative path is one below the test program, where content of the project is copied to, else below the current folder.</param>
    /// <param name="options">How it begins; null for the usual.</param>
    /// <param name="cancellationToken">Gives up the start.</param>
    /// <exception cref="ArgumentException">The name means nothing, or the contract cannot be served; the message has every problem with its place.</exception>
    /// <exception cref="IOException">The port is in use.</exception>
    /// <example><code>await using var mock = await ContractMock.StartAsync("sig", new ContractMockOptions { InMemory = true });</code></example>
    public static Task<ContractMock> StartAsync(
        string contract,
        ContractMockOptions? options = null,
        CancellationToken cancellationToken = default
    ) => StartAsync(ServedContract.Load(contract, options?.Readings), options, cancellationToken);

    /// <summary>Starts a mock of a contract that was loaded already, by <see cref="ServedContract.Load"/>.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="options">How it begins; null for the usual. Its readings are not looked at: the contract was loaded with some.</param>
    /// <param name="cancellationToken">Gives up the start.</param>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<ContractMock> StartAsync(
        Contract contract,
        ContractMockOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(contract);
        options ??= new ContractMockOptions();
        var settings = new MockOptions
        {
            Contracts = [contract],
            Port = options.Port,
            Accounts = options.Users,
            Client = options.Client,
            Seed = options.Seed,
            Time = options.Time,
            FrozenAt = options.StartsAt,
            CheckSelf = options.CheckSelf,
            Log = options.Log,
        };
        if (!options.InMemory)
            return new ContractMock(await Mock.StartAsync(settings, cancellationToken), null, options);
        InMemoryHost? host = null;
        var mock = await Mock.StartAsync(
            settings,
            async (answer, cancellation) => host = await InMemoryHost.StartAsync(answer, cancellation),
            cancellationToken
        );
        return new ContractMock(mock, host, options);
    }

    /// <summary>A client of the mock. Its base address has no path: ask for documented paths, with their server's base path, <c>/api/me</c>.</summary>
    /// <example><code>using var http = mock.CreateClient();</code></example>
    public HttpClient CreateClient() => new(CreateHandler()) { BaseAddress = Address };

    /// <summary>A client that sends the tokens of a session in the headers and cookies in which the contract's protected operations take them.</summary>
    /// <example><code>using var http = mock.CreateClient(await mock.LogInAsync("alice@example.com"));</code></example>
    public HttpClient CreateClient(MockLogin login)
    {
        ArgumentNullException.ThrowIfNull(login);
        var client = CreateClient();
        foreach (var (name, value) in TokenHeaders.Of(Contract, login))
            client.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
        return client;
    }

    /// <summary>What sends requests to the mock, for clients that are made elsewhere. It keeps no cookies, follows no redirects, and asks no proxy.</summary>
    public HttpMessageHandler CreateHandler() =>
        _inMemory?.CreateHandler()
        ?? new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
        };

    /// <summary>Begins a session, as the contract's login would.</summary>
    /// <param name="user">The name of a user, one of <see cref="Users"/> or added since.</param>
    /// <exception cref="ArgumentException">There is no such user.</exception>
    /// <exception cref="InvalidOperationException">The contract says nothing about tokens: it has no <c>x-session</c>.</exception>
    /// <example><code>var alice = await mock.LogInAsync("alice@example.com");</code></example>
    public async Task<MockLogin> LogInAsync(string user)
    {
        var sessions = Sessions;
        var accounts = _mock.Engine.Namespaces.Default.State.Accounts.All.ToList();
        if (accounts.Find(a => a.Name == user) is not { } account)
        {
            var near = Nearest.To(user, accounts.Select(a => a.Name));
            throw new ArgumentException(
                $"The mock knows no user \"{user}\". {(near is null ? $"It knows {string.Join(", ", accounts.Select(a => a.Name))}." : $"Did you mean \"{near}\"?")}",
                nameof(user)
            );
        }

        return new MockLogin(user, await OutsideLogin.BeginAsync(Contract, sessions, account.User));
    }

    /// <summary>Begins anew: no sessions, faults and requests, the users and the clock of the start. Requests under way end in the old state.</summary>
    public void Reset() => _mock.Engine.Namespaces.Default.Reset();

    /// <summary>Stops at once: requests under way are cut off.</summary>
    public ValueTask DisposeAsync() => _mock.DisposeAsync();

    /// <summary>The mock as what a conformance run is held against: with its users and its clock.</summary>
    internal Target AsTarget() =>
        new()
        {
            BaseUrl = Address,
            Handler = _inMemory?.CreateHandler(),
            Users = [.. Users.Select(a => new UserCredentials(a.Name, a.Password))],
            Clock = Clock,
            PublicKey = PublicKey(),
            OtherCredentials = Target.AnyCredentials,
            Client = _client,
            Tokens = Contract is { Session: not null, Roles.Login: null } ? new OutsideTokens(this) : null,

            // It is in this process: a busy machine makes it slow, and no worse.
            RequestTimeout = TimeSpan.FromMinutes(5),
        };

    /// <summary>The requests in an engine's journal, the oldest first.</summary>
    internal static ImmutableArray<RequestLogEntry> RequestsOf(MockEngine engine) =>
        [.. engine.Namespaces.Default.State.Journal.Newest().Select(r => r.Entry).Reverse()];

    // The first RSA key of the JWK set (RFC 7517, section 5) as PEM.
    private string? PublicKey()
    {
        var set = JsonNode.Parse(_mock.Engine.Keys.ToJwkSet());
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

    /// <summary>Tokens of the mock's users, where the contract has no login.</summary>
    private sealed class OutsideTokens(ContractMock mock) : ITokenSource
    {
        public async Task<ImmutableDictionary<string, string>> NextAsync(UserCredentials? user, CancellationToken cancellationToken) =>
            (await mock.LogInAsync(mock.Users.FirstOrDefault(a => a.Name == user?.Name)?.Name ?? mock.Users[0].Name)).Tokens;
    }
}
