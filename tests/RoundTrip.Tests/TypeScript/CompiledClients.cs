using System.Diagnostics;
using Conformance.TestKit;

namespace Conformance.RoundTrip.Tests.TypeScript;

/// <summary>The generated TypeScript clients and the programs on them, compiled once with <c>tsc --strict</c>.</summary>
internal static class CompiledClients
{
    private static readonly string Sources = Repository.PathOf("tests", "RoundTrip.Tests", "TypeScript");
    private static readonly Lazy<Task<(string? Missing, (int ExitCode, string Output) Compiler)>> Compilation = new(CompileAsync);

    /// <summary>Where the compiled modules lie, by their places in the checkout.</summary>
    public static string Folder { get; } = Repository.PathOf("artifacts", "typescript");

    /// <summary>Where the compiled programs lie.</summary>
    public static string Programs { get; } = Path.Combine(Folder, "tests", "RoundTrip.Tests", "TypeScript");

    /// <summary>Compiles unless that was done; skips the test where Node.js or the compiler is not there.</summary>
    /// <returns>The exit code of the compiler, and what it wrote.</returns>
    public static async Task<(int ExitCode, string Output)> CompilerAsync()
    {
        var (missing, compiler) = await Compilation.Value;
        if (missing is not null)
            Assert.Skip(missing);
        return compiler;
    }

    /// <summary>Compiles unless that was done, and fails the test where the compiler does.</summary>
    public static async Task EnsureAsync()
    {
        var (exitCode, output) = await CompilerAsync();
        Assert.True(exitCode == 0, output);
    }

    /// <summary>Runs Node.js in the folder of the programs.</summary>
    public static async Task<(int ExitCode, string Output)> NodeAsync(string folder, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo("node", arguments)
            {
                UseShellExecute = false,
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }

    private static async Task<(string?, (int, string))> CompileAsync()
    {
        if (await NpmInstall.EnsureAsync(Sources, "typescript") is { } missing)
            return (missing, default);
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
        Directory.CreateDirectory(Folder);

        // Node.js takes .js for CommonJS unless a package.json says otherwise.
        await File.WriteAllTextAsync(Path.Combine(Folder, "package.json"), """{"type":"module"}""");
        return (null, await NodeAsync(Sources, Path.Combine("node_modules", "typescript", "bin", "tsc"), "--project", "."));
    }
}
