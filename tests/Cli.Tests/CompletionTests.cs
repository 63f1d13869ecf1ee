using System.Diagnostics;

namespace Conformance.Cli.Tests;

/// <summary>What a shell offers when a command line is half written.</summary>
public sealed class CompletionTests
{
    [Fact]
    public async Task Bash_completes_commands_options_and_what_they_take()
    {
        var (exitCode, script, _) = await ConformProcess.RunAsync("completion", "bash");
        Assert.Equal(0, exitCode);
        string[] tries =
        [
            "conform ver",
            "conform verify --exp",
            "conform list ste",
            "conform mock --po",
            "conform schema x-",
            "conform completion f",
            "conform verify si",
            "conform --ver",
        ];
        using var bash = Process.Start(
            new ProcessStartInfo("bash", ["--norc", "-s"])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        await bash.StandardInput.WriteAsync(
            script
                + "try() { COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _conform; echo \"${COMPREPLY[*]}\"; }\n"
                + string.Join('\n', tries.Select(t => "try " + t))
                + "\n"
        );
        bash.StandardInput.Close();
        var said = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal(
            ["verify", "--expected-failures", "steps", "--port", "x-session", "fish", "sig", "--version"],
            said.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        );
    }

    [Theory]
    [InlineData(
        "fish",
        "complete -c conform -n '__fish_seen_subcommand_from mock' -l port -s p -r -d 'The port to listen on; 0 lets the system choose'"
    )]
    [InlineData("pwsh", "    'list steps' = ")]
    [InlineData("zsh", "#compdef conform")]
    public async Task Other_shells_have_a_script_of_their_own(string shell, string line)
    {
        var (exitCode, script, _) = await ConformProcess.RunAsync("completion", shell);
        Assert.Equal(0, exitCode);
        Assert.Contains(script.Split('\n'), l => l.StartsWith(line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_shell_is_told_by_its_nearest()
    {
        var (exitCode, _, error) = await ConformProcess.RunAsync("completion", "fsh");
        Assert.Equal(2, exitCode);
        Assert.Contains("There is no completion for \"fsh\". Did you mean \"zsh\"?", error, StringComparison.Ordinal);
    }
}
