using System.Collections.Immutable;
using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Conformance.Contracts.Expressions;
using Conformance.Documents;
using Conformance.MockServer.Engine.State;
using Conformance.Verification.Client;
using Conformance.Verification.Results;

namespace Conformance.Cli.Configuration;

/// <summary>The options that describe a target.</summary>
internal sealed class TargetOptions
{
    /// <summary>The environment variable with the password of the user that CONFORM_USER names.</summary>
    public const string PasswordVariable = "CONFORM_PASSWORD";

    private static readonly TimeSpan CommandTime = TimeSpan.FromSeconds(30);

    /// <summary>The environment variables with the usual fixed credentials of a client, and what contracts call those.</summary>
    public static readonly ImmutableArray<(string Variable, string Name)> ClientVariables =
    [
        ("CONFORM_CLIENT_ID", "id"),
        ("CONFORM_CLIENT_SECRET", "secret"),
        ("CONFORM_CLIENT_KEY", "key"),
        ("CONFORM_CLIENT_ORIGIN", "origin"),
    ];

    private readonly Option<string?> _baseUrl = new("--base-url", "-u")
    {
        Description =
            "Where the implementation answers; a path takes the place of the documented server's. Without it the embedded mock is verified.",
        HelpName = "URL",
    };
    private readonly Option<string[]> _headers = new("--header", "-H")
    {
        Description = "A header for every request; may be repeated.",
        HelpName = "'NAME: VALUE'",
    };
    private readonly Option<string[]> _users = new("--user")
    {
        Description = "A user to log in with; the second one is the other user. Or CONFORM_USER for the first, or users in conform.yaml.",
        HelpName = "NAME:PASSWORD",
    };
    private readonly Option<string?> _userFile = new("--user-file")
    {
        Description =
            "A file with a user in each line, NAME:PASSWORD; - for standard input. Unlike --user it stands in no list of processes.",
        HelpName = "PATH",
    };
    private readonly Option<string[]> _client = new("--client")
    {
        Description =
            "A fixed credential of the client that the contract's \"client\" names; @PATH for a file's text; may be repeated. Or CONFORM_CLIENT_ID, _SECRET, _KEY and _ORIGIN, or client in conform.yaml.",
        HelpName = "NAME=VALUE",
    };
    private readonly Option<string?> _tokenCommand = new("--token-command")
    {
        Description =
            "A command that prints the tokens of a new session as JSON, {\"access\": \"…\"}, in place of the contract's login; CONFORM_BASE_URL, CONFORM_USER and CONFORM_PASSWORD are in its environment.",
        HelpName = "COMMAND",
    };
    private readonly Option<string?> _setupCommand = new("--setup-command")
    {
        Description = "A command that is run for each user before anything is asked, to make it; it has the same environment.",
        HelpName = "COMMAND",
    };
    private readonly Option<string?> _maxWait = new("--max-wait")
    {
        Description = "How long to wait in all where the target says when to come again (Retry-After); 60s unless given.",
        HelpName = "TIME",
    };
    private readonly Option<bool> _allowUndocumented = new("--allow-undocumented")
    {
        Description =
            "Sends a target that is not on this machine what its contract does not document as well: other methods, broken bodies, a token in the URL.",
    };
    private readonly Option<string?> _controlApi = new("--control-api")
    {
        Description = "The target's control API, where it has the mock's; then its clock can be moved.",
        HelpName = "URL",
    };
    private readonly Option<string?> _controlToken = new("--control-token")
    {
        Description = "What the control API asks for.",
        HelpName = "TOKEN",
    };
    private readonly Option<string?> _publicKey = new("--public-key")
    {
        Description = "The public key (PEM) of the target's tokens, to try whether its text is taken for a secret.",
        HelpName = "PATH",
    };
    private readonly Option<string?> _foreignEndpoint = new("--foreign-endpoint")
    {
        Description = "An address of this machine that the target reaches, to try tokens that name a key there (jku, x5u).",
        HelpName = "URL",
    };
    private readonly Option<string?> _waitForExpiry = new("--wait-for-expiry")
    {
        Description = "How long the run may wait for a token to expire where the clock cannot be moved, for example 15m.",
        HelpName = "TIME",
    };
    private readonly Option<string?> _requestTimeout = new("--request-timeout")
    {
        Description = "How long an answer may take; 10s unless given.",
        HelpName = "TIME",
    };
    private readonly Option<string?> _rateLimit = new("--rate-limit")
    {
        Description = "The most requests in a second.",
        HelpName = "NUMBER",
    };
    private readonly Option<string?> _retries = new("--retries")
    {
        Description = "How often a request is sent again when no connection came about; 2 unless given.",
        HelpName = "NUMBER",
    };
    private readonly Option<bool> _insecure = new("--insecure") { Description = "Takes any certificate of the target." };
    private readonly Option<string?> _authority = new("--ca")
    {
        Description = "A certificate (PEM) of an authority to trust.",
        HelpName = "PATH",
    };
    private readonly Option<string?> _certificate = new("--client-certificate")
    {
        Description = "A certificate with its key (PEM) to present to the target.",
        HelpName = "PATH",
    };

