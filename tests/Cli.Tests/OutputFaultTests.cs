using System.Diagnostics;
using System.Text.Json;
using Conformance.TestKit;

namespace Conformance.Cli.Tests;

/// <summary>What goes wrong around a run ends in a sentence, and what was done is reported.</summary>
[Trait("Category", "Slow")]
public sealed class OutputFaultTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("conformance-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_report_that_finds_no_room_is_told_and_the_others_are_written()
    {
        var json = Path.Combine(_folder.FullName, "report.json");
        var (exitCode, output, error) = await ConformProcess.RunAsync("verify", "sig", "--report", $"junit=/dev/full,json={json}");
        Assert.Equal(2, exitCode);
        Assert.StartsWith(
            "conform: The junit report could not be written to \"/dev/full\": No space left on device",
            error,
            StringComparison.Ordinal
        );
        Assert.Contains("PASSED.", output, StringComparison.Ordinal);
        JsonDocument.Parse(await File.ReadAllBytesAsync(json, TestContext.Current.CancellationToken)).Dispose();
    }

    [Fact]
    public async Task A_standard_output_that_finds_no_room_ends_no_run()
    {
        var json = Path.Combine(_folder.FullName, "report.json");
        var (exitCode, error) = await ShellAsync($"verify sig --report json={json} > /dev/full");
        Assert.Equal(2, exitCode);
        Assert.Equal(
            "conform: Standard output could not be written to: No space left on device. Nothing more was shown; the reports are whole.",
            error.Trim()
        );
        JsonDocument.Parse(await File.ReadAllBytesAsync(json, TestContext.Current.CancellationToken)).Dispose();
    }

    [Fact]
    public async Task A_report_takes_standard_output_and_all_else_goes_to_the_other()
    {
        var (exitCode, output, error) = await ConformProcess.RunAsync("verify", "sig", "--report", "sarif=-");
        Assert.Equal(0, exitCode);
        Assert.Contains("PASSED.", error, StringComparison.Ordinal);
        using var sarif = JsonDocument.Parse(output);
        var results = sarif.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray().ToList();
        Assert.NotEmpty(results);
        Assert.All(
            results,
            r =>
            {
                Assert.Equal("fail", r.GetProperty("kind").GetString());
                var place = r.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation");
                Assert.Matches("^(specs|features)/", place.GetProperty("uri").GetString());
            }
        );
    }

    [Fact]
    public async Task GitHub_gets_annotations_among_the_lines_and_a_summary_behind_what_others_wrote()
    {
        var summary = Path.Combine(_folder.FullName, "summary.md");
        await File.WriteAllTextAsync(summary, "# Before\n", TestContext.Current.CancellationToken);
        var (exitCode, output, _) = await ConformProcess.RunInAsync(
            [("GITHUB_STEP_SUMMARY", summary)],
            "verify",
            "sig",
            "--report",
            "github"
        );
        Assert.Equal(0, exitCode);
        Assert.Contains("\n::warning file=", output, StringComparison.Ordinal);
        Assert.Contains("PASSED.", output, StringComparison.Ordinal);
        var written = await File.ReadAllTextAsync(summary, TestContext.Current.CancellationToken);
        Assert.StartsWith("# Before\n## ", written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_few_files_are_told_at_once()
    {
        var (exitCode, error) = await ShellAsync("verify sig", "ulimit -n 120;");
        Assert.Equal(2, exitCode);
        Assert.Equal(
            "conform: This process may have 120 files open, and needs 256 or more. Raise the limit, for example with \"ulimit -n 1024\".",
            error.Trim()
        );
    }

    [Theory]
    [InlineData(30)] // the libraries of the command line cannot be loaded any more
    [InlineData(60)]
    public async Task So_few_files_that_nothing_can_be_loaded_are_told_too(int files)
    {
        foreach (var command in (string[])["list", "--help", "verify sig"])
        {
            var (exitCode, error) = await ShellAsync(command, $"ulimit -n {files};");
            Assert.Equal(
                (
                    2,
                    $"conform: This process may have {files} files open, and needs 256 or more. Raise the limit, for example with \"ulimit -n 1024\"."
                ),
                (exitCode, error.Trim())
            );
        }
    }

    [Theory]
    [InlineData("list")]
    [InlineData("--help")]
    [InlineData("verify --help")]
    [InlineData("lint sig")]
    [InlineData("merge sig")]
    [InlineData("diff sig sig")]
    [InlineData("schema requirements")]
    [InlineData("completion bash")]
    public async Task An_output_without_room_is_told_in_a_sentence(string command)
    {
        var (exitCode, error) = await ShellAsync($"{command} > /dev/full");
        Assert.Equal(
            (
                2,
                "conform: What the command says could not be written: No space left on device. Free some space, or let it write elsewhere."
            ),
            (exitCode, error.Trim())
        );
    }

    [Theory]
    [InlineData("HUP", 129)]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task A_signal_in_the_middle_of_a_run_leaves_the_reports_of_what_was_done(string signal, int exitCode)
    {
        var json = Path.Combine(_folder.FullName, $"{signal}.json");
        var arguments = (string[])["verify", "sig", "--workers", "1", "--rate-limit", "20", "--report", $"json={json}"];
        var (mock, address) = await ConformProcess.MockAsync("sig");
        await using var target = mock;
        await using var process = ConformProcess.Start([
            .. arguments,
            "-u",
            $"{address}",
            "--user",
            "alice@example.com:open-sesame-1",
            "--user",
            "bob@example.com:open-sesame-1",
        ]);
        await process.OutputAsync("scenarios against");
        await process.SignalAsync(signal);
        Assert.Equal(exitCode, await process.ExitAsync());
        Assert.Contains("conform: Stopped by a signal before it was done.", process.Error, StringComparison.Ordinal);
        using var report = JsonDocument.Parse(await File.ReadAllBytesAsync(json, TestContext.Current.CancellationToken));
        Assert.Contains("was interrupted after", report.RootElement.GetRawText(), StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Error)> ShellAsync(string command, string before = "")
    {
        var program = Path.Combine(AppContext.BaseDirectory, "conform.dll");
        using var process = Process.Start(
            new ProcessStartInfo("/bin/sh", ["-c", $"{before} exec dotnet {program} {command}"])
            {
                WorkingDirectory = Repository.Root,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        return (process.ExitCode, error);
    }
}
