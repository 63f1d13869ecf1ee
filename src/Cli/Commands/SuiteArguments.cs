using System.Collections.Immutable;
using System.CommandLine;
using System.Reflection;
using Conformance.Cli.Configuration;
using Conformance.Cli.Output;
using Conformance.Contracts.Loading;
using Conformance.Documents;
using Conformance.Verification.Scenarios;
using Conformance.Verification.Suite;

namespace Conformance.Cli.Commands;

/// <summary>The options that choose scenarios, and the loading of them.</summary>
internal sealed class SuiteArguments(ContractArguments contracts)
{
    private readonly Option<string[]> _features = new("--features")
    {
        Description = "A folder of feature files to run beside the built-in ones; may be repeated.",
        HelpName = "DIR",
    };
    private readonly Option<string[]> _steps = new("--steps")
    {
        Description = "An assembly with steps of your own, Reqnroll's [Binding] classes, to write features with; may be repeated.",
        HelpName = "DLL",
    };
    private readonly Option<string?> _includeTags = new("--include-tag")
    {
        Description = "Runs only scenarios whose tags meet an expression, for example '@needs-refresh and not @advice'.",
        HelpName = "EXPRESSION",
    };
    private readonly Option<string?> _excludeTags = new("--exclude-tag")
    {
        Description = "Leaves out scenarios whose tags meet an expression.",
        HelpName = "EXPRESSION",
    };
    private readonly Option<string[]> _requirements = new("--requirement")
    {
        Description = "Checks only this requirement; may be repeated.",
        HelpName = "ID",
    };

    private readonly Option<string[]> _scenarios = new("--scenario")
    {
        Description = "Runs only this scenario, by the id that \"conform list scenarios\" and findings show; may be repeated.",
        HelpName = "ID",
    };

    /// <summary>Every option.</summary>
    public IEnumerable<Option> All => [_features, _steps, _includeTags, _excludeTags, _requirements, _scenarios];

    /// <summary>Where the built-in features lie.</summary>
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "features");

    /// <summary>The suites of the contracts that were asked for.</summary>
    /// <exception cref="UsageException">A contract, a feature file or a filter is faulty; every fault was written to the standard error.</exception>
    public ImmutableArray<(ContractSource Source, ConformanceSuite Suite)> Load(
        ParseResult parsed,
        Settings settings,
        CancellationToken cancellation
    )
    {
        var options = Options(settings);
        var sources = ContractArguments.WithReadings(
            contracts.Sources(parsed, settings),
            contracts.Readings(parsed, settings),
            cancellation
        );
        var problems = new Problems();
        var featureProblems = new HashSet<FeatureProblem>();
        var suites = ImmutableArray.CreateBuilder<(ContractSource, ConformanceSuite)>();
        try
        {
            foreach (var (files, readings) in sources)
            {
                if (
                    ConformanceSuite.Load(
                        files,
                        options with
                        {
                            Readings = readings.ToImmutableDictionary(),
                        },
                        problems,
                        featureProblems,
                        cancellation
                    ) is
                    { } suite
                )
                    suites.Add((files.Source, suite));
            }
        }
        catch (FaultyBindingsException exception)
        {
            foreach (var fault in exception.Problems)
                Console.Error.WriteLine($"--steps: {fault}");
            throw FaultySteps(exception.Problems.Count);
        }

        foreach (var problem in problems)
            Console.Error.WriteLine(ProblemLine.Of(problem));
        foreach (var problem in featureProblems)
            Console.Error.WriteLine(problem.Render());
        var errors = problems.Count(p => p.Severity == Severity.Error) + featureProblems.Count;
        if (suites.Count < sources.Length)
            throw new UsageException(
                $"{Counted.Of(sources.Length - suites.Count, "contract")} cannot be verified; {Counted.Of(errors, "error")} above."
            );
        CheckIds(options, suites);
        return suites.ToImmutable();
    }

    private SuiteOptions Options(Settings settings) =>
        new()
        {
            FeaturesFolder = Folder,
            MoreFeatures =
            [
                .. settings
                    .All(_features, "features")
                    .Select(f =>
                        Directory.Exists(f.Text)
                            ? f.Text
                            : throw new UsageException($"{f.Origin}: there is no folder \"{f.Text}\". Name one that holds .feature files.")
                    ),
            ],
            Steps = Steps(settings),
            IncludeTags = Tags(settings.Find(_includeTags)),
            ExcludeTags = Tags(settings.Find(_excludeTags)),
            Requirements = [.. settings.All(_requirements, "requirements").Select(r => r.Text)],
            Scenarios = [.. settings.All(_scenarios, "scenarios").Select(r => r.Text)],
        };

    private ImmutableArray<Assembly> Steps(Settings settings)
    {
        var assemblies = ImmutableArray.CreateBuilder<Assembly>();
        var faults = 0;
        foreach (var file in settings.All(_steps, "steps"))
        {
            if (StepAssembly.Load(file.Text, out var fault) is { } assembly)
            {
                assemblies.Add(assembly);
                continue;
            }

            faults++;
            Console.Error.WriteLine($"{file.Origin}: {fault}");
        }

        return faults == 0 ? assemblies.ToImmutable() : throw FaultySteps(faults);
    }

    private static UsageException FaultySteps(int faults) => new($"Steps of your own cannot be used; {Counted.Of(faults, "error")} above.");

    private static string? Tags(Setting? setting)
    {
        if (setting is null || TagExpression.TryParse(setting.Text, out _, out var error))
            return setting?.Text;
        throw new UsageException(
            $"{setting.Origin} \"{setting.Text}\" is no tag expression: {error} Write for example '@needs-refresh and not @advice'."
        );
    }

    private static void CheckIds(SuiteOptions options, IReadOnlyCollection<(ContractSource Source, ConformanceSuite Suite)> suites)
    {
        var known = suites.SelectMany(s => s.Suite.Requirements).Select(r => r.Id).Distinct(StringComparer.Ordinal).ToList();
        foreach (var id in options.Requirements.Where(id => !known.Contains(id)))
        {
            var near = Nearest.To(id, known);
            throw new UsageException(
                $"--requirement {id} names no requirement of {string.Join(", ", suites.Select(s => s.Suite.Contract))}. {(near is null ? "\"conform list requirements\" shows them." : $"Did you mean {near}?")}"
            );
        }

        var ids = suites.SelectMany(s => s.Suite.ScenarioIds).ToList();
        foreach (var id in options.Scenarios.Where(id => !ids.Exists(i => ScenarioFilter.IsMeant(id, i))))
        {
            var near = ids.Where(i => FileOf(i) == FileOf(id)).MinBy(i => Math.Abs(LineOf(i) - LineOf(id))) ?? Nearest.To(id, ids);
            throw new UsageException(
                $"--scenario {id} names no scenario of {string.Join(", ", suites.Select(s => s.Suite.Contract))}. {(near is null ? "\"conform list scenarios\" shows them." : $"Did you mean {near}?")}"
            );
        }

        static string FileOf(string scenario) => scenario[..Math.Max(0, scenario.LastIndexOf(':'))];
        static int LineOf(string scenario) =>
            int.TryParse(scenario[(scenario.LastIndexOf(':') + 1)..].Split('#')[0], out var line) ? line : 0;
    }
}
