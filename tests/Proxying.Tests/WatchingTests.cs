using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using Conformance.Proxying.Traffic;
using Conformance.Reporting;
using Conformance.TestKit;
using Conformance.Verification.Results;
using Microsoft.AspNetCore.Http;

namespace Conformance.Proxying.Tests;

/// <summary>What is told of traffic and what is not: limits, time, concurrency, secrets.</summary>
public sealed class WatchingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_that_began_before_the_logout_was_answered_is_no_finding()
    {
        var (arrived, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var server = await Upstream.StartAsync(
            Notes.Server(other: async http =>
            {
                if (http.Request.Path != "/notes" || !http.Request.Headers.ContainsKey("X-Slow"))
                    return false;
                arrived.SetResult();
                await go.Task;
                await http.Response.WriteAsJsonAsync((string[])["buy milk"]);
                return true;
            })
        );
        await using var watch = await Watch.StartAsync(Notes.Contract, server.Address);
        using var client = Notes.ClientOf(watch);
        var tokens = await Notes.LoginAsync(client);
        using var slow = new HttpRequestMessage(HttpMethod.Get, "notes");
        slow.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.Token);
        slow.Headers.Add("X-Slow", "yes");
        var underWay = client.SendAsync(slow, Cancellation);
        await arrived.Task;
        (await Notes.SendAsync(client, "POST", "logout", tokens.Token)).Dispose();
        go.SetResult();
        using var answer = await underWay;
        Assert.Equal(200, (int)answer.StatusCode);
        using var after = await Notes.SendAsync(client, "GET", "notes", tokens.Token);
        Assert.Equal(401, (int)after.StatusCode);
        var run = (await watch.RunAsync());
        Assert.Empty(run.Findings);
        Assert.Equal((Outcome.Passed, true), (run.Outcome, run.TriesLogout));
    }

    [Fact]
    public async Task A_token_past_its_lifetime_is_a_warning_when_it_is_clearly_past_and_a_grace_is_kept()
    {
        var clock = new ManualClock();
        await using var server = await Upstream.StartAsync(
            Notes.Server(other: async http =>
            {
                if (http.Request.Path != "/refresh")
                    return false;
                await http.Response.WriteAsJsonAsync(
                    new { token = $"x-{clock.GetUtcNow().Ticks}", refresh = $"y-{clock.GetUtcNow().Ticks}" }
                );
                return true;
            })
        );
        await using var watch = await Watch.StartAsync(Notes.Contract, server.Address, o => o with { Time = clock });
        using var client = Notes.ClientOf(watch);
        var tokens = await Notes.LoginAsync(client);
        clock.Advance(TimeSpan.FromMinutes(10.5));
        (await Notes.SendAsync(client, "GET", "notes", tokens.Token)).Dispose();
        Assert.Empty((await watch.RunAsync()).Findings);
        clock.Advance(TimeSpan.FromMinutes(2));
        (await Notes.SendAsync(client, "GET", "notes", tokens.Token)).Dispose();
        var finding = Assert.Single((await watch.RunAsync()).Findings);
        Assert.Equal(("lets-in expired access", FindingSeverity.Should), (finding.Key, finding.Severity));

        // The refresh token is replaced, and good for another ten seconds.
        await RefreshAsync();
        await RefreshAsync();
        Assert.DoesNotContain((await watch.SeenAsync()), s => s.Verdict == Verdict.Failed);
        clock.Advance(TimeSpan.FromSeconds(11));
        await RefreshAsync();
        Assert.Equal("ANY-33", Assert.Single((await watch.SeenAsync()), s => s.Verdict == Verdict.Failed).Rule);

        async Task RefreshAsync()
        {
            using var content = new StringContent($$"""{"refresh": "{{tokens.Refresh}}"}""", Encoding.UTF8, "application/json");
            (await client.PostAsync("refresh", content, Cancellation)).Dispose();
        }
    }

    [Fact]
    public async Task A_broken_answer_is_a_finding_and_a_broken_request_is_a_note_about_the_client()
    {
        await using var server = await Upstream.StartAsync(
            Notes.Server(other: async http =>
            {
                if (http.Request.Path != "/notes")
                    return false;
                http.Response.ContentType = "application/json";
                http.Response.Headers.ContentEncoding = "gzip";
                await using var gzip = new GZipStream(http.Response.Body, CompressionLevel.Fastest);
                await gzip.WriteAsync("""["buy milk", 4711]"""u8.ToArray());
                return true;
            })
        );
        await using var watch = await Watch.StartAsync(Notes.Contract, server.Address);
        using var client = Notes.ClientOf(watch);
        using var content = new StringContent("""{"name": "alice@example.com", "password": "abc"}""", Encoding.UTF8, "application/json");
        (await client.PostAsync("login", content, Cancellation)).Dispose();
        var note = Assert.Single((await watch.SeenAsync()));
        Assert.Equal((Verdict.NotApplicable, "POST /login"), (note.Verdict, note.Request));
        Assert.DoesNotContain("abc", note.Sentence, StringComparison.Ordinal);
        (await client.GetAsync("notes", Cancellation)).Dispose();
        var told = Assert.Single((await watch.SeenAsync()), s => s.Verdict == Verdict.Failed);
        Assert.Equal(("ANY-19", "GET /notes"), (told.Rule, told.Request));
        Assert.Contains("/1", told.Miss!.Found, StringComparison.Ordinal);
        var run = (await watch.RunAsync());
        Assert.Contains(run.Notices, n => n.StartsWith("The client, at POST /login:", StringComparison.Ordinal));
        Assert.Equal(Outcome.Failed, run.Outcome);
    }

    [Fact]
    public async Task Nothing_new_for_a_dead_token_lets_it_in()
    {
        await using var server = await Upstream.StartAsync(
            Notes.Server(other: http =>
            {
                var isKept = http.Request.Path == "/notes" && http.Request.Headers.IfNoneMatch == "\"1\"";
                http.Response.StatusCode = isKept ? 304 : 200;
                return Task.FromResult(isKept);
            })
        );
        await using var watch = await Watch.StartAsync(Notes.Contract, server.Address);
        using var client = Notes.ClientOf(watch);
        var tokens = await Notes.LoginAsync(client);
        (await Notes.SendAsync(client, "POST", "logout", tokens.Token)).Dispose();
        using var request = new HttpRequestMessage(HttpMethod.Get, "notes");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.Token);
        request.Headers.Add("If-None-Match", "\"1\"");
        (await client.SendAsync(request, Cancellation)).Dispose();
        Assert.Equal("ANY-02", Assert.Single((await watch.SeenAsync()), s => s.Verdict == Verdict.Failed).Rule);
    }

    [Fact]
    public async Task The_oldest_tokens_are_forgotten_first_and_it_is_told()
    {
        await using var server = await Upstream.StartAsync(Notes.Server(forgets: true));
        await using var watch = await Watch.StartAsync(Notes.Contract, server.Address, o => o with { MaxTokens = 4 });
        using var client = Notes.ClientOf(watch);
        var first = await Notes.LoginAsync(client);
        (await Notes.SendAsync(client, "POST", "logout", first.Token)).Dispose();
        await Notes.LoginAsync(client);
        var third = await Notes.LoginAsync(client);
        (await Notes.SendAsync(client, "GET", "notes", first.Token)).Dispose();
        Assert.DoesNotContain((await watch.SeenAsync()), s => s.Verdict == Verdict.Failed);
        (await Notes.SendAsync(client, "POST", "logout", third.Token)).Dispose();
        (await Notes.SendAsync(client, "GET", "notes", third.Token)).Dispose();
        Assert.Equal("ANY-02", Assert.Single((await watch.SeenAsync()), s => s.Verdict == Verdict.Failed).Rule);
        Assert.Contains((await watch.RunAsync()).Notices, n => n.Contains("were forgotten, the oldest first", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_token_tried_after_a_logout_nothing_is_judged_unless_that_is_allowed()
    {
        await using var server = await Upstream.StartAsync(Notes.Server());
        await using var watch = await Watch.StartAsync(Notes.Contract, server.Address);
        Assert.StartsWith("No request came", Assert.Single(watch.Proxy.ToRun().Obstacles), StringComparison.Ordinal);
        using var client = Notes.ClientOf(watch);
        var tokens = await Notes.LoginAsync(client);
        Assert.StartsWith("No logout passed", Assert.Single((await watch.RunAsync()).Obstacles), StringComparison.Ordinal);
        Assert.Equal(Outcome.Passed, (await watch.RunAsync(new TrafficRunSettings(AllowsNoLogout: true))).Outcome);
        (await Notes.SendAsync(client, "POST", "logout", tokens.Token)).Dispose();
        Assert.Equal(Outcome.NotJudged, (await watch.RunAsync()).Outcome);
        Assert.StartsWith("No token of before", Assert.Single((await watch.RunAsync()).Obstacles), StringComparison.Ordinal);
        (await Notes.SendAsync(client, "GET", "notes", tokens.Token)).Dispose();
        Assert.Equal(Outcome.Passed, (await watch.RunAsync()).Outcome);
    }

    [Fact]
    public async Task No_report_holds_a_secret_of_the_traffic()
    {
        await using var server = await Upstream.StartAsync(
            Notes.Server(
                forgets: true,
                other: async http =>
                {
                    if (http.Request.Path != "/notes")
                        return false;

                    // It repeats what it was sent, in a form that is not documented.
                    await http.Response.WriteAsJsonAsync(
                        new
                        {
                            echo = http.Request.Headers.Authorization.ToString(),
                            key = http.Request.Headers["X-Api-Key"].ToString(),
                            cookie = http.Request.Headers.Cookie.ToString(),
                            before = _before,
                        }
                    );
                    return true;
                }
            )
        );
        await using var watch = await Watch.StartAsync(Notes.Contract, server.Address);
        using var client = Notes.ClientOf(watch);
        _before = (await Notes.LoginAsync(client, "bob@example.com")).Token;
        var tokens = await Notes.LoginAsync(client);
        (await Notes.SendAsync(client, "POST", "logout", tokens.Token)).Dispose();
        using var request = new HttpRequestMessage(HttpMethod.Get, "notes?api_token=query-secret-77");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.Token);
        request.Headers.Add("X-Api-Key", "key-secret-4711");
        request.Headers.Add("Cookie", "tracking=cookie-secret-0815");
        (await client.SendAsync(request, Cancellation)).Dispose();
        using var broken = new StringContent("""{"name": 5, "password": "wrong-sesame"}""", Encoding.UTF8, "application/json");
        (await client.PostAsync("login", broken, Cancellation)).Dispose();
        Assert.Contains((await watch.SeenAsync()), s => s.Rule == "ANY-02");
        var report = new VerificationReport("conform", false, [(await watch.RunAsync())]);
        var written = new StringBuilder();
        foreach (var format in Enum.GetValues<ReportFormat>().Except([ReportFormat.Messages]))
        {
            using var output = new MemoryStream();
            Report.Write(format, report, output);
            Assert.True(output.Length > 0, $"{format}");
            written.Append(Encoding.UTF8.GetString(output.ToArray()));
        }

        foreach (var sighting in (await watch.SeenAsync()))
            written.Append(sighting).Append(sighting.Exchange);
        string[] secrets =
        [
            tokens.Token,
            tokens.Refresh!,
            _before,
            "open-sesame-1",
            "wrong-sesame",
            "key-secret-4711",
            "cookie-secret-0815",
            "query-secret-77",
        ];
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, written.ToString(), StringComparison.Ordinal));
        Assert.Contains("access#2", written.ToString(), StringComparison.Ordinal);
    }

    private string _before = "";
}
