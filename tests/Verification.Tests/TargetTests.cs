using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Text.Json.Nodes;
using Conformance.Verification.Client;
using Conformance.Verification.Results;
using Conformance.Verification.Suite;
using Conformance.Verification.Tests.Demo;
using Conformance.Verification.Tests.Servers;

namespace Conformance.Verification.Tests;

/// <summary>How a target is spoken to.</summary>
public sealed class TargetTests
{
    private static readonly ConformanceSuite Logout = DemoSuite.Of(
        "Scenario: One\nGiven a session\nWhen the session logs out\nThen it is accepted\n"
    );

    [Theory]
    [InlineData("http://demo.test", "http://demo.test/api/logout")]
    [InlineData("http://demo.test/", "http://demo.test/api/logout")]
    [InlineData("http://demo.test:8080/", "http://demo.test:8080/api/logout")]
    [InlineData("http://demo.test/api/", "http://demo.test/api/logout")]
    [InlineData("http://demo.test/other/place", "http://demo.test/other/place/logout")]
    [InlineData("http://user:word@demo.test/", "http://demo.test/api/logout")]
    [InlineData("http://demo.test/x?y=z#w", "http://demo.test/x/logout")]
    public async Task A_path_of_the_base_url_is_taken_and_else_the_documented_one(string baseUrl, string logout)
    {
        var handler = new ScriptedHandler();
        await RunAsync(Logout, handler, t => t with { BaseUrl = new Uri(baseUrl) });
        Assert.Equal(logout, handler.Requests.Single(r => r.Url.EndsWith("logout", StringComparison.Ordinal)).Url);
    }

