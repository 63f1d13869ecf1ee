using System.Text;
using Conformance.Verification.Client;
using Conformance.Verification.Results;
using Conformance.Verification.Suite;
using Conformance.Verification.Tests.Demo;
using Conformance.Verification.Tests.Servers;

namespace Conformance.Verification.Tests;

/// <summary>Whatever answers in place of the API: the run is never green, ends soon, throws nothing, and names the cause.</summary>
public sealed class UnjudgeableTargetTests
{
    [Fact]
    public async Task Is_not_judged_when_nothing_listens()
    {
        var run = await RunAsync(RawServer.Nothing());
        Assert.Equal(Outcome.NotJudged, run.Outcome);
        Assert.StartsWith("Nothing answers at http://127.0.0.1:", Assert.Single(run.Obstacles), StringComparison.Ordinal);
        Assert.Empty(run.Scenarios);
    }

    [Fact]
    public async Task Is_not_judged_when_the_host_is_unknown()
    {
        var run = await RunAsync(new Uri("http://no-such-host.invalid/"));
        Assert.Equal(
            (Outcome.NotJudged, "The host \"no-such-host.invalid\" is not known. Check the base URL."),
            (run.Outcome, Assert.Single(run.Obstacles))
        );
    }

    [Fact]
    public async Task Is_not_judged_when_the_login_fails_and_asks_only_once()
    {
        var api = new CountingApi();
        var run = await DemoSuite.Whole.RunAsync(
            api,
            configure: t => t with { Users = [new UserCredentials("ann", "wrong-password")], Clock = null }
        );
        Assert.Equal(Outcome.NotJudged, run.Outcome);
        Assert.Equal(
            "The login at POST /login does not work: it answered 401 {\"error\":\"credentials\"}. Check the users' names and passwords, and whether the target wants something beside them, such as the key of an app (-H).",
            Assert.Single(run.Obstacles)
        );
        Assert.Contains(run.Scenarios, s => s.Verdict == Verdict.Passed);
        Assert.Equal(1, api.Logins);
    }

    [Theory]
    [InlineData(404, "Check the base URL: nothing there answers to this path.")]
    [InlineData(405, "Check the base URL: nothing there answers to this path.")]
    [InlineData(302, "It redirects, and redirects are not followed. Name the address where the API answers with -u.")]
    public async Task Is_not_judged_and_asks_once_when_nothing_there_is_the_API(int status, string mend)
    {
        await using var server = RawServer.Answers(status, """{"error":"no"}""");
        var run = await RunAsync(server.Address);
        Assert.Equal((Outcome.NotJudged, 1, 1), (run.Outcome, server.Requests, run.Requests));
        Assert.Equal(
            $"The login at POST /login does not work: it answered {status} {{\"error\":\"no\"}}. {mend}",
            Assert.Single(run.Obstacles)
        );
        Assert.Empty(run.Scenarios);
        Assert.Empty(run.Findings);
    }

    [Theory]
    [InlineData(500, "The target is at fault; see its log.")]
    public async Task Fails_and_names_the_login_when_everything_gets_one_error(int status, string mend)
    {
        await using var server = RawServer.Answers(status, """{"error":"no"}""");
        var run = await RunAsync(server.Address);
        Assert.Equal(Outcome.Failed, run.Outcome);
        Assert.Equal($"The login at POST /login does not work: it answered {status} {{\"error\":\"no\"}}. {mend}", run.Obstacles[0]);
        Assert.DoesNotContain(run.Scenarios, s => s.Verdict == Verdict.Passed);
    }

    [Theory]
    [InlineData("{}", "application/json")]
    [InlineData("<html><body>It works!</body></html>", "text/html")]
    [InlineData("", "application/json")]
    public async Task Fails_when_everything_is_200(string body, string type)
    {
        await using var server = RawServer.Answers(200, body, type);
        var run = await RunAsync(server.Address);
        Assert.Equal(Outcome.Failed, run.Outcome);
        Assert.StartsWith("The login at POST /login gave no access token: it answered 200 ", run.Obstacles[0], StringComparison.Ordinal);
        Assert.Contains(run.Scenarios, s => s.Verdict == Verdict.Failed && s.Requirements.Contains("ANY-09"));
    }

    [Fact]
    public async Task Fails_when_everything_is_200_and_every_token_is_given()
    {
        await using var server = RawServer.Answers(
            200,
            """{"access":"an-access-token-1","refresh":"a-refresh-token-1","user":"ann","message":"bye"}"""
        );
        var run = await RunAsync(server.Address);
        Assert.Equal(Outcome.Failed, run.Outcome);
        Assert.Equal(Verdict.Failed, run.Requirements.Single(r => r.Requirement.Id == "DEM-01").Verdict);
        Assert.Equal(Verdict.Failed, run.Requirements.Single(r => r.Requirement.Id == "DEM-02").Verdict);
    }

