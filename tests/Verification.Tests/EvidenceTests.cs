using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using Conformance.Verification.Client;
using Conformance.Verification.Results;
using Conformance.Verification.Suite;
using Conformance.Verification.Tests.Demo;
using Conformance.Verification.Tests.Flaws;
using Conformance.Verification.Tests.Servers;
using Microsoft.AspNetCore.Http;

namespace Conformance.Verification.Tests;

/// <summary>What a reader is shown of a scenario.</summary>
public sealed class EvidenceTests
{
    [Fact]
    public async Task The_same_token_has_the_same_mark_in_bodies_and_headers()
    {
        var result = await DemoSuite.Whole.Against("The access token is dead", new DemoApi());
        var mark = Authorization(result.Exchanges[1]);
        Assert.Matches("^Bearer «access#1 [0-9a-f]{4}»$", mark);
        Assert.Contains($"\"access\":\"{mark["Bearer ".Length..]}\"", result.Exchanges[0].ResponseBody, StringComparison.Ordinal);
        Assert.Equal(mark, Authorization(result.Exchanges[2]));
        Assert.Equal(mark, Authorization(result.Exchanges[3]));
        Assert.Matches("^\\{\"refresh\":\"«refresh#1 [0-9a-f]{4}»\"\\}$", result.Exchanges[2].RequestBody);
    }

    [Fact]
    public async Task Another_token_has_another_mark()
    {
        var result = await DemoSuite.Whole.Against("The session of another user lives on", new DemoApi());
        var marks = result.Exchanges.Select(Authorization).Where(a => a.Length > 0).Distinct().ToList();
        Assert.Equal(
            ["Bearer «access#1", "Bearer «access#2"],
            marks.Select(m => m.Split(' ') is [var scheme, var name, _] ? $"{scheme} {name}" : m)
        );
    }

    [Fact]
    public async Task Marks_differ_from_run_to_run()
    {
        var marks = new List<string?>();
        for (var i = 0; i < 3; i++)
            marks.Add((await DemoSuite.Whole.Against("The access token is dead", new DemoApi())).Exchanges[0].RequestBody);
        Assert.All(marks, m => Assert.Matches("«password#1 [0-9a-f]{4}»", m));
        Assert.True(marks.Distinct().Count() > 1, marks[0]);
    }

    [Fact]
    public async Task Steps_tell_which_exchanges_were_theirs()
    {
        var passed = await DemoSuite.Whole.Against("The access token is dead", new DemoApi());
        Assert.Equal(["1,2", "3", "", "4"], passed.Steps.Select(s => string.Join(',', s.Exchanges)));
        Assert.Equal(["Given", "When", "Then", "And"], passed.Steps.Select(s => s.Keyword));
        Assert.All(passed.Steps, s => Assert.Equal((StepOutcome.Passed, null), (s.Outcome, s.Message)));
        Assert.Equal([1, 2, 3, 4], passed.Exchanges.Select(e => e.Number));
        Assert.Equal(["login", "GET /me", "logout", "GET /me"], passed.Exchanges.Select(e => e.Label));
    }

    [Fact]
    public async Task The_step_that_ended_a_scenario_tells_why_and_the_rest_is_skipped()
    {
        var failed = await DemoSuite.Whole.Against("The access token is dead", new RefusesWithNotFound());
        Assert.Equal((Verdict.Failed, 4), (failed.Verdict, failed.Miss!.Exchange));
        var last = failed.Steps[^1];
        Assert.Equal(
            (StepOutcome.Stopped, "Expected 401, as documented for a revoked token at GET /me; found 404 {\"error\":\"token\"}."),
            (last.Outcome, last.Message)
        );
        Assert.Equal([4], last.Exchanges);

        var early = await DemoSuite.Whole.Against("The access token is dead", new BreaksAtLogin());
        Assert.Equal(
            [StepOutcome.Stopped, StepOutcome.Skipped, StepOutcome.Skipped, StepOutcome.Skipped],
            early.Steps.Select(s => s.Outcome)
        );
        Assert.Equal(["1", "", "", ""], early.Steps.Select(s => string.Join(',', s.Exchanges)));
    }

    [Fact]
    public async Task Requests_at_once_are_all_of_their_step()
    {
        var result = await DemoSuite.Whole.Against("Two logouts at once leave no access token alive", new DemoApi());
        Assert.Equal(["1,2", "3,4", "", "", "5"], result.Steps.Select(s => string.Join(',', s.Exchanges)));
    }