    [Fact]
    public async Task Headers_go_with_every_request_and_values_to_their_places()
    {
        var handler = new ScriptedHandler();
        await RunAsync(
            Logout,
            handler,
            t =>
                t with
                {
                    Headers = [new HeaderLine("X-Key", "an-environment-key"), new HeaderLine("Content-Language", "en")],
                    Values = Values(
                        ("login", "$request.body#/device", "7"),
                        ("logout", "$request.header.X-Device", "d-1"),
                        ("login", "$request.query.tenant", "a b")
                    ),
                }
        );
        Assert.All(handler.Requests, r => Assert.Contains("X-Key: an-environment-key", r.Headers, StringComparison.Ordinal));
        var login = handler.Requests.First();
        Assert.Equal("http://demo.test/api/login?tenant=a%20b", login.Url);
        Assert.Equal("7", JsonNode.Parse(login.Body)!["device"]!.ToJsonString());
        Assert.Contains("Content-Language: en", login.Headers, StringComparison.Ordinal);
        Assert.Contains(
            "X-Device: d-1",
            handler.Requests.Single(r => r.Url.EndsWith("logout", StringComparison.Ordinal)).Headers,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(
        "logn",
        "$request.body#/device",
        "The values are for \"logn\", and no operation of the contract has this role, id, or method and path. Did you mean \"login\"?"
    )]
    [InlineData(
        "login",
        "$request.bdy#/device",
        "The value for \"login\" stands at \"$request.bdy#/device\", which is no place of a request. Write one such as $request.body#/deviceId or $request.header.X-Device."
    )]
    [InlineData(
        "login",
        "$response.body#/device",
        "The value for \"login\" stands at \"$response.body#/device\", which is no place of a request. Write one such as $request.body#/deviceId or $request.header.X-Device."
    )]
    public async Task A_value_without_a_place_is_an_obstacle(string operation, string place, string obstacle)
    {
        using var run = Logout.Against(DemoSuite.At(RawServer.Nothing()) with { Values = Values((operation, place, "7")) });
        var result = await run.RunToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal((Outcome.NotJudged, obstacle), (result.Outcome, Assert.Single(result.Obstacles)));
    }

    [Fact]
    public async Task A_step_may_change_the_content_type_by_its_name()
    {
        var suite = DemoSuite.Of(
            "Scenario: One\nGiven a session\nWhen the session logs out with the header \"content-type\" set to \"text/csv\"\nThen the answer is 200\n"
        );
        var handler = new ScriptedHandler();
        await RunAsync(suite, handler);
        Assert.Contains(
            "Content-Type: text/csv",
            handler.Requests.Single(r => r.Url.EndsWith("logout", StringComparison.Ordinal)).Headers,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Requests_keep_to_the_rate_limit()
    {
        var waits = new ConcurrentQueue<TimeSpan>();
        var time = new WaitingClock(d => d < TimeSpan.FromSeconds(5), waits.Enqueue);
        var handler = new ScriptedHandler();
        await RunAsync(Logout, handler, t => t with { RateLimit = 4 }, new RunSettings { Time = time });
        Assert.Equal(3, handler.Requests.Count);
        Assert.Equal([TimeSpan.FromSeconds(0.25), TimeSpan.FromSeconds(0.25)], waits);
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError, 2, 2, true, 3)]
    [InlineData(HttpRequestError.ConnectionError, 3, 2, false, 3)]
    [InlineData(HttpRequestError.ConnectionError, 1, 0, false, 1)]
    [InlineData(HttpRequestError.ResponseEnded, 1, 2, false, 1)]
    [InlineData(HttpRequestError.InvalidResponse, 1, 2, false, 1)]
    public async Task Only_a_failed_connection_is_tried_again(
        HttpRequestError error,
        int failures,
        int retries,
        bool succeeds,
        int attempts
    )
    {
        var handler = new ScriptedHandler { Failures = failures, Error = error };
        var result = await RunAsync(Logout, handler, t => t with { Retries = retries });
        Assert.Equal(succeeds ? Verdict.Passed : Verdict.Inconclusive, result.Verdict);
        Assert.Equal(attempts, handler.Attempts - (succeeds ? 2 : 0));
        Assert.Equal(succeeds ? 3 : 1, result.Exchanges.Length);
        Assert.Equal(!succeeds, result.Exchanges[0].Failure is not null);
    }

    [Fact]
    public async Task An_answer_is_never_asked_for_twice()
    {
        var handler = new ScriptedHandler { Status = HttpStatusCode.ServiceUnavailable };
        var result = await RunAsync(Logout, handler, t => t with { Retries = 5 });
        Assert.Equal((Verdict.Inconclusive, 1), (result.Verdict, handler.Attempts));
    }

    [Fact]
    public void Impossible_limits_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => DemoSuite.At(RawServer.Nothing()) with { RateLimit = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => DemoSuite.At(RawServer.Nothing()) with { RequestTimeout = TimeSpan.Zero });
    }

    private static ImmutableDictionary<string, ImmutableDictionary<string, string>> Values(
        params (string Operation, string Place, string Value)[] values
    ) => values.GroupBy(v => v.Operation).ToImmutableDictionary(g => g.Key, g => g.ToImmutableDictionary(v => v.Place, v => v.Value));

    private static async Task<ScenarioResult> RunAsync(
        ConformanceSuite suite,
        ScriptedHandler handler,
        Func<Target, Target>? configure = null,
        RunSettings? settings = null
    )
    {
        var target = DemoSuite.At(new Uri("http://demo.test/")) with { Handler = handler };
        using var run = suite.Against(configure?.Invoke(target) ?? target, settings);
        return await run.RunAsync(suite.Scenarios.Single(), TestContext.Current.CancellationToken);
    }

    /// <summary>Answers every operation of the demo contract with success, after some failures.</summary>
    private sealed class ScriptedHandler : HttpMessageHandler
    {
        private int _attempts;

        public ConcurrentQueue<(string Url, string Headers, string Body)> Requests { get; } = new();

        public int Attempts => _attempts;

        public int Failures { get; init; }

        public HttpRequestError Error { get; init; }

        public HttpStatusCode Status { get; init; } = HttpStatusCode.OK;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (Interlocked.Increment(ref _attempts) <= Failures)
                throw new HttpRequestException(Error, "scripted");
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            Requests.Enqueue((request.RequestUri!.AbsoluteUri, $"{request.Headers}{request.Content?.Headers}", body));
            return new HttpResponseMessage(Status)
            {
                Content = new StringContent(
                    """{"access":"an-access-token-1","refresh":"a-refresh-token-1","user":"ann","message":"bye"}""",
                    System.Text.Encoding.UTF8,
                    "application/json"
                ),
            };
        }
    }
}