    [Fact]
    public async Task Is_not_judged_and_ends_soon_when_nothing_is_answered()
    {
        await using var server = new RawServer((_, stop) => Task.Delay(Timeout.InfiniteTimeSpan, stop));
        var run = await RunAsync(server.Address, t => t with { RequestTimeout = TimeSpan.FromMilliseconds(150) });
        Assert.Equal(Outcome.NotJudged, run.Outcome);
        Assert.Equal($"POST {server.Address}api/login was not answered within 0.15 s.", Assert.Single(run.Obstacles));
        Assert.Equal(1, server.Requests);
    }

    public static TheoryData<string, string> Broken =>
        new()
        {
            { "", "did not answer in HTTP" },
            { "\0\u0001\u0002 garbage", "did not answer in HTTP" },
            { "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\ncut", "broke while an answer was read" },
            { "SSH-2.0-OpenSSH_9.6\r\n", "did not answer in HTTP" },
        };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task Is_not_judged_when_the_answer_is_no_http(string bytes, string cause)
    {
        await using var server = RawServer.Says(bytes);
        var run = await RunAsync(server.Address);
        Assert.Equal(Outcome.NotJudged, run.Outcome);
        Assert.Contains(cause, Assert.Single(run.Obstacles), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100L * 1024 * 1024)]
    [InlineData(null)]
    public async Task Is_not_judged_when_an_answer_has_no_end(long? length)
    {
        await using var server = new RawServer(
            async (stream, stop) =>
            {
                var head = length is null ? "Connection: close" : $"Content-Length: {length}";
                await stream.WriteAsync(
                    Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n{head}\r\n\r\n"),
                    stop
                );
                var chunk = new byte[1024 * 1024];
                for (var sent = 0L; length is null || sent < length; sent += chunk.Length)
                    await stream.WriteAsync(chunk, stop);
            }
        );
        var run = await RunAsync(server.Address);
        Assert.Equal(Outcome.NotJudged, run.Outcome);
        Assert.EndsWith("answered with more than 4 MiB, which is not read.", Assert.Single(run.Obstacles), StringComparison.Ordinal);
    }

    [Trait("Category", "Slow")]
    [Fact]
    public async Task Is_not_judged_when_a_text_of_nothing_but_token_beginnings_comes()
    {
        await using var server = RawServer.Answers(200, "\"" + string.Concat(Enumerable.Repeat("eyJ", 1_300_000)) + "\"");
        var run = await RunAsync(server.Address);
        Assert.Equal(Outcome.Failed, run.Outcome);
        Assert.StartsWith("The login at POST /login gave no access token", run.Obstacles[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_not_judged_when_the_handler_throws()
    {
        var run = await RunAsync(new Uri("http://demo.test/"), t => t with { Handler = new ThrowingHandler() });
        Assert.Equal(
            (Outcome.NotJudged, "http://demo.test gave no answer: InvalidOperationException: the endpoint broke."),
            (run.Outcome, Assert.Single(run.Obstacles))
        );
    }

    [Fact]
    public async Task Is_not_judged_when_a_contract_has_no_logout()
    {
        using var folder = new TemporaryFolder();
        folder.Write(
            "openapi.yaml",
            "openapi: 3.1.0\ninfo: {title: None, version: '1'}\npaths: {/me: {get: {responses: {'200': {description: ok}}}}}\n"
        );
        using var run = ConformanceSuite
            .FromFolder(folder.Path)
            .Against(new Target { BaseUrl = new Uri("http://user:hidden-word@demo.test/") });
        var result = await run.RunToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Outcome.NotJudged, result.Outcome);
        Assert.Contains("has no operation with the role logout", Assert.Single(result.Obstacles), StringComparison.Ordinal);
        Assert.DoesNotContain("hidden-word", result.BaseUrl.AbsoluteUri, StringComparison.Ordinal);
    }

    private static async Task<ContractRun> RunAsync(Uri address, Func<Target, Target>? configure = null)
    {
        var target = DemoSuite.At(address);
        using var run = DemoSuite.Whole.Against(configure?.Invoke(target) ?? target);
        return await run.RunToEndAsync(TestContext.Current.CancellationToken);
    }

    private sealed class CountingApi : DemoApi
    {
        private int _logins;

        public int Logins => _logins;

        protected override Task LogInAsync(Microsoft.AspNetCore.Http.HttpContext http, string body)
        {
            Interlocked.Increment(ref _logins);
            return base.LogInAsync(http, body);
        }
    }

    private sealed class ThrowingHandler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("the endpoint broke.");
    }

    [Fact]
    public async Task A_login_that_does_not_work_is_one_sentence_in_the_test_that_fails()
    {
        var run = await DemoSuite.Whole.RunAsync(
            new DemoApi(),
            configure: t => t with { Users = [t.Users[0] with { Secret = "no-such-password-7" }] }
        );
        Assert.Equal(("POST", 401), (run.ObstacleShown!.Method, run.ObstacleShown.Status));
        Assert.DoesNotContain("no-such-password-7", run.ObstacleShown.RequestBody, StringComparison.Ordinal);
        var failed = Assert.Throws<NonconformityException>(run.EnsureConforms);
        Assert.True(run.Count(Verdict.Inconclusive) > 20);
        Assert.True(failed.Message.Split('\n').Length < 10, failed.Message);
    }
}
