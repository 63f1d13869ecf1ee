using System.Text.RegularExpressions;
using Conformance.Packages.Tests.Pipelines;
using Conformance.TestKit;

namespace Conformance.Packages.Tests;

/// <summary><c>./conform</c>, with a <c>dotnet</c> that writes down what it was asked for: when it builds, where, and what reaches the program.</summary>
public sealed partial class CheckoutTests : IDisposable
{
    private static readonly string[] Folders = ["src/Cli", "specs", "features", "eng/Generate", "templates"];
    private static readonly string[] Files =
    [
        "src/Cli/Cli.csproj",
        "specs/a.yaml",
        "features/a.feature",
        "eng/Generate/Generate.csproj",
        "templates/conformance.yml",
        "action.yml",
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("conformance-");

    public CheckoutTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "./conform needs bash");
        foreach (var folder in Folders)
            Directory.CreateDirectory(Path.Combine(Checkout, folder));
        foreach (var file in (string[])[.. Files, "Directory.Build.props", "global.json"])
            File.WriteAllText(Path.Combine(Checkout, file), "");
        File.Copy(Repository.PathOf("conform"), Path.Combine(Checkout, "conform"));
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "bin"));
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "else where"));
        File.WriteAllText(Log, "");
        // A build makes the program; the program prints where it lies and what it was given.
        var dotnet = Path.Combine(_folder.FullName, "bin", "dotnet");
        File.WriteAllText(
            dotnet,
            $$"""
            #!/usr/bin/env bash
            if [ "$1" = build ]; then
              echo "$2" >>'{{Log}}'
              root=${2%/src/Cli/Cli.csproj}
              mkdir -p "$root/artifacts/bin/Cli/release" && touch "$root/artifacts/bin/Cli/release/conform.dll"
            else
              printf '<%s>' "$@"
              exit 3
            fi
            """
        );
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode all = (UnixFileMode)0b111_111_111;
            File.SetUnixFileMode(dotnet, all);
            File.SetUnixFileMode(Log, all);
            File.SetUnixFileMode(_folder.FullName, all);
        }
    }

    private string Checkout => Path.Combine(_folder.FullName, "checkout");

    private string Log => Path.Combine(_folder.FullName, "builds");

    private int Builds => File.ReadAllLines(Log).Length;

    public void Dispose()
    {
        if (!OperatingSystem.IsWindows() && Directory.Exists(Checkout))
            File.SetUnixFileMode(Checkout, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task It_runs_from_any_folder_and_by_a_link_with_its_arguments_and_exit_code_as_they_are()
    {
        Directory.CreateSymbolicLink(Path.Combine(_folder.FullName, "link"), Checkout);
        File.CreateSymbolicLink(Path.Combine(_folder.FullName, "bin", "conform"), "../link/conform");

        var (exitCode, said) = await RunAsync("conform", "verify", "a b", "", "--role", "logout='POST /x'");

        Assert.Equal(3, exitCode);
        Assert.Contains(
            $"<{Checkout}/artifacts/bin/Cli/release/conform.dll><verify><a b><><--role><logout='POST /x'>",
            said,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task It_builds_when_something_has_changed_and_only_then()
    {
        await RunAsync($"{Checkout}/conform", "list");
        await RunAsync($"{Checkout}/conform", "list");
        Assert.Equal(1, Builds);
        var built = File.GetLastWriteTimeUtc(Path.Combine(Checkout, "artifacts", "conform.stamp"));
        foreach (var (index, file) in Files.Index())
        {
            File.SetLastWriteTimeUtc(Path.Combine(Checkout, file), built.AddHours(1));
            await RunAsync($"{Checkout}/conform", "list");
            Assert.True(Builds == index + 2, $"{file} has changed, and nothing was built");
            File.SetLastWriteTimeUtc(Path.Combine(Checkout, file), built.AddHours(-1));
        }
    }

    [Fact]
    public async Task A_checkout_that_is_read_only_is_built_in_a_cache_folder()
    {
        var (_, asWhom) = await Shell.RunAsync("id -u; command -v setpriv || true", _folder.FullName, Environment());
        var isRoot = asWhom.StartsWith("0\n", StringComparison.Ordinal);
        Assert.SkipWhen(
            isRoot && !asWhom.Contains("setpriv", StringComparison.Ordinal),
            "root may write everywhere, and there is no setpriv to be another"
        );
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Checkout, (UnixFileMode)0b101_101_101);
        var before = Directory
            .EnumerateFileSystemEntries(Checkout, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .ToList();
        string[] prefix = isRoot ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : [];

        var (_, said) = await RunAsync([.. prefix, $"{Checkout}/conform", "list"]);
        await RunAsync([.. prefix, $"{Checkout}/conform", "list"]);
        var (refused, why) = await RunAsync([.. prefix, $"{Checkout}/conform", "test"]);

        Assert.Contains($"<{_folder.FullName}/cache/conform/", said, StringComparison.Ordinal);
        Assert.Equal(1, Builds);
        Assert.Equal(
            before,
            Directory.EnumerateFileSystemEntries(Checkout, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        );
        Assert.Equal(2, refused);
        Assert.Contains("may not be written to", why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_script_for_Windows_looks_at_the_same_files_and_knows_the_same_words()
    {
        var shell = await File.ReadAllTextAsync(Repository.PathOf("conform"), TestContext.Current.CancellationToken);
        var windows = await File.ReadAllTextAsync(Repository.PathOf("conform.cmd"), TestContext.Current.CancellationToken);
        var find = Assert.Single(shell.Split('\n'), l => l.Contains("-newer \"$stamp\"", StringComparison.Ordinal));
        var watched = WatchedByShell().Matches(find).Select(m => m.Groups["path"].Value).Where(p => p.Length > 0).ToList();
        Assert.Contains("action.yml", watched);
        foreach (var path in watched)
            Assert.Contains($"'%root%{path.Replace('/', '\\')}'", windows, StringComparison.Ordinal);
        foreach (var word in WordsOfShell().Matches(shell).Select(m => m.Groups["word"].Value).Distinct())
            Assert.Contains($"\"%~1\"==\"{word}\"", windows, StringComparison.Ordinal);
    }

    private Task<(int ExitCode, string Said)> RunAsync(params string[] command) =>
        Shell.RunAsync("exec \"$@\"", Path.Combine(_folder.FullName, "else where"), Environment(), command);

    private Dictionary<string, string?> Environment() =>
        new()
        {
            ["PATH"] = Path.Combine(_folder.FullName, "bin") + Path.PathSeparator + System.Environment.GetEnvironmentVariable("PATH"),
            ["XDG_CACHE_HOME"] = Path.Combine(_folder.FullName, "cache"),
        };

    [GeneratedRegex("\"\\$root/(?<path>[A-Za-z./]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WatchedByShell();

    [GeneratedRegex("\"\\$\\{1:-\\}\" = (?<word>[a-z]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WordsOfShell();
}
