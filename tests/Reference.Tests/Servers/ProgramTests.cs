using System.Diagnostics;
using System.Text.RegularExpressions;
using Conformance.Reference.Switches;
using Conformance.Reference.Tests.Dialects;

namespace Conformance.Reference.Tests.Servers;

/// <summary>The servers as a program of their own.</summary>
public sealed partial class ProgramTests
{
    [Fact]
    public async Task Lists_every_server_and_every_mutant()
    {
        using var program = Start("--list");
        var lines = (await program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n');
        await program.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, program.ExitCode);
        Assert.All(ReferenceApis.Names, api => Assert.Contains(api, lines));
        Assert.All(
            MutantTable.All,
            mutant => Assert.Equal(mutant.Apis.Count, lines.Count(line => line == $"  {mutant.Name} ({mutant.Breaks}): {mutant.Sentence}"))
        );
    }

    [Fact]
    public async Task Serves_a_broken_server_whose_clock_can_be_moved()
    {
        using var program = Start("rinne", "--mutant", "RIN-06-blacklist", "--mutant", "RIN-13-wrapped");
        try
        {
            var line = await program.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            Assert.EndsWith(", broken by RIN-06-blacklist, RIN-13-wrapped", line, StringComparison.Ordinal);
            var address = new Uri(Address().Match(line!).Value);
            using var caller = new Caller(address, Dialect.Of("rinne"));
            var (ended, kept) = (await caller.LoginAsync(), await caller.LoginAsync());
            Assert.StartsWith("200 {\"data\":", (await caller.LogoutAsync(ended)).ToString(), StringComparison.Ordinal);
            Assert.Equal(401, (await caller.UseAsync(ended.Access)).Status);
            Assert.Equal(200, (await caller.UseAsync(kept.Access)).Status);

            await caller.SendAsync(
                new HttpRequestMessage(HttpMethod.Put, "/__admin/clock") { Content = Dialect.Json("""{"advance":"PT1H"}""") }
            );
            Assert.Equal(401, (await caller.UseAsync(kept.Access)).Status);
            await caller.SendAsync(
                new HttpRequestMessage(HttpMethod.Put, "/__admin/clock") { Content = Dialect.Json("""{"reset":true}""") }
            );
            Assert.Equal(200, (await caller.UseAsync(kept.Access)).Status);
        }
        finally
        {
            program.Kill();
        }
    }

    [Theory]
    [InlineData("\"acme\" is no reference server; there are fincode, sig, nethesis, bankezy, rinne, cookies, grants, everywhere.", "acme")]
    [InlineData("\"SIG-99\" is no mutant of sig; \"reference --list\" lists them.", "sig", "--mutant", "SIG-99")]
    [InlineData("\"x\" is no port; it should be a number from 0 to 65535.", "sig", "--port", "x")]
    [InlineData("\"--mutant\" should be followed by a value.", "sig", "--mutant")]
    [InlineData("the first argument should be the name of an API.")]
    public async Task Tells_a_mistake_in_a_sentence(string sentence, params string[] arguments)
    {
        using var program = Start(arguments);
        var told = await program.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await program.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, program.ExitCode);
        Assert.StartsWith($"reference: {sentence}", told, StringComparison.Ordinal);
    }

    private static Process Start(params string[] arguments) =>
        Process.Start(
            new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "reference.dll"), .. arguments])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;

    [GeneratedRegex(@"http://[^,\s]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();
}
