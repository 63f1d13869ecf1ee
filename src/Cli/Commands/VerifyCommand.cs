using System.Collections.Immutable;
using System.CommandLine;
using System.Net.Sockets;
using Conformance.Cli.Configuration;
using Conformance.Cli.Output;
using Conformance.Contracts.Loading;
using Conformance.Documents;
using Conformance.MockServer.Engine.State;
using Conformance.Reporting.Terminal;
using Conformance.Testing;
using Conformance.Verification.Client;
using Conformance.Verification.Results;
using Conformance.Verification.Suite;

namespace Conformance.Cli.Commands;

/// <summary><c>conform verify</c>.</summary>
internal sealed class VerifyCommand
{
    // What chooses contracts or the file itself, and what the file calls by its plural.
    private static readonly string[] NotInFile = ["all", "config", "header", "user", "requirement", "scenario", "trace", "overlay"];

    private static readonly TimeSpan PatienceAfterSignals = TimeSpan.FromSeconds(10);

    // For the scenario about two users whose names differ in little.
    private static readonly Account LookAlike = new("Alice@example.com", Account.SeededPassword);

    private readonly ContractArguments _contracts = new();
    private readonly SuiteArguments _suites;
    private readonly TargetOptions _target = new();
    private readonly Option<bool> _all = new("--all") { Description = "Verifies all built-in contracts." };
    private readonly Option<bool> _mock = new("--mock")
    {
        Description =
            "Verifies the embedded mock; needed for a contract of your own where CI is set in the environment, and no --base-url is given.",
    };
    private readonly Option<string?> _config = new("--config")
    {
        Description = "The configuration; conform.yaml in the current folder unless given.",
        HelpName = "PATH",
    };
    private readonly Option<string[]> _report = ReportArgument.Option();
    private readonly Option<bool> _strict = new("--strict") { Description = "Lets warnings fail the run." };
    private readonly Option<string?> _expectedFailures = new("--expected-failures")
    {
        Description = "A list of known failures: id, reason, expires. One that passes, or has expired, fails the run.",
        HelpName = "PATH",
    };
    private readonly Option<string?> _maxFailures = new("--max-failures")
    {
        Description = "Stops after so many failed scenarios.",
        HelpName = "NUMBER",
    };
    private readonly Option<string?> _depth = new("--depth")
    {
        Description = "How deep to go, and so how many requests to send: quick, standard or deep; standard unless given.",
        HelpName = "DEPTH",
    };
    private readonly Option<string?> _timeLimit = new("--time-limit")
    {
        Description = "Ends the whole run after this time, for example 5m; what was checked until then is told.",
        HelpName = "TIME",
    };
    private readonly Option<string?> _workers = new("--workers") { Description = "How many scenarios run at once.", HelpName = "NUMBER" };
    private readonly Option<string?> _waitFor = new("--wait-for")
    {
        Description = "How long to wait until something listens at the base URL, for example 30s.",
        HelpName = "TIME",
    };
    private readonly Option<string?> _seed = new("--seed")
    {
        Description = "Makes the embedded mock's ids, keys and tokens repeatable.",
        HelpName = "NUMBER",
    };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Lists what would run, and asks the target nothing." };
    private readonly Option<bool> _trace = new("--trace")
    {
        Description = "Shows each step with its requests and answers as it happens, secrets replaced; goes well with --scenario.",
    };
    private readonly Option<bool> _verbose = new("--verbose", "-v")
    {
        Description = "Tells of each scenario that does not apply, and why.",
    };

    private VerifyCommand() => _suites = new SuiteArguments(_contracts);

    private IEnumerable<Option> Options =>
        [
            _all,
            _mock,
            .. _target.All,
            .. _suites.All,
            _report,
            _strict,
            _expectedFailures,
            _maxFailures,
            _depth,
            _timeLimit,
            _workers,
            _waitFor,
            _seed,
            _dryRun,
            _trace,
            _verbose,
            _config,
        ];

    // What may stand elsewhere than on the command line as well.
    private IEnumerable<Option> Read => Options.Concat(_contracts.Settable);

