using System.CommandLine;
using System.Globalization;
using Conformance.Cli.Configuration;
using Conformance.Cli.Output;
using Conformance.Exploration;
using Conformance.Reporting.Terminal;
using Conformance.Testing;
using Conformance.Verification.Client;
using Conformance.Verification.Results;
using Conformance.Verification.Suite;

namespace Conformance.Cli.Commands;

/// <summary><c>conform explore</c>.</summary>
internal sealed class ExploreCommand
{
    private static readonly TimeSpan PatienceAfterSignals = TimeSpan.FromSeconds(10);
    private static readonly ExplorationSettings Defaults = new();

    private readonly ContractArguments _contracts = new(one: true);
    private readonly SuiteArguments _suites;
    private readonly TargetOptions _target = new();
    private readonly Option<bool> _mock = new("--mock")
    {
        Description =
            "Explores the embedded mock; needed for a contract of your own where CI is set in the environment, and no --base-url is given.",
    };
    private readonly Option<string?> _seed = new("--seed")
    {
        Description = "What the sequences are drawn from; 1 unless given. The same seed asks a target that answers alike the same.",
        HelpName = "NUMBER",
    };
    private readonly Option<string?> _sequences = new("--sequences")
    {
        Description = $"How many sequences to try; {Defaults.Sequences} unless given.",
        HelpName = "NUMBER",
    };
    private readonly Option<string?> _time = new("--time")
    {
        Description = "Begins no sequence after this time, for example 5m; what was found until then is told.",
        HelpName = "TIME",
    };
    private readonly Option<string?> _maxSteps = new("--max-steps")
    {
        Description =
            $"How many things a sequence does at most before every token that it has had is tried; {Defaults.MaxSteps} unless given.",
        HelpName = "NUMBER",
    };
    private readonly Option<string?> _parallel = new("--parallel")
    {
        Description =
            $"Sends up to so many requests of a sequence at the same time, {ExplorationSettings.MostParallel} at most: some order of them has to explain the answers. One after the other unless given.",
        HelpName = "NUMBER",
    };
    private readonly Option<string?> _maxFailures = new("--max-failures")
    {
        Description = $"Stops after so many findings; {Defaults.MaxFindings} unless given.",
        HelpName = "NUMBER",
    };
    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "Writes what was found as scenarios to this file, for a folder that verify takes with --features.",
        HelpName = "FILE.feature",
    };
    private readonly Option<string[]> _report = ReportArgument.Option();
    private readonly Option<string?> _waitFor = new("--wait-for")
    {
        Description = "How long to wait until something listens at the base URL, for example 30s.",
        HelpName = "TIME",
    };
    private readonly Option<string?> _config = new("--config")
    {
        Description = "The configuration; conform.yaml in the current folder unless given. What it says of scenarios is passed over.",
        HelpName = "PATH",
    };

    private ExploreCommand() => _suites = new SuiteArguments(_contracts);

    private IEnumerable<Option> Options =>
        [.. _target.All, _mock, _seed, _sequences, _time, _maxSteps, _parallel, _maxFailures, _output, _report, _waitFor, _config];

    public static Command Create()
    {
        var explore = new ExploreCommand();
        var command = new Command(
            "explore",
            "Looks for what no scenario was written for: random sequences beside the contract's model, each difference shrunk and written as a scenario."
        );
        explore._contracts.AddTo(command);
        foreach (var option in explore.Options)
            command.Add(option);
        command.SetStoppableRunner(explore.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, StopSignals signals)
    {
        var cancellation = signals.Token;
        var settings = VerifyCommand.SettingsOf(parsed, parsed.GetValue(_config));
        var reports = ReportArgument.Read(settings, _report);
        var exploration = new ExplorationSettings
        {
            Seed = Seed(settings) ?? Defaults.Seed,
            Sequences = settings.Whole(_sequences, 1) ?? Defaults.Sequences,
            Time = settings.Duration(_time),
            MaxSteps = settings.Whole(_maxSteps, 1) ?? Defaults.MaxSteps,
            Parallel = Parallel(settings),
            MaxFindings = settings.Whole(_maxFailures, 1) ?? Defaults.MaxFindings,
        };
        var (source, suite) = _suites.Load(parsed, settings, cancellation)[0];
        var baseUrl = VerifyCommand.BaseUrl(settings, _mock, _target);
        if (baseUrl is null && !settings.Flag(_mock))
            VerifyCommand.CheckMockIsMeant([source]);
        if (baseUrl is not null)
        {
            var proxy = VerifyCommand.Proxy(baseUrl);
            if (settings.Duration(_waitFor) is { } patience)
                await VerifyCommand.WaitAsync(proxy ?? baseUrl, patience, cancellation);
        }

        signals.Take(PatienceAfterSignals);
        var (output, style) = RunOutput.Of(reports, isVerbose: false);
        var console = new ConsoleReporter(output, style);
        ExplorationResult result;
        if (baseUrl is not null)
        {
            result = await ExploreAsync(suite, _target.Read(settings, baseUrl), exploration, console, cancellation);
        }
        else
        {
            await using var mock = await ContractMock.StartAsync(
                suite.Subject.Contract,
                new ContractMockOptions { Seed = exploration.Seed },
                cancellation
            );
            var target = Target.Of(mock) with { Headers = [.. _target.Headers(settings)], Names = SettingNames.OfCommandLine };
            result = await ExploreAsync(suite, target, exploration with { IsEmbedded = true }, console, cancellation);
        }

        var report = new VerificationReport(ReportArgument.Tool, false, [result.Run]);
        console.Finish(report);
        var unwritten = Write(result, settings.Text(_output), output);
        if (unwritten is not null)
            ReportArgument.Tell(unwritten);
        var isWhole = ReportArgument.Write(reports, report, output) && unwritten is null;
        if (signals.ExitCode is not { } stopped)
            return isWhole ? ExitCode.Of(report.Outcome) : ExitCode.Usage;
        StopSignals.Tell();
        return stopped;
    }

    private static async Task<ExplorationResult> ExploreAsync(
        ConformanceSuite suite,
        Target target,
        ExplorationSettings settings,
        ConsoleReporter console,
        CancellationToken cancellation
    )
    {
        using var explorer = new Explorer(suite, target, settings);
        return await explorer.RunAsync(
            (sequences, found) =>
                console.Tell(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{suite.Contract} {sequences}/{settings.Sequences} sequences{(found > 0 ? $", {found} findings" : "")}"
                    )
                ),
            cancellation
        );
    }

    // The scenarios go to the file, or else to whoever reads the run.
    private static string? Write(ExplorationResult result, string? path, TextWriter output)
    {
        if (result.Feature is not { } feature)
            return null;
        if (path is null)
        {
            output.WriteLine();
            output.WriteLine(feature);
            return null;
        }

        try
        {
            File.WriteAllText(path, feature);
            output.WriteLine($"The scenarios were written to {path}; conform verify takes its folder with --features.");
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return $"--output {path} could not be written: {exception.Message}";
        }
    }

    private int Parallel(Settings settings)
    {
        var parallel = settings.Whole(_parallel, 1) ?? Defaults.Parallel;
        return parallel <= ExplorationSettings.MostParallel
            ? parallel
            : throw new UsageException(
                $"{_parallel.Name}: {parallel} requests at the same time have too many orders to try; {ExplorationSettings.MostParallel} are the most."
            );
    }

    private ulong? Seed(Settings settings)
    {
        if (settings.Find(_seed) is not { } seed)
            return null;
        return ulong.TryParse(seed.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new UsageException($"{seed.Origin}: \"{seed.Text}\" is no whole number.");
    }
}
