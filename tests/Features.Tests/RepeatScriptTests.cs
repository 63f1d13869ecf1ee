using System.Diagnostics;
using System.Globalization;
using Conformance.Reference;
using Conformance.Reference.Hosting;
using Conformance.Reference.Switches;
using Conformance.Verification.Client;
using Conformance.Verification.Results;
using Conformance.Verification.Suite;

namespace Conformance.Features.Tests;

/// <summary>The script of a finding, run by bash and curl, shows the fault on the broken server and not on the clean one. Of the mutants a sample, or all with <c>REPEAT_EVERY=1</c>.</summary>
[Trait("Category", "Slow")]
public sealed class RepeatScriptTests(ITestOutputHelper output)
{
    private const int Shown = 0;
    private const int NotShown = 1;

    private static readonly int Every = int.Parse(Environment.GetEnvironmentVariable("REPEAT_EVERY") ?? "13", CultureInfo.InvariantCulture);

    // One trusts whoever came by the connection before, which each curl opens anew, the other forgets after a number of requests.
    private static readonly string[] HangOnTheRun = ["ANY-connection-trusted", "ASVS5-7.4.1-lost-on-restart"];

    [Theory]
    [MemberData(nameof(Suites.Contracts), MemberType = typeof(Suites))]
    public async Task Shows_the_fault_on_the_broken_server_alone(string contract)
    {
        await using var clean = await ReferenceServer.StartAsync(contract, new ReferenceOptions { Time = new MovableClock() });
        var (shown, failures) = (0, new List<string>());
        foreach (var mutant in MutantTable.Of(contract).Where((_, i) => i % Every == 0).Where(m => !HangOnTheRun.Contains(m.Name)))
        {
            var clock = new MovableClock();
            await using var server = await ReferenceServer.StartAsync(contract, new ReferenceOptions { Time = clock, Mutants = [mutant] });
            var target = new Target
            {
                BaseUrl = server.BaseAddress,
                Users = [.. server.Accounts.Select(a => new UserCredentials(a.Name, a.Password))],
                Clock = new InProcessClock(clock, clock.Advance, clock.Reset),
                PublicKey = server.PublicKey,
            };
            using var run = Suites.Of(contract).Against(target, new RunSettings());
            var result = await run.RunToEndAsync(TestContext.Current.CancellationToken);
            foreach (var finding in result.Findings.Where(f => f is { Severity: FindingSeverity.Must, Repeat: not null }))
            {
                // What hangs on requests at the same time no script repeats surely, and it says so.
                var script = finding.Repeat!;
                if (script.Contains("In the run the next request was sent", StringComparison.Ordinal))
                    continue;
                if (script.Contains("_ENCODED", StringComparison.Ordinal) || script.Contains("FORGED_", StringComparison.Ordinal))
                {
                    output.WriteLine($"{mutant}: {finding.Cause} needs what only the run had");
                    continue;
                }

                var broken = await RunAsync(script, target.Users);
                if (broken.ExitCode != Shown && !await ShowsAloneAsync(run, finding))
                    output.WriteLine($"{mutant}: {finding.Cause} shows only beside other scenarios");
                else if (broken.ExitCode != Shown && script.Contains("a fault that hangs on their number", StringComparison.Ordinal))
                    output.WriteLine($"{mutant}: {finding.Cause} hangs on what the script says it leaves out");
                else if (broken.ExitCode != Shown)
                    failures.Add($"{mutant}: {finding.Cause} {broken}\n{script}");
                shown++;
                if (!script.Contains("The fault is there", StringComparison.Ordinal))
                    continue;
                var mended = await RunAsync(
                    script.Replace(server.BaseAddress.Authority, clean.BaseAddress.Authority, StringComparison.Ordinal),
                    target.Users
                );
                if (mended.ExitCode == Shown)
                    failures.Add($"{mutant} on the clean server: {finding.Cause} {mended}\n{script}");
            }
        }

        output.WriteLine($"{shown} scripts ran");
        Assert.True(shown > 0);
        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
    }

    [Fact]
    public async Task Stops_loudly_where_a_step_does_not_go_as_in_the_run()
    {
        const string contract = "sig";
        var mutant = MutantTable.Find(contract, "SIG-07-refresh-survives");
        await using var server = await ReferenceServer.StartAsync(
            contract,
            new ReferenceOptions { Time = new MovableClock(), Mutants = [mutant] }
        );
        var target = new Target
        {
            BaseUrl = server.BaseAddress,
            Users = [.. server.Accounts.Select(a => new UserCredentials(a.Name, a.Password))],
        };
        using var run = Suites.Of(contract).Against(target, new RunSettings());
        var result = await run.RunToEndAsync(TestContext.Current.CancellationToken);
        var script = result.Findings.First(f => f.Severity == FindingSeverity.Must).Repeat!;
        var wrong = await RunAsync(script, [.. target.Users.Select(u => u with { Secret = "a-wrong-password" })]);
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("STOPPED: POST /api/login answered 401, and in the run 200", wrong.Error, StringComparison.Ordinal);
        var unset = await RunAsync(script, []);
        Assert.NotEqual(Shown, unset.ExitCode);
        Assert.NotEqual(NotShown + 1, unset.ExitCode);
        Assert.Contains("PASSWORD_1: put the password into this variable first", unset.Error, StringComparison.Ordinal);
    }

    // A script does what its scenario does, which may show a fault only while others log out as well.
    private static async Task<bool> ShowsAloneAsync(ConformanceRun run, Finding finding) =>
        (await run.RunAsync(finding.SeenBy[0].Scenario, TestContext.Current.CancellationToken)).Verdict
            is Verdict.Failed
                or Verdict.Warning;

    private static async Task<Ended> RunAsync(string script, IReadOnlyList<UserCredentials> users)
    {
        var start = new ProcessStartInfo("bash", ["-c", script])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (index, user) in users.Index())
        {
            start.Environment[$"PASSWORD_{index + 1}"] = user.Secret;
            start.Environment[$"ASSERTION_{index + 1}"] = $"{user.Name}:{user.Secret}";
        }

        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Ended(process.ExitCode, await said, error);
    }

    private sealed record Ended(int ExitCode, string Output, string Error);
}
