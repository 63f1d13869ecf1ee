using System.Diagnostics;
using System.Text.RegularExpressions;
using Conformance.TestKit;

namespace Conformance.Cli.Tests;

/// <summary>The transcripts of the documentation work by copy and paste.</summary>
[Trait("Category", "Slow")]
public sealed partial class ReadmeTests
{
    private const string DocumentedAddress = "http://127.0.0.1:4010";

    [Fact]
    public async Task Every_transcript_prints_what_it_says()
    {
        var page = await File.ReadAllTextAsync(Repository.PathOf("docs", "mock.md"), TestContext.Current.CancellationToken);
        var section = page[page.IndexOf("## The five contracts", StringComparison.Ordinal)..];
        var script = string.Join('\n', ShellBlock().Matches(section).Select(m => m.Groups["script"].Value)).Split('\n');
        var expected = script.Where(l => l.StartsWith("# ", StringComparison.Ordinal)).Select(l => l[2..]).ToArray();
        Assert.True(expected.Length > 15, "the transcripts of docs/mock.md are gone");

        var (process, address) = await ConformProcess.MockAsync();
        await using var running = process;

        // What a terminal would show as the answer to one command is one line here.
        var commands = script.Where(l => !l.StartsWith('#')).Select(l => l.StartsWith("curl", StringComparison.Ordinal) ? l + "; echo" : l);
        var output = await RunAsync(
            string.Join('\n', commands).Replace(DocumentedAddress, address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)
        );
        Assert.Equal(expected, output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static async Task<string> RunAsync(string script)
    {
        var start = new ProcessStartInfo("bash", ["-s"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var bash = Process.Start(start)!;
        await bash.StandardInput.WriteAsync(script);
        bash.StandardInput.Close();
        return await bash.StandardOutput.ReadToEndAsync();
    }

    [GeneratedRegex("```sh\n(?<script>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ShellBlock();
}
