using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace Conformance.Generation.Running;

/// <summary>NSwag, which lies with our templates below <c>nswag/</c> beside this assembly. A start costs a second, so that one run takes many documents.</summary>
internal static class NSwagTool
{
    /// <summary>The folder of our templates.</summary>
    public static string Templates { get; } = Path.Combine(AppContext.BaseDirectory, "nswag", "templates");

    /// <summary>
    /// Generates from every prepared document of a folder, <c>NAME.json</c>, into <c>generated/NAME/</c> below it. What NSwag says of a failure; null
    /// where it went well.
    /// </summary>
    /// <param name="names">The names of the documents and of the interfaces that are made of them.</param>
    public static async Task<string?> RunAsync(
        string folder,
        IReadOnlyList<(string Name, string Api)> names,
        string nameSpace,
        CancellationToken cancellation
    )
    {
        foreach (var (name, api) in names)
        {
            Directory.CreateDirectory(Path.Combine(folder, "generated", name));
            await File.WriteAllTextAsync(Path.Combine(folder, name + ".nswag"), Settings(folder, name, api, nameSpace), cancellation);
        }

        try
        {
            return await StartAsync(folder, cancellation);
        }
        finally
        {
            foreach (var (name, _) in names)
                File.Delete(Path.Combine(folder, name + ".nswag"));
        }
    }

    private static string Settings(string folder, string name, string api, string nameSpace)
    {
        var text = new StringBuilder(File.ReadAllText(Path.Combine(Templates, "nswag.json")));
        foreach (
            var (variable, value) in ((string, string)[])
                [
                    ("Api", api),
                    ("Folder", name),
                    ("Namespace", nameSpace),
                    ("Templates", Templates),
                    ("Input", Path.Combine(folder, name + ".json")),
                    ("Output", Path.Combine(folder, "generated", name)),
                ]
        )
        {
            text.Replace($"$({variable})", JsonValue.Create(value)!.ToJsonString()[1..^1]);
        }

        return text.ToString();
    }

    private static async Task<string?> StartAsync(string folder, CancellationToken cancellation)
    {
        var tool = Path.Combine(AppContext.BaseDirectory, "nswag", "dotnet-nswag.dll");
        var (program, arguments) = NSwagProcess.IsNeeded
            ? (Environment.ProcessPath!, (string[])[NSwagProcess.Command, tool])
            : (Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [tool, NSwagProcess.Argument]);
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            var output = Task.WhenAll(
                process.StandardOutput.ReadToEndAsync(cancellation),
                process.StandardError.ReadToEndAsync(cancellation)
            );
            await process.WaitForExitAsync(cancellation);
            var said = string.Concat(await output).Trim();
            return process.ExitCode == 0 ? null : said;
        }
        catch (Win32Exception)
        {
            return "NSwag runs on .NET, and there is no \"dotnet\" on the PATH. See https://dotnet.microsoft.com/download";
        }
    }
}
