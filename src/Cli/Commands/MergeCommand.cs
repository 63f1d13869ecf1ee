using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Conformance.Cli.Output;
using Conformance.Contracts.Routing;
using Conformance.Documents;
using Conformance.Generation.Versions;

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

    private readonly Option<string?> _format = new("--format")
    {
        Description = "json or yaml; without it what the ending of the output file says, else json.",
        HelpName = "FORMAT",
    };

    private readonly Option<string?> _openApi = new("--openapi")
    {
        Description = "Writes the document in this version of OpenAPI; what the version cannot say is told, with its place.",
        HelpName = string.Join('|', OpenApiVersionWriter.Versions),
    };

    private MergeCommand() { }

    public static Command Create()
    {
        var merge = new MergeCommand();
        var command = new Command(
            "merge",
            "Writes a contract as one OpenAPI document in which every reference is local, with its overlays and readings applied."
        );
        command.Aliases.Add("bundle");
        merge._contracts.AddTo(command);
        command.Add(merge._output);
        command.Add(merge._format);
        merge._openApi.AcceptOnlyFromAmong([.. OpenApiVersionWriter.Versions]);
        command.Add(merge._openApi);
        command.SetRunner(merge.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var path = parsed.GetValue(_output);
        var isYaml = IsYaml(parsed.GetValue(_format), path);
        var contract = _contracts.Load(parsed, cancellation)[0];
        var problems = new Problems();
        var document = parsed.GetValue(_openApi) is { } version
            ? OpenApiVersionWriter.Write(contract, version, problems)
            : contract.Document;
        TellNamedPaths(contract.Document, problems);
        foreach (var problem in problems)
            await Console.Error.WriteLineAsync(ProblemLine.Of(problem));
        if (problems.HasErrors)
            return ExitCode.Failed;
        var bytes = isYaml ? Encoding.UTF8.GetBytes(YamlTreeWriter.Write(document)) : Json(document);
        if (path is null)
        {
            await using var output = Console.OpenStandardOutput();
            await output.WriteAsync(bytes, cancellation);
            return ExitCode.Success;
        }

        try
        {
            await File.WriteAllBytesAsync(path, bytes, cancellation);
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

    // What OpenAPI knows nothing of stays in the document, for those who read x-session.
    private static void TellNamedPaths(Node document, Problems problems)
    {
        foreach (var (key, at, _) in document["paths"]?.Members ?? [])
        {
            if (PathKey.Parse(key) is { Name: not null, Path: var path })
                problems.Warning(
                    "named-path",
                    at,
                    $"\"{key}\" is another description of {path}; tools that do not know x-session take it for a path of its own.",
                    $"Where such a tool reads the document, describe the operations of {path} as one, with a list under x-session."
                );
        }
    }

    private static bool IsYaml(string? format, string? path) =>
        format switch
        {
            null => Path.GetExtension(path) is ".yaml" or ".yml",
            "yaml" => true,
            "json" => false,
            _ => throw new UsageException($"--format \"{format}\" is none. Write json or yaml."),
        };

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
