using System.CommandLine;
using Conformance.Cli.Configuration;
using Conformance.Cli.Output;
using Conformance.Contracts.Loading;
using Conformance.Verification.Suite;

namespace Conformance.Cli.Commands;

/// <summary><c>conform list</c>: contracts, requirements, scenarios, steps.</summary>
internal static class ListCommand
{
    public static Command Create()
    {
        var command = new Command(
            "list",
            "Lists the built-in contracts: their operations, and the readings of what their documents leave open."
        )
        {
            OfSuites("requirements", "Lists what a run checks, and by which scenarios.", WriteRequirements),
            OfSuites(
                "scenarios",
                "Lists the scenarios, and which requirements each checks.",
                suite =>
                {
                    foreach (var scenario in suite.Scenarios)
                        ScenarioLine.Write(scenario);
                }
            ),
            Steps(),
        };
        command.SetRunner(
            async (_, _) =>
            {
                await WriteContractsAsync();
                return ExitCode.Success;
            }
        );
        return command;
    }

    private static async Task WriteContractsAsync()
    {
        foreach (var source in ContractArguments.Catalog.Sources)
        {
            if (ContractLoader.Load(source, new Dictionary<string, string>(), null, []) is not { } contract)
                continue;
            await Console.Out.WriteLineAsync($"{contract.Name}: {contract.Title} (OpenAPI {contract.OpenApiVersion})");
            foreach (var operation in contract.Operations)
            {
                await Console.Out.WriteLineAsync(
                    $"  {operation.Method, -6} {operation.BasePaths[0]}{operation.Path}  {operation.Role.ToString().ToLowerInvariant()}"
                );
            }

            foreach (var (id, _, reading) in contract.Document["x-session"]?["readings"]?.Members ?? [])
            {
                var names = reading["choices"]!.Members.Select(c =>
                    c.Name == reading["default"]?.AsString() ? $"{c.Name} (default)" : c.Name
                );
                await Console.Out.WriteLineAsync($"  --reading {id}=NAME: {string.Join(", ", names)}");
            }
        }
    }

    private static Command OfSuites(string name, string description, Action<ConformanceSuite> write)
    {
        var contracts = new ContractArguments();
        var suites = new SuiteArguments(contracts);
        var command = new Command(name, description);
        contracts.AddTo(command);
        foreach (var option in suites.All)
            command.Add(option);
        command.SetRunner(
            (parsed, cancellation) =>
            {
                foreach (var (_, suite) in suites.Load(parsed, new Settings(parsed, file: null), cancellation))
                {
                    Console.Out.WriteLine(
                        $"{suite.Contract}: {Counted.Of(suite.Requirements.Length, "requirement")}, {Counted.Of(suite.Scenarios.Length, "scenario")}"
                    );
                    write(suite);
                }

                return Task.FromResult(ExitCode.Success);
            }
        );
        return command;
    }

    private static void WriteRequirements(ConformanceSuite suite)
    {
        foreach (var requirement in suite.Requirements)
        {
            Console.Out.WriteLine(
                $"  {requirement.Id, -18} {requirement.Level.ToString().ToLowerInvariant(), -6}  {requirement.Statement}"
            );
            var scenarios = suite.Scenarios.Where(s => s.Requirements.Contains(requirement.Id) && s.Objection is null).ToList();
            Console.Out.WriteLine(
                $"      {(scenarios.Count == 0 ? "no scenario of this contract" : string.Join(", ", scenarios.Select(s => s.Id)))}"
            );
        }
    }

    private static Command Steps()
    {
        var command = new Command("steps", "Lists the steps that feature files may be written with, each with an example.");
        command.SetRunner(
            (_, _) =>
            {
                foreach (var step in ConformanceSuite.Vocabulary.OrderBy(s => s.Keyword).ThenBy(s => s.Expression, StringComparer.Ordinal))
                {
                    Console.Out.WriteLine($"{step.Keyword} {step.Expression}");
                    if (step.Documentation is { } description)
                        Console.Out.WriteLine($"    {description}");
                    if (step.Example is { } example && example != step.Expression)
                        Console.Out.WriteLine($"    {step.Keyword} {example}");
                }

                return Task.FromResult(ExitCode.Success);
            }
        );
        return command;
    }
}