    [Fact]
    public async Task Curl_repeats_every_request_with_secrets_from_the_environment()
    {
        if (OperatingSystem.IsWindows() || !File.Exists("/usr/bin/curl"))
            Assert.Skip("there is no /bin/sh with curl here");
        var api = new RecordingApi();
        await using var server = await DemoServer.StartAsync(api);
        var (access, refresh) = api.Begin("ann");
        var suite = DemoSuite.Of(
            """
            Scenario: One
              Given a session
              When the session logs out with the field "note" set to "it's $HOME `id` \\ \"x\" !"
              And the session logs out without a media type
              And the session logs out with the header "X-Odd" set to "a'b\"c$d"
              And the session logs out with the header "X-Empty" set to ""
              And the session logs out by DELETE
              And the session logs out without a body
              And someone logs in with a wrong password
            """
        );
        var tokens = new GivenTokens([
            ("", ImmutableDictionary<string, string>.Empty.Add("access", access).Add("refresh", refresh)),
            ("", ImmutableDictionary<string, string>.Empty.Add("access", access)),
        ]);
        using var run = suite.Against(DemoSuite.At(server.Address) with { Tokens = tokens });
        var result = await run.RunAsync(suite.Scenarios.Single(), TestContext.Current.CancellationToken);
        Assert.True(result.Verdict == Verdict.Passed, result.Describe());
        var original = api.Requests.ToList();
        Assert.Equal(result.Exchanges.Length, original.Count);
        for (var i = 0; i < original.Count; i++)
        {
            api.Requests.Clear();
            await ShellAsync(
                result.Exchanges[i].Curl,
                ("ACCESS_1", access),
                ("REFRESH_1", refresh),
                ("PASSWORD_1_ENCODED", "pa$$ \\\"word\\\" +/1")
            );
            Assert.Equal((result.Exchanges[i].Curl, original[i]), (result.Exchanges[i].Curl, Assert.Single(api.Requests)));
        }
    }

    [Theory]
    [InlineData("/bin/sh")]
    [InlineData("/bin/bash")]
    public async Task Curl_sends_nothing_and_says_why_while_a_secret_is_unset(string shell)
    {
        if (OperatingSystem.IsWindows() || !File.Exists("/usr/bin/curl") || !File.Exists(shell))
            Assert.Skip($"there is no {shell} with curl here");
        var api = new RecordingApi();
        await using var server = await DemoServer.StartAsync(api);
        var suite = DemoSuite.Of("Scenario: One\nGiven a session\nWhen the session logs out\nThen the answer is 200");
        using var run = suite.Against(DemoSuite.At(server.Address));
        var result = await run.RunAsync(suite.Scenarios.Single(), TestContext.Current.CancellationToken);
        Assert.True(result.Verdict == Verdict.Passed, result.Describe());
        api.Requests.Clear();
        foreach (
            var (exchange, name, what) in result.Exchanges.Zip(
                ["PASSWORD_1_ENCODED", "ACCESS_1", "ACCESS_1"],
                ["password", "access token", "access token"]
            )
        )
        {
            var (exitCode, errors) = await ShellAsync(shell, exchange.Curl, []);
            Assert.NotEqual(0, exitCode);
            Assert.Contains(name, errors, StringComparison.Ordinal);
            Assert.Contains($"put the {what}", errors, StringComparison.Ordinal);
        }

        Assert.Empty(api.Requests);
    }

    private static string Authorization(RecordedExchange exchange) =>
        exchange.RequestHeaders.FirstOrDefault(h => h.Name == "Authorization").Value ?? "";

    private static async Task ShellAsync(string command, params (string Name, string Value)[] environment)
    {
        var (exitCode, errors) = await ShellAsync("/bin/sh", command + " -s -o /dev/null", environment);
        Assert.True(exitCode == 0, $"{command}: {errors}");
    }

    private static async Task<(int ExitCode, string Errors)> ShellAsync(
        string program,
        string command,
        (string Name, string Value)[] environment
    )
    {
        var shell = new ProcessStartInfo(program, ["-c", command]) { UseShellExecute = false, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            shell.Environment[name] = value;
        using var process = Process.Start(shell)!;
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, errors);
    }

    /// <summary>Keeps what it was sent, but for what a client adds of itself.</summary>
    private sealed class RecordingApi : DemoApi
    {
        public ConcurrentQueue<string> Requests { get; } = new();

        public override async Task HandleAsync(HttpContext http)
        {
            http.Request.EnableBuffering();
            var body = await new StreamReader(http.Request.Body).ReadToEndAsync();
            http.Request.Body.Position = 0;
            var headers = http
                .Request.Headers.Where(h => h.Key is not ("Host" or "User-Agent" or "Accept" or "Content-Length"))
                .OrderBy(h => h.Key, StringComparer.Ordinal)
                .Select(h => $"{h.Key}={h.Value}");
            Requests.Enqueue($"{http.Request.Method} {http.Request.Path}{http.Request.QueryString} [{string.Join("; ", headers)}] {body}");
            await base.HandleAsync(http);
        }
    }

    private sealed class BreaksAtLogin : DemoApi
    {
        protected override Task LogInAsync(HttpContext http, string body) => SendAsync(http, 500, new { error = "broken" });
    }
}

/// <summary>Runs one scenario of a suite by its name.</summary>
internal static class ByName
{
    public static async Task<ScenarioResult> Against(this ConformanceSuite suite, string scenario, DemoApi api)
    {
        await using var server = await DemoServer.StartAsync(api);
        using var run = suite.Against(DemoSuite.At(server.Address));
        return await run.RunAsync(suite.Scenarios.Single(s => s.Name == scenario), TestContext.Current.CancellationToken);
    }
}
