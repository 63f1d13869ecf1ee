using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using Conformance.Verification.Results;

namespace Conformance.Verification.Client;

/// <summary>An implementation under test: where it is, how to speak to it, and how to get tokens.</summary>
public sealed record Target
{
    /// <summary>
    /// Where it answers. A path is taken for the base path in place of the documented server's; an address without one gets the documented path. User information in it
    /// (<c>https://user:password@…</c>) is left out; give a header.
    /// </summary>
    public required Uri BaseUrl { get; init; }

    /// <summary>Headers for every request, such as an API key of the test environment. Their values count as secrets, but for those of headers that hold none, such as <c>Origin</c>, and for plain words.</summary>
    public ImmutableArray<HeaderLine> Headers { get; init; } = [];

    /// <summary>The users to log in with: the second one is the other user in scenarios about two.</summary>
    public ImmutableArray<UserCredentials> Users { get; init; } = [];

    /// <summary>Where tokens come from; null for the contract's own login operation.</summary>
    public ITokenSource? Tokens { get; init; }

    /// <summary>
    /// Values for requests that only the target's owner knows, by operation id or role and then by place:
    /// <c>login</c> → <c>$request.body#/deviceId</c> → <c>d-1</c>.
    /// </summary>
    public ImmutableDictionary<string, ImmutableDictionary<string, string>> Values { get; init; } =
        ImmutableDictionary<string, ImmutableDictionary<string, string>>.Empty;

    /// <summary>Those of <see cref="Values"/> that are no secrets, such as the name of a tenant.</summary>
    public ImmutableHashSet<string> PublicValues { get; init; } = [];

    /// <summary>The client's own fixed credentials by the contract's names for them (<c>client</c> in x-session). All but its origin count as secrets.</summary>
    public ImmutableDictionary<string, string> Client { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The public key (PEM) that verifies its tokens, to try whether it takes the key's text for a secret (RFC 8725, section 2.1); null where it is not known.</summary>
    public string? PublicKey { get; init; }

    /// <summary>
    /// An address at which the target reaches a listener of the run, such as <c>http://127.0.0.1:8099</c>: tokens that name a key there are then tried. Null, the usual, has nobody asked but the
    /// target. With port 0 the system chooses one.
    /// </summary>
    public Uri? ForeignEndpoint { get; init; }

    /// <summary>What a mock takes where the contract asks for a credential that is no token.</summary>
    internal const string AnyCredentials = "any-will-do";

    /// <summary>What to send where the contract asks for a credential that is no token, such as an app's key, and the target takes anything; null where the target's owner gives it.</summary>
    internal string? OtherCredentials { get; init; }

    /// <summary>What sentences call the settings that they advise.</summary>
    internal SettingNames Names { get; init; } = SettingNames.OfLibrary;

    /// <summary>Moves the target's clock; null where it cannot be moved.</summary>
    public IClockControl? Clock { get; init; }

    /// <summary>How long a run may wait for tokens to expire where the clock cannot be moved; null: not at all.</summary>
    public TimeSpan? WaitForExpiry { get; init; }

    /// <summary>How long an answer may take.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is zero or less.</exception>
    public TimeSpan RequestTimeout
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
            field = value;
        }
    } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long the run waits in all where the target says when to come again (429 or 503 with Retry-After, RFC 9110, section 10.2.3). Longer waits are not made, and the answer counts as it is.
    /// </summary>
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Whether the target is sent what its contract does not document, such as other methods and broken bodies; null for a target on this machine alone, since others may be in use.
    /// </summary>
    public bool? AllowsUndocumented { get; init; }

    /// <summary>What is done once for each user before anything is asked, for instance to make the users; null for nothing.</summary>
    public ITargetSetup? Setup { get; init; }

    /// <summary>Whether it is sent what its contract does not document.</summary>
    internal bool TakesUndocumented => AllowsUndocumented ?? (Handler is not null || BaseUrl.IsLoopback);

    /// <summary>The most requests in a second; null for no limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int? RateLimit
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value ?? 1, 1, nameof(value));
            field = value;
        }
    }

    /// <summary>How often a request is sent again after its connection failed before an answer began. Answers are never asked for twice.</summary>
    public int Retries { get; init; } = 2;

    /// <summary>What sends the requests; null for a socket with the settings of <see cref="Tls"/>. A test server's handler goes here.</summary>
    public HttpMessageHandler? Handler { get; init; }

    /// <summary>How the connection is secured.</summary>
    public TlsSettings Tls { get; init; } = new();
}

/// <summary>A user of the target, to log in with.</summary>
/// <param name="Name">What the login's <c>subject</c> takes.</param>
/// <param name="Secret">What its <c>secret</c> takes: a password or a PIN.</param>
/// <param name="Assertion">What its <c>assertion</c> takes: a token of an outside identity provider. Null where logins take none, or a fresh one cannot be had.</param>
public sealed record UserCredentials(string Name, string Secret, string? Assertion = null);

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