    public static Command Create()
    {
        var verify = new VerifyCommand();
        var command = new Command(
            "verify",
            "Checks an implementation against its contract: each documented behaviour, and that revoked tokens are refused."
        );
        verify._contracts.AddTo(command);
        foreach (var option in verify.Options)
            command.Add(option);
        command.SetStoppableRunner(verify.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, StopSignals signals)
    {
        var cancellation = signals.Token;
        var settings = SettingsOf(parsed, parsed.GetValue(_config));
        if (parsed.GetValue(_all) && _contracts.Names(parsed).Count > 0)
            throw new UsageException("--all means every built-in contract; leave it out to name some.");
        var reports = ReportArgument.Read(settings, _report);
        var run = Run(settings);
        var suites = _suites.Load(parsed, settings, cancellation);
        var baseUrl = BaseUrl(settings, _mock, _target);
        if (baseUrl is not null && suites.Length > 1)
            throw new UsageException(
                $"--base-url goes with one contract, and there are {suites.Length}. Name the contract that is implemented there."
            );
        if (settings.Flag(_dryRun))
            return DryRun.Write(suites.Select(s => s.Suite));
        if (baseUrl is null && !settings.Flag(_mock))
            CheckMockIsMeant(suites.Select(s => s.Source));
        if (baseUrl is not null)
        {
            var proxy = Proxy(baseUrl);
            if (settings.Duration(_waitFor) is { } patience)
                await WaitAsync(proxy ?? baseUrl, patience, cancellation);
        }

        // What was done until a signal came is told.
        signals.Take(PatienceAfterSignals);
        var (output, style) = RunOutput.Of(reports, settings.Flag(_verbose));
        var console = new ConsoleReporter(output, style, TimeProvider.System);
        var runs = ImmutableArray.CreateBuilder<ContractRun>();
        foreach (var (_, suite) in suites)
        {
            if (signals.ExitCode is not null)
                break;
            if (baseUrl is not null)
            {
                runs.Add(await RunAsync(suite, _target.Read(settings, baseUrl), run, console, cancellation));
                continue;
            }

            var client = ClientArgument.OfEmbedded(suite.Subject.Contract, _target.Client(settings));
            await using var mock = await ContractMock.StartAsync(
                suite.Subject.Contract,
                new ContractMockOptions
                {
                    Seed = Seed(settings),
                    Client = client,
                    Users = [.. Account.Seeded, LookAlike],
                },
                cancellation
            );
            var target = Target.Of(mock) with { Headers = [.. _target.Headers(settings)], Names = SettingNames.OfCommandLine };
            runs.Add(
                await RunAsync(
                    suite,
                    target,
                    run with
                    {
                        IsEmbedded = true,
                        ScenarioTimeout = TimeSpan.FromMinutes(15),
                    },
                    console,
                    cancellation
                )
            );
        }

        var report = new VerificationReport(ReportArgument.Tool, run.IsStrict, runs.ToImmutable());
        console.Finish(report);
        var isWritten = ReportArgument.Write(reports, report, output);
        if (signals.ExitCode is not { } stopped)
            return isWritten ? ExitCode.Of(report.Outcome) : ExitCode.Usage;
        StopSignals.Tell();
        return stopped;
    }

    /// <summary>What the user set of this command's options, for whichever command asks a target: one configuration is for all of them.</summary>
    /// <param name="config">The file that the command line names; null for none.</param>
    /// <exception cref="UsageException">The file or the environment is faulty.</exception>
    public static Settings SettingsOf(ParseResult parsed, string? config)
    {
        var verify = new VerifyCommand();
        verify.CheckVariables(parsed.CommandResult.Command);
        config ??= Environment.GetEnvironmentVariable(Settings.Variable(verify._config.Name));
        return new Settings(
            parsed,
            ConfigurationFile.Load(
                config is { Length: > 0 } ? config : null,
                [.. verify.Read.Select(o => o.Name.TrimStart('-')).Except(NotInFile)]
            )
        );
    }

    // Where the contracts are named, and what makes no sense in an environment, is read from the command line alone.
    private void CheckVariables(Command command)
    {
        var read = Read.Where(o => o != _all).Select(o => o.Name).ToList();
        Settings.CheckVariables(
            [.. read.Select(Settings.Variable), TargetOptions.PasswordVariable, .. TargetOptions.ClientVariables.Select(v => v.Variable)],
            command.Options.Select(o => o.Name).Except(read)
        );
    }

    /// <summary>Where the target answers; null for the embedded mock. The command line wins over what stands elsewhere.</summary>
    /// <exception cref="UsageException">Both are asked for.</exception>
    public static Uri? BaseUrl(Settings settings, Option<bool> mock, TargetOptions target)
    {
        if (!settings.Flag(mock) || target.BaseUrl(settings) is not { } address)
            return settings.Flag(mock) ? null : target.BaseUrl(settings);
        var (isMock, isTarget) = (settings.IsOnCommandLine(mock), target.IsBaseUrlOnCommandLine(settings));
        if (isMock == isTarget)
            throw new UsageException($"--mock means the embedded mock, and --base-url says {address}. Leave one of them out.");
        return isMock ? null : address;
    }

    /// <summary>Sees to it that a base URL which was forgotten turns no pipeline green.</summary>
    /// <exception cref="UsageException">The mock would take the place of an implementation in CI.</exception>
    public static void CheckMockIsMeant(IEnumerable<ContractSource> sources)
    {
        if (Environment.GetEnvironmentVariable("CI") is null or "" or "false" or "0")
            return;
        if (sources.FirstOrDefault(s => !ContractArguments.IsBuiltIn(s)) is { } own)
            throw new UsageException(
                $"No target is given for {own.Document}, and CI is set in the environment, so that the embedded mock would pass in place of an implementation. Name one with --base-url, or give --mock if the mock is meant."
            );
    }

    private static async Task<ContractRun> RunAsync(
        ConformanceSuite suite,
        Target target,
        RunSettings settings,
        ConsoleReporter console,
        CancellationToken cancellation
    )
    {
        using var run = suite.Against(target, settings);
        ContractRun? result = null;
        await foreach (var happened in run.RunAsync(cancellation))
        {
            console.On(happened);
            if (happened is ContractFinished finished)
                result = finished.Run;
        }

        return result!;
    }

    private RunSettings Run(Settings settings)
    {
        var known = new RunSettings();
        return known with
        {
            Workers = settings.Whole(_workers, 1) ?? known.Workers,
            MaxFailures = settings.Whole(_maxFailures, 1),
            IsStrict = settings.Flag(_strict),
            TimeLimit = settings.Duration(_timeLimit),
            Depth = Depth(settings),
            IsTraced = settings.Flag(_trace),
            Baseline = settings.Find(_expectedFailures) is { } path ? Baseline(path) : null,
        };
    }

    private RunDepth Depth(Settings settings)
    {
        if (settings.Find(_depth) is not { } setting)
            return RunDepth.Standard;
        var names = Enum.GetNames<RunDepth>().Select(n => n.ToLowerInvariant()).ToList();
        return names.IndexOf(setting.Text) is >= 0 and var depth
            ? (RunDepth)depth
            : throw new UsageException($"{setting.Origin}: \"{setting.Text}\" is no depth. Write {string.Join(" or ", names)}.");
    }

    /// <summary>Reads a list of expected failures.</summary>
    /// <exception cref="UsageException">It is faulty; every mistake was written to the standard error.</exception>
    internal static ExpectedFailures Baseline(Setting path)
    {
        var problems = new Problems();
        var baseline = ExpectedFailures.Load(path.Text, problems);
        foreach (var problem in problems)
            Console.Error.WriteLine(ProblemLine.Of(problem));
        return baseline
            ?? throw new UsageException(
                $"{path.Origin}: the list of expected failures cannot be used; {Counted.Of(problems.Count, "mistake")} above."
            );
    }

    private ulong? Seed(Settings settings)
    {
        if (settings.Find(_seed) is not { } seed)
            return null;
        return ulong.TryParse(seed.Text, out var number)
            ? number
            : throw new UsageException($"{seed.Origin}: \"{seed.Text}\" is no whole number.");
    }

    /// <summary>The proxy before a target; null where there is none.</summary>
    /// <exception cref="UsageException">The environment names one that cannot be used.</exception>
    public static Uri? Proxy(Uri baseUrl)
    {
        try
        {
            return EnvironmentProxy.OfProcess.For(baseUrl)?.Address;
        }
        catch (ProxyException exception)
        {
            throw new UsageException(exception.Message, exception);
        }
    }

    /// <summary>Waits until something listens at an address, or for as long as patience lasts.</summary>
    internal static async Task WaitAsync(Uri address, TimeSpan patience, CancellationToken cancellation)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                using var socket = new TcpClient();
                await socket.ConnectAsync(address.Host, address.Port, cancellation);
                return;
            }
            catch (SocketException)
            {
                // The run itself tells why it cannot be reached.
                if (TimeProvider.System.GetElapsedTime(started) >= patience)
                    return;
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, cancellation);
            }
        }
    }
}
