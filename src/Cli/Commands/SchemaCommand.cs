using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Completions;
using System.Text.Json;
using Conformance.Contracts.Loading;
using Conformance.Documents;

namespace Conformance.Cli.Commands;

/// <summary><c>conform schema</c>: the JSON Schemas of the files that users write and read.</summary>
internal static class SchemaCommand
{
    private const string Ending = ".schema.json";

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "specs");

    private static ImmutableArray<string> Names =>
        [
            .. BuiltInFiles
                .In(Folder)
                .Where(f => f.EndsWith(Ending, StringComparison.Ordinal))
                .Select(f => Path.GetFileName(f)[..^Ending.Length])
                .Order(StringComparer.Ordinal),
        ];

    public static Command Create()
    {
        BuiltInFiles.Add(typeof(ContractCatalog).Assembly);
        var name = new Argument<string?>("name")
        {
            Description = "config (conform.yaml), report (--report json=…), requirements or x-session; without it they are listed.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        name.CompletionSources.Add(_ => Names.Select(n => new CompletionItem(n)));
        var command = new Command("schema", "Prints the JSON Schema of a file: of conform.yaml, of the JSON report, of a contract's files.")
        {
            name,
        };
        command.SetRunner(
            async (parsed, _) =>
            {
                if (parsed.GetValue(name) is { } wanted)
                    await Console.Out.WriteAsync(Read(wanted));
                else
                    foreach (var known in Names)
                        await Console.Out.WriteLineAsync($"{known, -13} {Title(known)}");
                return ExitCode.Success;
            }
        );
        return command;
    }

    private static string Read(string name)
    {
        if (Names.Contains(name))
            return BuiltInFiles.Text(Path.Combine(Folder, name + Ending));
        var near = Nearest.To(name, Names);
        throw new UsageException(
            $"There is no schema \"{name}\". {(near is null ? $"There are {string.Join(", ", Names)}." : $"Did you mean \"{near}\"?")}"
        );
    }

    private static string? Title(string name)
    {
        using var schema = JsonDocument.Parse(Read(name));
        return schema.RootElement.GetProperty("title").GetString();
    }
}
