using System.CommandLine;
using System.Reflection;
using Conformance.Cli.Commands;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Conformance.Cli.Mcp;

/// <summary><c>conform mcp</c>: what coding agents use, over the Model Context Protocol on standard input and output.</summary>
internal static class McpCommand
{
    private const string Instructions = """
        Conformance proves that a logout really logs out. A contract is an OpenAPI document with an overlay (x-session) that says what its tokens do.
        Begin with "init" on a document, "lint" what it wrote, then "verify" it without a target, which holds it against its own mock; then verify the server with a base URL.
        "finding" tells one finding in full, with a script for bash and curl that repeats it. Mend the server until that script says so, and verify again.
        Passwords go into a file with a user in each line, NAME:PASSWORD, whose path "verify" takes; no password is asked for here, and tokens are marks in every answer.
        """;

    public static Command Create()
    {
        var command = new Command(
            "mcp",
            "Serves coding agents over the Model Context Protocol on standard input and output: they lint, init, mock, verify and read findings."
        );
        command.SetStoppableRunner(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, StopSignals signals)
    {
        var stopped = signals.Take(TimeSpan.FromSeconds(5));
        await using var mocks = new MockTools();
        var options = new McpServerOptions
        {
            ServerInfo = new Implementation
            {
                Name = "conformance",
                Version =
                    typeof(McpCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0",
            },
            ServerInstructions = Instructions,
            ToolCollection = [.. ToolsOf(mocks), .. ToolsOf(new ContractTools(mocks))],
        };

        // Only the transport writes to the standard output: whatever else would, such as a library, goes where people look for messages.
        await using var transport = new StdioServerTransport(options);
        Console.SetOut(Console.Error);
        await using var server = McpServer.Create(transport, options);
        try
        {
            await server.RunAsync(stopped);
        }
        catch (OperationCanceledException) when (stopped.IsCancellationRequested)
        {
            // A signal is a usual way to end a server.
        }

        return ExitCode.Success;
    }

    private static IEnumerable<McpServerTool> ToolsOf(object tools) =>
        tools
            .GetType()
            .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static)
            .Where(m => m.GetCustomAttribute<McpServerToolAttribute>() is not null)
            .Select(m => McpServerTool.Create(m, m.IsStatic ? null : tools));
}