    /// <summary>Every option.</summary>
    public IEnumerable<Option> All =>
        [
            _baseUrl,
            _headers,
            _userFile,
            _users,
            _client,
            _tokenCommand,
            _setupCommand,
            _controlApi,
            _controlToken,
            _publicKey,
            _foreignEndpoint,
            _waitForExpiry,
            _requestTimeout,
            _rateLimit,
            _retries,
            _maxWait,
            _allowUndocumented,
            _insecure,
            _authority,
            _certificate,
        ];

    /// <summary>Where the target is; null for the embedded mock.</summary>
    public Uri? BaseUrl(Settings settings) => settings.Address(_baseUrl);

    /// <summary>Whether the target stands on the command line.</summary>
    public bool IsBaseUrlOnCommandLine(Settings settings) => settings.IsOnCommandLine(_baseUrl);

    /// <summary>The target at an address.</summary>
    public Target Read(Settings settings, Uri baseUrl) =>
        new()
        {
            BaseUrl = baseUrl,
            Names = SettingNames.OfCommandLine,
            Headers = [.. Headers(settings)],
            Users = [.. Users(settings)],
            Tokens = Tokens(settings, baseUrl),
            Setup = settings.Text(_setupCommand) is { } setup ? new CommandSetup(setup, baseUrl, CommandTime) : null,
            MaxWait = settings.Duration(_maxWait) ?? TimeSpan.FromMinutes(1),
            AllowsUndocumented = settings.Flag(_allowUndocumented) ? true : null,
            Values = Values(settings.File?.Map("values")),
            PublicValues = PublicValues(settings.File?.Map("values")),
            Client = Client(settings),
            Clock = settings.Address(_controlApi) is { } api ? new ControlApiClock(api, settings.Text(_controlToken)) : null,
            PublicKey = settings.Find(_publicKey) is { } key ? ClientArgument.Text(key) : null,
            ForeignEndpoint = settings.Address(_foreignEndpoint),
            WaitForExpiry = settings.Duration(_waitForExpiry),
            RequestTimeout = settings.Duration(_requestTimeout) ?? TimeSpan.FromSeconds(10),
            RateLimit = settings.Whole(_rateLimit, 1),
            Retries = settings.Whole(_retries, 0) ?? 2,
            Tls = Tls(settings),
        };

    /// <summary>The options that say how a connection is secured.</summary>
    public IEnumerable<Option> OfTls => [_insecure, _authority, _certificate];

    /// <summary>How the connection to the target is secured.</summary>
    /// <exception cref="UsageException">A certificate cannot be read.</exception>
    public TlsSettings Tls(Settings settings) =>
        new()
        {
            IsInsecure = settings.Flag(_insecure),
            Authority = Certificate(settings.Find(_authority), hasKey: false),
            Client = Certificate(settings.Find(_certificate), hasKey: true),
        };

    /// <summary>The headers for every request, also of the embedded mock.</summary>
    public IEnumerable<HeaderLine> Headers(Settings settings)
    {
        foreach (var (name, value) in ConfigurationFile.Pairs(settings.File?.Map("headers")))
            yield return new HeaderLine(name, value.Text);
        foreach (var setting in settings.All(_headers, ""))
        {
            var colon = setting.Text.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
                throw new UsageException(
                    $"{setting.Origin} \"{setting.Text}\" is no header. Write for example --header 'X-Environment: test'."
                );
            yield return new HeaderLine(setting.Text[..colon].Trim(), setting.Text[(colon + 1)..].Trim());
        }
    }

    private IEnumerable<UserCredentials> Users(Settings settings)
    {
        var given = settings.All(_users, "");
        if (settings.Find(_userFile) is { } file && (given.Count == 0 || settings.IsOnCommandLine(_userFile)))
            return given.Count == 0 || !settings.IsOnCommandLine(_users)
                ? UserFile.Read(file)
                : throw new UsageException("--user and --user-file both name users. Leave one of them out.");
        if (given.Count > 0)
        {
            return given.Select(s =>
                Account.Parse(s.Text) is { } account ? new UserCredentials(account.Name, account.Password)
                : s.Origin == "CONFORM_USER" && Environment.GetEnvironmentVariable(PasswordVariable) is { } password
                    ? new UserCredentials(s.Text, password)
                : throw new UsageException($"{s.Origin} is not NAME:PASSWORD. Write for example --user carol@example.com:secret-123.")
            );
        }

        return (settings.File?.Objects("users") ?? []).Select(User);
    }

