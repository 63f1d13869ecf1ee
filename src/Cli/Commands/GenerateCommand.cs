using System.CommandLine;
using System.Text.RegularExpressions;
using Conformance.Cli.Output;
using Conformance.Contracts.Loading;
using Conformance.Documents;
using Conformance.Generation;
using Conformance.Generation.Running;

namespace Conformance.Cli.Commands;

/// <summary><c>conform generate</c>.</summary>
internal sealed partial class GenerateCommand
{
    private readonly Option<string> _specs = new("--specs")
    {
        Description =
            "Where the contracts are: a folder with openapi.yaml, or one whose folders have it, each beside its session.overlay.yaml; OpenAPI documents of other names may lie there too.",
        HelpName = "DIR",
        Required = true,
    };

    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "Where the code goes: DIR/my-api/ for each contract, and ServerSupport.g.cs, which the server stubs share.",
        HelpName = "DIR",
        Required = true,
    };

    private readonly Option<string> _namespace = new("--namespace")
    {
        Description = "The namespace of the C# code; each contract has N.MyApi.Server and N.MyApi.Client.",
        HelpName = "N",
        DefaultValueFactory = _ => "Generated",
    };

    private readonly Option<bool> _check = new("--check")
    {
        Description = "Writes nothing, and tells which files are stale, missing or of no contract; exit code 1 where there are such.",
    };

    private GenerateCommand() { }

    public static Command Create()
    {
        var generate = new GenerateCommand();
        var command = new Command(
            "generate",
            "Makes a C# server stub, a C# client and a TypeScript client of each contract. What cannot be generated is told, and the rest is made."
        )
        {
            generate._specs,
            generate._output,
            generate._namespace,
            generate._check,
        };
        command.SetRunner(generate.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var (specs, output, nameSpace) = (parsed.GetValue(_specs)!, parsed.GetValue(_output)!, parsed.GetValue(_namespace)!);
        if (!NameSpace().IsMatch(nameSpace))
            throw new UsageException(
                $"--namespace \"{nameSpace}\" is no namespace of C#. Write names of letters and digits, with dots between them."
            );
        var problems = new Problems();
        var made = await StubGenerator.GenerateAsync(Sources(specs), nameSpace, problems, cancellation);
        foreach (var problem in problems)
            await Console.Error.WriteLineAsync(ProblemLine.Of(problem));
        var different = GeneratedFolder.Compare(made, output);
        var exitCode = problems.HasErrors ? ExitCode.Usage : ExitCode.Success;
        if (parsed.GetValue(_check))
            return Tell(different, output, specs, nameSpace, exitCode);
        try
        {
            // What was made of a contract before stays where now a mistake in it keeps it from being made.
            GeneratedFolder.Mend(different.Where(d => d.Expected is not null || !problems.HasErrors), output);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--output \"{output}\" cannot be written: {exception.Message} Name a folder that can be.", exception);
        }

        var contracts = made
            .Keys.Select(k => k.Split('/'))
            .Where(k => k.Length > 1)
            .Select(k => k[0])
            .Distinct(StringComparer.Ordinal)
            .Count();
        await Console.Out.WriteLineAsync($"{output}: {Counted.Of(contracts, "contract")}, {Counted.Of(different.Count, "file")} changed");
        return exitCode;
    }

    private static IReadOnlyList<ContractSource> Sources(string specs)
    {
        if (!Directory.Exists(specs))
        {
            throw new UsageException(
                $"--specs \"{specs}\" is no folder; it is looked up from {Directory.GetCurrentDirectory()}. Name one that holds contracts."
            );
        }

        var sources = StubGenerator.SourcesIn(specs);
        return sources.Count > 0
            ? sources
            : throw new UsageException(
                $"--specs \"{specs}\" holds no contract. Put openapi.yaml into it, or into a folder of its own for each contract."
            );
    }

    private static int Tell(IReadOnlyList<GeneratedDifference> different, string output, string specs, string nameSpace, int exitCode)
    {
        foreach (var file in different)
            Console.Out.WriteLine($"{output.TrimEnd('/')}/{file.Path} {file.What}");
        Console.Out.WriteLine(
            different.Count == 0
                ? $"{output} is up to date"
                : $"{output} is not what the contracts make. Run \"conform generate --specs {specs} --output {output} --namespace {nameSpace}\" and commit what it writes."
        );
        return different.Count == 0 ? exitCode : ExitCode.Failed;
    }

    [GeneratedRegex(@"^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex NameSpace();
}
