using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Conformance.Packages.Tests.Pipelines;
using Conformance.TestKit;

namespace Conformance.Packages.Tests;

/// <summary>The commands of the README and of the tutorial, run as they stand by an installed tool, in an empty folder with the files that they name.</summary>
[Trait("Category", "Slow")]
public sealed partial class WrittenCommandTests(PackedFeed packed) : IClassFixture<PackedFeed>, IDisposable
{
    private const string DocumentedPort = "4010";

    // What stands before a section's commands, where it goes on from what its reader has by then.
    private const string Begun = """
        conform init my-api.yaml >/dev/null
        printf 'alice@example.com:open-sesame-1\nbob@example.com:open-sesame-1\n' >users.txt
        git init -q -b main . && git add -A && git -c user.name=a -c user.email=a@example.com commit -qm first

        """;

    // A mock that is told to run until Ctrl-C is ended when it listens; one that others are to use, at the end of the script. A proxy is asked one thing, which proves nothing (3).
    private const string Functions = """
        listens() { for i in $(seq 600); do grep -q 'Listening on' "$1" && return; sleep 0.1; done; cat "$1"; return 9; }
        once() { conform "$@" --port 0 >once.log 2>&1 & p=$!; listens once.log; kill $p; wait $p || true; }
        serve() { conform "$@" >serve.log 2>&1 & served=$!; listens serve.log; }
        asked() { conform "$@" >asked.log 2>&1 & p=$!; listens asked.log; curl -s -o /dev/null "$(grep -o 'http://[0-9a-z.:]*' asked.log | head -n 1)/api/me"; wait $p || [ $? = 3 ]; }
        trap 'kill ${served:-} 2>/dev/null || true' EXIT

        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("conformance-");
    private readonly int _port = FreePort();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_bug_of_the_readme_is_caught_as_it_says()
    {
        var section = Section("README.md", "A bug caught");

        var (exitCode, said) = await RunAsync(Runnable(section));

        Assert.True(exitCode == 1, said);
        var blocks = Block().Matches(section);
        var told = blocks[1].Groups["text"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(told.Length is > 5 and <= 10, "the finding of the README is gone, or longer than ten lines");
        var lines = said.Split('\n').Select(Comparable).ToList();
        foreach (var line in told.Where(l => !l.Contains('…', StringComparison.Ordinal)).Select(Comparable))
        {
            // The last line of a run says more than the README repeats.
            Assert.True(
                lines.Contains(line)
                    || line.StartsWith("FAILED.", StringComparison.Ordinal)
                        && line.Split(". ").All(s => said.Contains(s.TrimEnd('.'), StringComparison.Ordinal)),
                $"{line}\n\nis not what the tool says:\n{said}"
            );
        }
    }

    [Theory]
    [InlineData("Your own API", false)]
    [InlineData("Verify", true)]
    [InlineData("Mock", true)]
    [InlineData("In CI", true)]
    public async Task Every_command_of_the_readme_works(string section, bool isBegun)
    {
        var script = Runnable(Section("README.md", section));
        Assert.Matches("(?m)^(conform|once|serve) ", script);
        var before = isBegun
            ? Begun + (script.Contains("/api", StringComparison.Ordinal) ? $"serve mock my-api --port {_port}\n" : "")
            : "";

        var (exitCode, said) = await RunAsync(before + script);

        Assert.True(exitCode == 0, said);
    }

    [Fact]
    public async Task No_command_of_the_readme_is_left_out()
    {
        var readme = await File.ReadAllTextAsync(Repository.PathOf("README.md"), TestContext.Current.CancellationToken);
        Assert.InRange(readme.Split('\n').Length, 80, 200);
        var run = string.Concat(
            ((string[])["A bug caught", "Your own API", "Verify", "Mock", "In CI"]).Select(s => Section("README.md", s))
        );
        foreach (var line in readme.Split('\n').Where(l => l.StartsWith("conform ", StringComparison.Ordinal)))
            Assert.Contains(line, run, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tutorial_goes_from_a_document_to_a_pipeline()
    {
        var page = await File.ReadAllTextAsync(Repository.PathOf("docs", "tutorial.md"), TestContext.Current.CancellationToken);

        var (exitCode, said) = await RunAsync("git init -q -b main .\n" + Runnable(page));

        Assert.True(exitCode == 0, said);
        var table = Block().Matches(page).Select(m => m.Groups["text"].Value).Single(t => t.StartsWith("login ", StringComparison.Ordinal));
        Assert.Contains(table.Trim(), said, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_folder.FullName, ".github", "workflows", "conformance.yml")), said);
    }

    private Task<(int ExitCode, string Said)> RunAsync(string script)
    {
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("docs", "examples")))
            File.Copy(file, Path.Combine(_folder.FullName, Path.GetFileName(file)));
        return Shell.RunAsync(
            Functions + script,
            _folder.FullName,
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["PATH"] = Path.GetDirectoryName(packed.Tool) + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH"),
                ["CI"] = null,
                ["NO_COLOR"] = "1",
            }
        );
    }

    // The lines of shell blocks, and of steps of a pipeline, at a port that is free. The tool is installed, and by a command that the fixture has run with its own feed.
    private string Runnable(string section)
    {
        var lines = Block()
            .Matches(section)
            .Where(m => m.Groups["language"].Value is "sh" or "yaml")
            .SelectMany(m => m.Groups["text"].Value.Split('\n'))
            .Select(l => l.StartsWith("- run: ", StringComparison.Ordinal) ? l["- run: ".Length..] : l)
            .Where(l => Command().IsMatch(l))
            .Select(l => Comment().Replace(l, "").Replace(DocumentedPort, $"{_port}", StringComparison.Ordinal));
        return string.Join('\n', lines.Select(Ended)) + "\n";

        static string Ended(string line) =>
            !line.StartsWith("conform mock ", StringComparison.Ordinal)
                ? line.StartsWith("conform proxy ", StringComparison.Ordinal)
                    ? $"asked {line["conform ".Length..]} --port 0"
                    : line
                : line.Contains("--port", StringComparison.Ordinal)
                    ? $"serve {line["conform ".Length..].TrimEnd(' ', '&')}"
                    : $"once {line["conform ".Length..]}";
    }

    private static string Section(string page, string name)
    {
        var text = File.ReadAllText(Repository.PathOf(page));
        var start = text.IndexOf($"## {name}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"{page} has no section \"{name}\"");
        var end = text.IndexOf("\n## ", start, StringComparison.Ordinal);
        return end < 0 ? text[start..] : text[start..(end + 1)];
    }

    // But for what differs from run to run: the marks of secrets, times and tries, and how many saw it, which hangs on the order of checks.
    private static string Comparable(string line) => Varying().Replace(line, "*").Trim();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex(
        "^```(?<language>[a-z]*)\n(?<text>.*?)^```",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Block();

    [GeneratedRegex("^(conform|curl|printf) ", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Command();

    [GeneratedRegex(" +# .*$", RegexOptions.None, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex("[0-9a-f]{4}»|[0-9]+ ms after.*|[A-Z0-9.-]+(, [A-Z0-9.-]+)*; .*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Varying();
}
