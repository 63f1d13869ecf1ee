using System.CommandLine;
using Conformance.Contracts.Documents;
using Conformance.Contracts.Loading;
using Conformance.Contracts.Model;

namespace Conformance.Cli.Commands;

/// <summary><c>conform list</c>.</summary>
internal static class ListCommand
{
    public static Command Create()
    {
        var command = new Command("list", "Lists the built-in contracts: their operations, and the readings of what their documents leave open.");
        command.SetRunner(async (_, _) =>
        {
            foreach (var source in ContractArguments.Catalog.Sources)
            {
                if (ContractLoader.Load(source, new Dictionary<string, string>(), []) is not { } contract) continue;
                await Console.Out.WriteLineAsync($"{contract.Name}: {contract.Title} (OpenAPI {contract.OpenApiVersion})");
                foreach (var operation in contract.Operations)
                {
                    await Console.Out.WriteLineAsync($"  {operation.Method,-6} {operation.BasePaths[0]}{operation.Path}  {operation.Role.ToString().ToLowerInvariant()}");
                }

                foreach (var (id, _, reading) in contract.Document["x-session"]?["readings"]?.Members ?? [])
                {
                    var names = reading["choices"]!.Members.Select(c => c.Name == reading["default"]?.AsString() ? $"{c.Name} (default)" : c.Name);
                    await Console.Out.WriteLineAsync($"  --reading {id}=NAME: {string.Join(", ", names)}");
                }
            }

            return ExitCode.Success;
        });
        return command;
    }
}
