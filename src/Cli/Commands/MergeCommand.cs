using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Conformance.Documents;

namespace Conformance.Cli.Commands;

/// <summary><c>conform merge</c>.</summary>
internal sealed class MergeCommand
{
    private readonly ContractArguments _contracts = new(one: true);
    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "The file to write; standard output without it.",
        HelpName = "FILE",
    };

    private MergeCommand() { }

    public static Command Create()
    {
        var merge = new MergeCommand();
        var command = new Command(
            "merge",
            "Writes a contract as one OpenAPI document in JSON, with its overlays and readings applied, for tools that know neither."
        );
        merge._contracts.AddTo(command);
        command.Add(merge._output);
        command.SetRunner(merge.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var json = Json(_contracts.Load(parsed)[0].Document);
        if (parsed.GetValue(_output) is not { } path)
        {
            await using var output = Console.OpenStandardOutput();
            await output.WriteAsync(json, cancellation);
            return ExitCode.Success;
        }

        try
        {
            await File.WriteAllBytesAsync(path, json, cancellation);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(
                $"--output \"{path}\" cannot be written: {exception.Message} Name a file in a folder that exists.",
                exception
            );
        }

        return ExitCode.Success;
    }

    // Indented and with plain line feeds, so that the file reads and compares well on every system.
    private static byte[] Json(Node document)
    {
        using var buffer = new MemoryStream();
        using (
            var writer = new Utf8JsonWriter(
                buffer,
                new JsonWriterOptions
                {
                    Indented = true,
                    NewLine = "\n",
                    Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
                }
            )
        )
        {
            document.WriteTo(writer);
        }

        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }
}
