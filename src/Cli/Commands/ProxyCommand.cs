using System.CommandLine;
using System.Net.Sockets;
using Conformance.Cli.Configuration;
using Conformance.Cli.Output;
using Conformance.Documents;
using Conformance.Proxying;
using Conformance.Proxying.Traffic;
using Conformance.Reporting;
using Conformance.Reporting.Terminal;
using Conformance.Verification.Results;

namespace Conformance.Cli.Commands;

/// <summary><c>conform proxy</c>.</summary>
internal sealed class ProxyCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ContractArguments _contracts = new(one: true);
    private readonly TargetOptions _target = new();
    private readonly Option<string?> _baseUrl = new("--base-url", "-u")
    {
        Description =
            "Where the implementation answers. Paths are the same at the proxy; a path here takes the place of the documented server's.",
        HelpName = "URL",
    };
    private readonly Option<int> _port = new("--port", "-p")
    {
        Description = "The port to listen on; 0 lets the system choose.",
        HelpName = "PORT",
        DefaultValueFactory = _ => TrafficProxyOptions.DefaultPort,
    };
    private readonly Option<string> _host = new("--host")
    {
        Description = "The address to listen on. On loopback the proxy answers to loopback's names alone.",
        HelpName = "ADDRESS",
        DefaultValueFactory = _ => "127.0.0.1",
    };
    private readonly Option<string[]> _allowedHosts = new("--allow-host")
    {
        Description = "A name that the proxy answers to beside loopback's own, for example app.local; may be repeated.",
        HelpName = "NAME",
    };
    private readonly Option<string?> _untilIdle = new("--until-idle")
    {
        Description = "Ends when no request has been under way for this time after the first one, for example 10s; else Ctrl-C ends it.",
        HelpName = "TIME",
    };
    private readonly Option<string?> _waitFor = new("--wait-for")
    {
        Description = "How long to wait until something listens at the base URL, for example 30s.",
        HelpName = "TIME",
    };
    private readonly Option<string> _maxBody = new("--max-body")
    {
        Description = "The largest body that is judged: bytes, or a number with KB, MB or GB behind it. A larger one passes unjudged.",
        HelpName = "SIZE",
        DefaultValueFactory = _ => "1MB",
    };
    private readonly Option<string?> _maxTokens = new("--max-tokens")
    {
        Description = $"How many tokens are followed; {TrafficProxyOptions.UsualMaxTokens} unless given. The oldest are forgotten first.",
        HelpName = "NUMBER",
    };
    private readonly Option<bool> _allowEmpty = new("--allow-empty")
    {
        Description = "Lets a run pass in which no token was tried after a logout.",
    };
    private readonly Option<string[]> _report = ReportArgument.Option();
    private readonly Option<bool> _strict = new("--strict") { Description = "Lets warnings fail the run." };
    private readonly Option<string?> _expectedFailures = new("--expected-failures")
    {
        Description = "A list of known failures: id, reason, expires. One that passes, or has expired, fails the run.",
        HelpName = "PATH",
    };

    private readonly Option<string?> _config = new("--config")
    {
        Description =
            "The configuration; conform.yaml in the current folder unless given. What it says of scenarios, users and requests is passed over.",
        HelpName = "PATH",
    };

    private ProxyCommand() { }

    public static Command Create()
    {
        var proxy = new ProxyCommand();
        var command = new Command(
            "proxy",
            "Passes real traffic on to an implementation, and holds it against the contract: a revoked token that is let in is told the moment it happens."
        );
        proxy._contracts.AddTo(command);
        foreach (
            var option in (IEnumerable<Option>)
                [
                    proxy._baseUrl,
                    proxy._port,
                    proxy._host,
                    proxy._allowedHosts,
                    proxy._untilIdle,
                    proxy._waitFor,
                    proxy._report,
                    proxy._strict,
                    proxy._expectedFailures,
                    proxy._allowEmpty,
                    proxy._maxBody,
                    proxy._maxTokens,
                    .. proxy._target.OfTls,
                    proxy._config,
                ]
        )
            command.Add(option);
        command.SetStoppableRunner(proxy.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, StopSignals signals)
    {
        var settings = VerifyCommand.SettingsOf(parsed, parsed.GetValue(_config));
        var reports = ReportArgument.Read(settings, _report);

        // A configuration is for verify as well, which has scenarios to tell in messages.
        if (!settings.IsOnCommandLine(_report))
            reports.RemoveAll(r => r.Format == ReportFormat.Messages);
        if (reports.Exists(r => r.Format == ReportFormat.Messages))
            throw new UsageException(
                "--report: messages are of Gherkin scenarios, and traffic has none. Choose another format, for example json=traffic.json."
            );
        var baseUrl =
            settings.Address(_baseUrl)
            ?? throw new UsageException(
                "There is nothing to pass requests on to. Name the implementation with --base-url, for example -u https://staging.example/api."
            );
        var judging = new TrafficRunSettings(
            settings.Flag(_strict),
            settings.Flag(_allowEmpty),
            settings.Find(_expectedFailures) is { } path ? VerifyCommand.Baseline(path) : null
        );
        var idle = settings.Duration(_untilIdle);
        var contract = Load(parsed, settings, signals.Token);
        if (settings.Duration(_waitFor) is { } patience)
            await VerifyCommand.WaitAsync(baseUrl, patience, signals.Token);
        var (output, style) = RunOutput.Of(reports, isVerbose: false);
        var sightings = new SightingLog(output, style);

        // A signal is how a watch usually ends, and no accident.
        var stopped = signals.Take(Patience);
        ContractRun run;
        await using (
            var proxy = await StartAsync(
                contract,
                new TrafficProxyOptions
                {
                    BaseUrl = baseUrl,
                    Host = ListenAddress.Host(parsed.GetValue(_host)!),
                    Port = ListenAddress.Port(parsed.GetValue(_port)),
                    AllowedHosts = [.. (parsed.GetValue(_allowedHosts) ?? []).Select(ListenAddress.Name)],
                    Tls = _target.Tls(settings),
                    MaxBody = ListenAddress.Size(_maxBody.Name, parsed.GetValue(_maxBody)!),
                    MaxTokens = settings.Whole(_maxTokens, 100) ?? TrafficProxyOptions.UsualMaxTokens,
                    Watch = sightings.Tell,
                },
                stopped
            )
        )
        {
            sightings.Line(
                $"Listening on {proxy.Address.AbsoluteUri.TrimEnd('/')} for {baseUrl.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped).TrimEnd('/')}. {(idle is null ? "Ctrl-C ends it and tells what was seen." : "It ends when it is idle, or by Ctrl-C.")}"
            );
            try
            {
                await proxy.WaitUntilIdleAsync(idle ?? Timeout.InfiniteTimeSpan, stopped);
            }
            catch (OperationCanceledException)
            {
                // Asked to end.
            }

            run = proxy.ToRun(judging);
        }

        var report = new VerificationReport(ReportArgument.Tool, judging.IsStrict, [run]);
        new ConsoleReporter(output, style).Finish(report);
        return ReportArgument.Write(reports, report, output) ? ExitCode.Of(report.Outcome) : ExitCode.Usage;
    }

    private WatchedContract Load(ParseResult parsed, Settings settings, CancellationToken cancellation)
    {
        var problems = new Problems();
        var (files, readings) = ContractArguments.WithReadings(
            _contracts.Sources(parsed, settings),
            _contracts.Readings(parsed, settings),
            cancellation
        )[0];
        var contract = WatchedContract.Load(files, readings, problems, cancellation);
        foreach (var problem in problems)
            Console.Error.WriteLine(ProblemLine.Of(problem));
        return contract
            ?? throw new UsageException(
                $"The contract cannot be watched; {Counted.Of(problems.Count(p => p.Severity == Severity.Error), "error")} above."
            );
    }

    private static async Task<TrafficProxy> StartAsync(
        WatchedContract contract,
        TrafficProxyOptions options,
        CancellationToken cancellation
    )
    {
        try
        {
            return await TrafficProxy.StartAsync(contract, options, cancellation);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            throw ListenAddress.Fault(exception, options.Host.ToString(), options.Port);
        }
    }
}
