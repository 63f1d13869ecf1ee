using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Conformance.Cli.Configuration;
using Conformance.Cli.Output;
using Conformance.Contracts;
using Conformance.Documents;
using Conformance.MockServer;
using Conformance.MockServer.Engine.Logging;
using Conformance.MockServer.Engine.Stages;
using Conformance.MockServer.Engine.State;
using Conformance.MockServer.Hosting;

namespace Conformance.Cli.Commands;

/// <summary><c>conform mock</c>.</summary>
internal sealed class MockCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ContractArguments _contracts = new();
    private readonly Option<int> _port = new("--port", "-p")
    {
        Description = "The port to listen on; 0 lets the system choose.",
        HelpName = "PORT",
        DefaultValueFactory = _ => MockOptions.DefaultPort,
    };
    private readonly Option<string> _host = new("--host")
    {
        Description =
            "The address to listen on; localhost is 127.0.0.1 and [::1]. On loopback the mock answers to loopback's names alone; beyond it the control API asks for a token.",
        HelpName = "ADDRESS",
        DefaultValueFactory = _ => ListenAddress.Localhost,
    };
    private readonly Option<bool> _https = new("--https")
    {
        Description =
            "Speaks TLS, with the .NET SDK's developer certificate where this user has one, else with one of its own that is kept for the next time.",
    };
    private readonly Option<string[]> _allowedHosts = new("--allow-host")
    {
        Description = "A name that the mock answers to beside loopback's own, for example api.local; may be repeated.",
        HelpName = "NAME",
    };
    private readonly Option<string[]> _users = new("--user")
    {
        Description = "A user beside the two that every mock has; may be repeated.",
        HelpName = "NAME:PASSWORD",
    };
    private readonly Option<string[]> _client = new("--client")
    {
        Description =
            "A fixed credential of the client that the contract's \"client\" names, which alone is taken; @PATH for a file's text; may be repeated. Without it anything is taken, or what the document shows.",
        HelpName = "NAME=VALUE",
    };
    private readonly Option<bool> _noCors = new("--no-cors") { Description = "Does not let browsers of other origins in." };
    private readonly Option<ulong?> _seed = new("--seed")
    {
        Description = "Makes ids, keys and tokens repeatable, and so known to whoever knows the number.",
        HelpName = "NUMBER",
    };
    private readonly Option<bool> _allowPublicKeys = new("--allow-public-keys")
    {
        Description = "Lets --seed go with a --host beyond loopback, where others can then make tokens that the mock takes for its own.",
    };
    private readonly Option<string?> _clock = new("--clock")
    {
        Description = "Starts with the clock standing still at this time, for example 2026-01-31T12:00:00Z.",
        HelpName = "TIME",
    };
    private readonly Option<string[]> _controlOrigins = new("--control-origin")
    {
        Description =
            "An origin whose pages may use the control API, for example http://localhost:5173; may be repeated. None may unless told.",
        HelpName = "ORIGIN",
    };
    private readonly Option<int> _journal = new("--journal")
    {
        Description = "How many of the last requests each namespace remembers; 0 for none.",
        HelpName = "NUMBER",
        DefaultValueFactory = _ => MockOptions.UsualJournal,
    };
    private readonly Option<string> _journalMemory = new("--journal-memory")
    {
        Description =
            "How much memory the journals of all namespaces and the log lines that wait may take together: bytes, or a number with KB, MB or GB behind it. The oldest requests of the fullest journal go first.",
        HelpName = "SIZE",
        DefaultValueFactory = _ => "64MB",
    };
    private readonly Option<string> _maxBody = new("--max-body")
    {
        Description =
            "The largest request body that is read, as it is sent and decompressed: bytes, or a number with KB, MB or GB behind it.",
        HelpName = "SIZE",
        DefaultValueFactory = _ => "1MB",
    };
    private readonly Option<bool> _stateless = new("--stateless")
    {
        Description =
            "Remembers nothing of what is made in collections; each answer is the documented one. \"x-mock: {stateful: false}\" says so of a part of a document.",
    };
    private readonly Option<string?> _delay = new("--delay")
    {
        Description = "Lets the answer to each operation wait, for example 200ms, or 200ms..800ms for a time between.",
        HelpName = "TIME",
    };
    private readonly Option<string?> _upstream = new("--upstream")
    {
        Description =
            "The real server, which answers the paths that no contract documents, the operations of --upstream-for, and those with \"x-mock: {upstream: true}\". The contract's own paths come after the URL.",
        HelpName = "URL",
    };
    private readonly Option<string[]> _upstreamFor = new("--upstream-for")
    {
        Description = "The ids of operations that --upstream answers, with commas between; may be repeated.",
        HelpName = "ID,...",
    };
    private readonly Option<bool> _jsonLogs = new("--json-logs") { Description = "Logs a JSON object for each request." };
    private readonly Option<bool> _checkSelf = new("--check-self")
    {
        Description =
            "Holds the mock's own answers against the contract; one that breaks it says how in its log line and in a header Conform-Broken-Contract.",
    };
    private readonly Option<string?> _mappings = new("--mappings")
    {
        Description =
            "A folder of mappings in WireMock.Net's JSON format, which answer before the contracts do and are read again when they are saved.",
        HelpName = "DIR",
    };
    private readonly SharedStoreArgument _store = new();
    private readonly Option<bool> _noWatch = new("--no-watch")
    {
        Description =
            "Serves the contracts as they were at the start; else one is served anew when a file of it is saved, and its sessions go on.",
    };
    private readonly Option<bool> _init = new("--init")
    {
        Description = "Serves a document that says nothing of its session with what \"conform init\" would find in it.",
    };
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Logs no requests." };

    private MockCommand() { }

    public static Command Create()
    {
        var mock = new MockCommand();
        var command = new Command("mock", "Serves contracts from a stateful mock that refuses revoked tokens.");
        mock._contracts.AddTo(command);
        foreach (
            var option in new Option[]
            {
                mock._port,
                mock._host,
                mock._https,
                mock._allowedHosts,
                mock._users,
                mock._client,
                mock._noCors,
                mock._controlOrigins,
                mock._journal,
                mock._journalMemory,
                mock._maxBody,
                mock._seed,
                mock._allowPublicKeys,
                mock._clock,
                mock._checkSelf,
                mock._mappings,
                mock._stateless,
                mock._delay,
                mock._upstream,
                mock._upstreamFor,
                mock._init,
                mock._noWatch,
                mock._jsonLogs,
                mock._quiet,
            }
        )
            command.Add(option);
        mock._store.AddTo(command);
        command.SetStoppableRunner(mock.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, StopSignals signals)
    {
        var start = TimeProvider.System.GetUtcNow();
        await using var output = new StreamWriter(Console.OpenStandardOutput(), leaveOpen: true) { AutoFlush = false };
        await using var log = parsed.GetValue(_quiet)
            ? null
            : new TextRequestLog(output, parsed.GetValue(_jsonLogs), LogStyle.Of(Console.IsOutputRedirected), LogMemory(parsed));
        using var upstream = Upstream(parsed);
        var options = Options(parsed, upstream, signals.Token) with { Log = log ?? IRequestLog.Silent };
        var mappings = parsed.GetValue(_mappings) is { } folder ? await MappingsArgument.OpenAsync(folder) : null;
        await using var letGo = mappings as IAsyncDisposable;
        var shared = await _store.OpenAsync(parsed, options.Seed is not null);
        await using var disconnected = shared as IAsyncDisposable;
        options = options with
        {
            Mappings = mappings,
            Shared = shared,
            Replica = shared is null ? null : $"{Environment.MachineName}-{Environment.ProcessId}",
        };
        using var certificate = parsed.GetValue(_https) ? Certificate(options) : null;
        options = options with { Certificate = certificate?.Certificate };
        var stopped = signals.Take(Patience);
        await using var mock = await StartAsync(options, stopped);
        if (parsed.GetValue(_jsonLogs))
            await output.WriteLineAsync(StartBanner.Json(mock, options, certificate));
        else
            await output.WriteAsync(StartBanner.Text(mock, options, certificate));
        await output.FlushAsync(CancellationToken.None);
        await using var watch =
            parsed.GetValue(_noWatch) || shared is not null // one replica alone must not serve another contract
                ? null
                : ContractWatch.Start(mock, _contracts, parsed, parsed.GetValue(_init), options.Guide, start);
        var waiting = new TaskCompletionSource();
        await using var registration = stopped.Register(waiting.SetResult);
        await waiting.Task;
        return ExitCode.Success;
    }

    private static async Task<Mock> StartAsync(MockOptions options, CancellationToken cancellation)
    {
        try
        {
            return await Mock.StartAsync(options, cancellation);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            throw ListenAddress.Fault(exception, Shown(options), options.Port);
        }
    }

    private static string Shown(MockOptions options) => options.IsLocalhost ? ListenAddress.Localhost : options.Host.ToString();

    private MockOptions Options(ParseResult parsed, Upstream? upstream, CancellationToken cancellation)
    {
        var port = ListenAddress.Port(parsed.GetValue(_port));
        var host = ListenAddress.Host(parsed.GetValue(_host)!);
        if (parsed.GetValue(_seed) is { } seed && !IPAddress.IsLoopback(host) && !parsed.GetValue(_allowPublicKeys))
            throw new UsageException(
                $"--seed {seed} makes keys that everybody can make, and --host {host} is for others than this machine: they could sign tokens that the mock takes for its own. Leave one of the two out, or say --allow-public-keys where that does no harm."
            );
        var contracts = InferredContracts.Load(_contracts, parsed, parsed.GetValue(_init), cancellation);
        CheckOperations(contracts, UpstreamOperations(parsed));
        return new MockOptions
        {
            Contracts = contracts,
            Upstream = upstream,
            IsStateless = parsed.GetValue(_stateless),
            Delay = parsed.GetValue(_delay) is { } delay ? Delay(delay) : null,
            Guide = new ContractGuide(() => _contracts.Sources(parsed), _contracts.Readings(parsed)),
            Host = host,
            IsLocalhost = parsed.GetValue(_host) == ListenAddress.Localhost,
            AllowedHosts = [.. (parsed.GetValue(_allowedHosts) ?? []).Select(ListenAddress.Name)],
            Port = port,
            Accounts = [.. Account.Seeded, .. (parsed.GetValue(_users) ?? []).Select(User)],
            Client = ClientArgument.Read(parsed.GetValue(_client) ?? [], contracts),
            Cors = !parsed.GetValue(_noCors),
            ControlOrigins = [.. (parsed.GetValue(_controlOrigins) ?? []).Select(Origin)],
            JournalSize = parsed.GetValue(_journal) is var size and >= 0 and <= MockOptions.LargestJournal
                ? size
                : throw new UsageException(
                    $"--journal {parsed.GetValue(_journal)} is no size. Write a number from 0 to {MockOptions.LargestJournal}."
                ),
            MaxBody = ListenAddress.Size(_maxBody.Name, parsed.GetValue(_maxBody)!),
            JournalMemory = JournalMemory(parsed) - LogMemory(parsed),
            GivesMemoryBack = true,
            CheckSelf = parsed.GetValue(_checkSelf),
            Seed = parsed.GetValue(_seed),
            FrozenAt = parsed.GetValue(_clock) is { } time ? Time(time) : null,
        };
    }

    private int JournalMemory(ParseResult parsed) => ListenAddress.Size(_journalMemory.Name, parsed.GetValue(_journalMemory)!);

    // A quarter for what waits: a log that is slow is to cost lines before it costs the journal.
    private int LogMemory(ParseResult parsed) => JournalMemory(parsed) / 4;

    private string[] UpstreamOperations(ParseResult parsed) =>
        [
            .. (parsed.GetValue(_upstreamFor) ?? []).SelectMany(ids =>
                ids.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            ),
        ];

    private Upstream? Upstream(ParseResult parsed)
    {
        var operations = UpstreamOperations(parsed);
        if (parsed.GetValue(_upstream) is not { } text)
            return operations.Length == 0
                ? null
                : throw new UsageException("--upstream-for says what another server answers; say which one with --upstream URL.");
        return
            Uri.TryCreate(text, UriKind.Absolute, out var address)
            && address.Scheme is "http" or "https"
            && address is { Query: "", Fragment: "", UserInfo: "" }
            ? new Upstream(address, operations)
            : throw new UsageException(
                $"--upstream \"{text}\" is no http or https address without a query. Write for example https://staging.example/api."
            );
    }

    private static void CheckOperations(ImmutableArray<Contract> contracts, string[] ids)
    {
        var known = contracts.SelectMany(c => c.Operations).Select(o => o.Id).Distinct(StringComparer.Ordinal).ToList();
        if (ids.FirstOrDefault(id => !known.Contains(id)) is not { } unknown)
            return;
        var near = Nearest.To(unknown, known);
        throw new UsageException(
            $"--upstream-for \"{unknown}\" names no operation. {(near is null ? "\"conform mock\" without it shows them; GET /__admin/contracts lists their ids." : $"Did you mean \"{near}\"?")}"
        );
    }

    private static ResponseDelay Delay(string text)
    {
        var parts = text.Split("..");
        if (
            parts.Length <= 2
            && Settings.ParseDuration(parts[0]) is { } least
            && Settings.ParseDuration(parts[^1]) is { } most
            && least <= most
            && most <= ResponseDelay.Longest
        )
            return new ResponseDelay(least, most);
        throw new UsageException(
            $"--delay \"{text}\" is no time of at most {ResponseDelay.Longest.TotalMinutes:0} minutes. Write for example 300ms, or 200ms..800ms with the shorter one first."
        );
    }

    private static ServerCertificate Certificate(MockOptions options)
    {
        ImmutableArray<string> names =
        [
            .. options.AllowedHosts,
            .. IPAddress.IsLoopback(options.Host) || IPAddress.Any.Equals(options.Host) || IPAddress.IPv6Any.Equals(options.Host)
                ? []
                : new[] { options.Host.ToString() },
        ];
        try
        {
            return ServerCertificate.FindOrMake(names, ServerCertificate.UsualFolder, TimeProvider.System);
        }
        catch (Exception why) when (why is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new UsageException(
                $"--https needs a certificate, and none could be kept in \"{ServerCertificate.UsualFolder}\": {why.Message.TrimEnd('.')}. Make one with \"dotnet dev-certs https\", or see to it that the folder can be written.",
                why
            );
        }
    }

    private static string Origin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.Scheme is ("http" or "https")
        && uri.GetLeftPart(UriPartial.Authority) == text
            ? text
            : throw new UsageException(
                $"--control-origin \"{text}\" is no origin. Write for example http://localhost:5173, without a path or a slash at its end."
            );

    private static Account User(string text) =>
        Account.Parse(text)
        ?? throw new UsageException($"--user \"{text}\" is not NAME:PASSWORD. Write for example --user carol@example.com:secret-123.");

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new UsageException($"--clock \"{text}\" is no time. Write for example 2026-01-31T12:00:00Z.");
}