    /// <summary>The fixed credentials of the client, by the contract's names for them.</summary>
    public ImmutableDictionary<string, string> Client(Settings settings)
    {
        var values = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in ConfigurationFile.Pairs(settings.File?.Map("client")))
            values[name] = value.Text;
        foreach (var (variable, name) in ClientVariables)
        {
            if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value)
                values[name] = value;
        }

        foreach (var setting in settings.Given(_client))
        {
            var (name, value) = ClientArgument.Read(setting);
            values[name] = value;
        }

        return values.ToImmutable();
    }

    private static UserCredentials User(Node node)
    {
        var fields = ConfigurationFile.Pairs(node).ToDictionary(p => p.Name, p => p.Value.Text, StringComparer.Ordinal);
        foreach (var name in fields.Keys.Except(["name", "password", "assertion"]))
            throw new UsageException($"{node.At}: \"{name}\" means nothing here; a user has name, password and assertion.");
        if (!fields.TryGetValue("name", out var user))
            throw new UsageException(
                $"{node.At}: the user has no \"name\". Write for example \"- {{name: carol@example.com, password: '${{CAROL_PASSWORD}}'}}\"."
            );
        return new UserCredentials(user, fields.GetValueOrDefault("password") ?? "", fields.GetValueOrDefault("assertion"));
    }

    private ITokenSource? Tokens(Settings settings, Uri baseUrl)
    {
        if (settings.Text(_tokenCommand) is { } command)
            return new CommandTokens(command, CommandTime) { BaseUrl = baseUrl };
        var sets = (settings.File?.Objects("tokens") ?? [])
            .Select(n => ConfigurationFile.Pairs(n).ToImmutableDictionary(p => p.Name, p => p.Value.Text, StringComparer.Ordinal))
            .Select(t => (t.GetValueOrDefault("user") ?? "", t.Remove("user")))
            .ToList();
        return sets.Count > 0 ? new GivenTokens(sets) : null;
    }

    private static ImmutableDictionary<string, ImmutableDictionary<string, string>> Values(Node? part)
    {
        var values = ImmutableDictionary.CreateBuilder<string, ImmutableDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var (operation, _, places) in part?.Members ?? [])
        {
            if (places is not ObjectNode)
                throw ConfigurationFile.Unfit(operation, places, "an object, value by place");
            foreach (var (place, at, _) in places.Members)
            {
                if (
                    Expression.Parse(place)
                    is not {
                        Source: ExpressionSource.RequestBody
                            or ExpressionSource.RequestHeader
                            or ExpressionSource.RequestQuery
                            or ExpressionSource.RequestCookie
                            or ExpressionSource.RequestPathParameter
                    }
                )
                {
                    throw new UsageException(
                        $"{at}: \"{place}\" is no place in a request. Write for example $request.body#/deviceId or $request.header.X-Device."
                    );
                }
            }

            values[operation] = places.Members.ToImmutableDictionary(
                p => p.Name,
                p => ConfigurationFile.Of(Scalar(p.Name, Public(p.Value) ?? p.Value)).Text,
                StringComparer.Ordinal
            );
        }

        return values.ToImmutable();
    }

    private static ImmutableHashSet<string> PublicValues(Node? part) =>
        (part?.Members ?? [])
            .SelectMany(o => o.Value.Members)
            .Select(p => Public(p.Value))
            .OfType<Node>()
            .Select(n => ConfigurationFile.Of(Scalar("public", n)).Text)
            .ToImmutableHashSet(StringComparer.Ordinal);

    // {public: acme}
    private static Node? Public(Node value) => value is ObjectNode { Members: [{ Name: "public", Value: var text }] } ? text : null;

    private static ScalarNode Scalar(string name, Node value) =>
        value is ScalarNode { IsNull: false } scalar
            ? scalar
            : throw ConfigurationFile.Unfit(name, value, "a text, or {public: TEXT} for what is no secret");

    private static X509Certificate2? Certificate(Setting? setting, bool hasKey)
    {
        if (setting is null)
            return null;
        try
        {
            return hasKey ? X509Certificate2.CreateFromPemFile(setting.Text) : X509CertificateLoader.LoadCertificateFromFile(setting.Text);
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new UsageException(
                $"{setting.Origin}: \"{setting.Text}\" holds no certificate{(hasKey ? " with its key" : "")} that can be read: {exception.Message}",
                exception
            );
        }
    }
}
