using System.Diagnostics;

namespace Conformance.Cli.Tests;

/// <summary>What a shell offers when a command line is half written.</summary>
public sealed class CompletionTests
{
    private static readonly (string Line, string Offered)[] Tries =
    [
        ("conform ver", "verify"),
        ("conform verify --exp", "--expected-failures"),
        ("conform list ste", "steps"),
        ("conform mock --po", "--port"),
        ("conform schema x-", "x-session"),
        ("conform completion f", "fish"),
        ("conform verify si", "sig"),
        ("conform --ver", "--version"),
        ("conform init x.yaml --ci gi", "github gitlab"),
    ];

    // Of what zsh is offered it takes by itself what begins as the word does.
    // Each shell is asked in its own way what it offers at the end of a line, where no file lies that it could offer too.
    [Theory]
    [InlineData("bash", "--norc", "ask() { COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _conform; echo ${COMPREPLY[*]}; }")]
    [InlineData(
        "zsh",
        "-f",
        "ask() { setopt localoptions ksharrays; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); echo $(compgen -F _conform | grep -- \"^${COMP_WORDS[COMP_CWORD]}\"); }",
        "autoload -Uz compinit && compinit -u -D"
    )]
    [InlineData("fish", "--no-config", "function ask; echo (complete -C \"$argv\" | string split -f 1 \\t); end")]
    [InlineData(
        "pwsh",
        "-NoProfile",
        "function ask { \"$([System.Management.Automation.CommandCompletion]::CompleteInput(\"$args\", \"$args\".Length, $null).CompletionMatches.CompletionText)\" }"
    )]
    public async Task A_shell_offers_commands_options_and_what_they_take(string shell, string withoutFiles, string ask, string before = "")
    {
        Assert.SkipUnless(IsInstalled(shell), $"{shell} is not installed");
        var (exitCode, script, _) = await ConformProcess.RunAsync("completion", shell);
        Assert.Equal(0, exitCode);
        var folder = Directory.CreateTempSubdirectory("conformance-");
        var file = Path.Combine(folder.FullName, "script.ps1");
        await File.WriteAllTextAsync(
            file,
            $"{before}\n{script}\n{ask}\n{string.Join('\n', Tries.Select(t => "ask " + t.Line))}\n",
            TestContext.Current.CancellationToken
        );
        using var process = Process.Start(
            new ProcessStartInfo(shell, [withoutFiles, file])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                WorkingDirectory = folder.CreateSubdirectory("empty").FullName,
            }
        )!;
        var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        folder.Delete(recursive: true);
        Assert.Equal(Tries.Select(t => t.Offered), said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Trim()));
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

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, program)));
}
