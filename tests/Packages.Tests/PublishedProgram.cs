using System.Diagnostics;
using System.Runtime.InteropServices;
using Conformance.TestKit;

namespace Conformance.Packages.Tests;

/// <summary>The command line as one file for this machine, as <c>eng/publish</c> makes it, in a world without .NET.</summary>
public sealed class PublishedProgram : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("conformance-");

    /// <summary>The file.</summary>
    public string File => Path.Combine(_folder.FullName, "made", "linux-x64", "conform");

    /// <summary>The folder in which it is run; nothing else is there at first.</summary>
    public string Empty => Path.Combine(_folder.FullName, "empty");

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64,
            "the program of another system than linux-x64 cannot be run here"
        );
        Directory.CreateDirectory(Empty);
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "home"));
        var made = new ProcessStartInfo(
            Repository.PathOf("eng", "publish"),
            ["--output", Path.Combine(_folder.FullName, "made"), "linux-x64"]
        );
        var (exitCode, said) = await RunAsync(made);
        Assert.True(exitCode == 0, said);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Runs it to its end.</summary>
    public Task<(int ExitCode, string Said)> RunAsync(params string[] arguments) => RunAsync(Start(arguments));

    /// <summary>How it is started: with a home and nothing on the PATH, least of all a <c>dotnet</c>.</summary>
    public ProcessStartInfo Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(File, arguments) { WorkingDirectory = Empty };
        start.Environment.Clear();
        start.Environment["HOME"] = Path.Combine(_folder.FullName, "home");
        start.Environment["PATH"] = Empty;
        return start;
    }

    private static async Task<(int ExitCode, string Said)> RunAsync(ProcessStartInfo start)
    {
        start.UseShellExecute = false;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        return await process.EndAsync(Patience);
    }
}
