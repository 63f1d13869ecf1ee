using System.Diagnostics;
using Conformance.TestKit;

namespace Conformance.Packages.Tests;

/// <summary>The packages of what was built, in a folder feed; the tool installed from it, and projects of somebody else's that use the others, all outside of the checkout.</summary>
public sealed class PackedFeed : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("conformance-");

    /// <summary>A version that no feed and no cache has seen.</summary>
    public string Version { get; } = $"0.0.1-test.{System.Security.Cryptography.RandomNumberGenerator.GetHexString(16, lowercase: true)}";

    public string Feed => Path.Combine(_folder.FullName, "feed");

    /// <summary>An empty folder.</summary>
    public string Empty => Path.Combine(_folder.FullName, "empty");

    public string Tool => Path.Combine(_folder.FullName, "tool", OperatingSystem.IsWindows() ? "conform.exe" : "conform");

    /// <summary>What packing, installing and building said.</summary>
    public string Said { get; private set; } = "";

    public string Acme => Path.Combine(AppContext.BaseDirectory, "acme");

    /// <summary>The steps that <c>conform verify --steps</c> takes, and their feature files.</summary>
    public string Bindings => Path.Combine(Strangers, "Bindings");

    private string Strangers => Path.Combine(_folder.FullName, "strangers");

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(
            AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}release", StringComparison.Ordinal),
            "packages are made of a release build"
        );
        Assert.SkipWhen(OperatingSystem.IsWindows(), "eng/pack needs bash");
        Directory.CreateDirectory(Empty);
        Copy(Path.Combine(AppContext.BaseDirectory, "Strangers"), Strangers);
        Copy(Acme, Path.Combine(Strangers, "acme"));
        File.Copy(Path.Combine(AppContext.BaseDirectory, "AcmeApi.cs.txt"), Path.Combine(Strangers, "AppTests", "AcmeApi.cs"));

        await SucceedAsync(Repository.PathOf("eng", "pack"), "--no-build", "--version", Version, "--output", Feed);
        Assert.DoesNotContain("warning", Said, StringComparison.Ordinal);
        await SucceedAsync(
            "dotnet",
            "tool",
            "install",
            "Conformance.Tool",
            "--tool-path",
            Path.GetDirectoryName(Tool)!,
            "--add-source",
            Feed,
            "--version",
            Version
        );
        await SucceedAsync(
            "dotnet",
            "build",
            Path.Combine(Strangers, "Strangers.slnx"),
            "-c",
            "Release",
            "-v",
            "q",
            "-nologo",
            "-nodeReuse:false",
            "-p:UseSharedCompilation=false",
            "-p:RunAnalyzers=false",
            $"-p:ConformanceVersion={Version}",
            $"-p:RestoreAdditionalProjectSources={Feed}"
        );
    }

    public async ValueTask DisposeAsync()
    {
        // What a restore unpacked into the machine's cache would stay there for ever.
        if (
            Directory.Exists(Strangers)
            && (await RunAsync("dotnet", ["nuget", "locals", "global-packages", "--list"])).Said.Split(": ", 2) is [_, var cache]
        )
        {
            foreach (
                var unpacked in Directory
                    .EnumerateDirectories(cache.Trim(), "conformance*")
                    .Select(p => Path.Combine(p, Version))
                    .Where(Directory.Exists)
            )
                Directory.Delete(unpacked, recursive: true);
        }

        _folder.Delete(recursive: true);
    }

    /// <summary>The program of one of the projects, as arguments of <c>dotnet</c>.</summary>
    public string Program(string project, string name) => Path.Combine(Strangers, project, "bin", "Release", "net10.0", name + ".dll");

    /// <summary>Runs a command in the empty folder.</summary>
    public async Task<(int ExitCode, string Said)> RunAsync(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        return await process.EndAsync(Patience);
    }

    /// <summary>Starts a command in the empty folder.</summary>
    public Process Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Empty,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // What stands in the environment of the tests is none of a stranger's, least of all that they run in CI.
        foreach (var name in start.Environment.Keys.Where(n => n == "CI" || n.StartsWith("CONFORM_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        return Process.Start(start)!;
    }

    private async Task SucceedAsync(string program, params string[] arguments)
    {
        var (exitCode, said) = await RunAsync(program, arguments);
        Said += said;
        Assert.True(exitCode == 0, said);
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
