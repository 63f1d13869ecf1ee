using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Conformance.Generated.MockAdmin.Client;
using Conformance.MockServer.Tests.Hostile;

namespace Conformance.MockServer.Tests.Admin;

public sealed class FaultTests
{
    [Fact]
    public async Task Latency_lets_the_answer_wait_and_changes_nothing_else()
    {
        var time = new SteppedTime();
        await using var mock = await AdminMock.StartAsync(o => o with { Time = time });
        await mock.Client.AddFaultAsync(
            new NewFault
            {
                Kind = FaultKind.Latency,
                Milliseconds = 750,
                Times = 1,
            }
        );
        var login = mock.LogInAsync();
        var timer = await time.NextAsync();
        Assert.Equal(TimeSpan.FromMilliseconds(750), timer.DueTime);
        Assert.False(login.IsCompleted);
        Assert.Empty((await mock.Client.ListSessionsAsync()).Sessions);
        timer.GoOff();
        Assert.Equal(200, await mock.UseAsync(await login));
    }

    [Fact]
    public async Task The_journal_names_the_fault_that_struck_a_request_of_broken_HTTP()
    {
        await using var mock = await AdminMock.StartAsync(o => o with { Time = TimeProvider.System });
        await mock.Client.AddFaultAsync(new NewFault { Kind = FaultKind.Latency, Milliseconds = 1 });
        using var raw = new RawClient(IPEndPoint.Parse(mock.Mock.Address.Authority));
        const string request =
            "POST /sig/api/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nno size\r\n";
        Assert.Equal(400, (await raw.SendAsync(Encoding.ASCII.GetBytes(request))).Status);
        var entry = (await mock.Client.ListRequestsAsync(verdict: Verdict.Failed)).Requests.Single();
        Assert.Equal((400, "fault-1", "broken HTTP"), (entry.Status, entry.Fault, entry.Detail));
    }

    [Fact]
    public async Task A_status_is_answered_in_the_documented_form_or_as_a_problem_and_changes_no_session()
    {
        await using var mock = await AdminMock.StartAsync();
        var tokens = await mock.LogInAsync();
        var fault = await mock.Client.AddFaultAsync(
            new NewFault
            {
                Kind = FaultKind.Status,
                Status = 401,
                Contract = "nethesis",
                Operation = "logout",
            }
        );
        Assert.Equal("fault-1", fault.Id);
        var (status, text) = await mock.SendAsync(
            "POST",
            "nethesis/api/auth/logout",
            tokens.Access,
            new { refresh_token = tokens.Refresh }
        );
        Assert.Equal(401, status);
        Assert.Equal(401, JsonNode.Parse(text)!["code"]!.GetValue<int>());
        Assert.Equal(200, await mock.UseAsync(tokens));

        await mock.Client.RemoveFaultAsync(fault.Id);
        await mock.Client.AddFaultAsync(
            new NewFault
            {
                Kind = FaultKind.Status,
                Status = 507,
                Operation = "logout",
            }
        );
        (status, text) = await mock.SendAsync("POST", "nethesis/api/auth/logout", tokens.Access, new { refresh_token = tokens.Refresh });
        Assert.Equal((507, "fault"), (status, JsonNode.Parse(text)!["reason"]!.GetValue<string>()));
        Assert.Equal(200, await mock.UseAsync(tokens));
        await mock.Client.ClearFaultsAsync();
        Assert.Equal(200, await mock.LogOutAsync(tokens));
    }

    [Fact]
    public async Task A_connection_is_reset_as_often_as_was_asked()
    {
        await using var mock = await AdminMock.StartAsync();
        await mock.Client.AddFaultAsync(
            new NewFault
            {
                Kind = FaultKind.Reset,
                Contract = "sig",
                Operation = "me",
                Times = 1,
            }
        );
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", mock.Mock.Address.Port, TestContext.Current.CancellationToken);
        await socket.SendAsync(
            Encoding.ASCII.GetBytes("GET /sig/api/me HTTP/1.1\r\nHost: localhost\r\n\r\n"),
            TestContext.Current.CancellationToken
        );
        var broken = await Assert.ThrowsAsync<SocketException>(async () =>
            await socket.ReceiveAsync(new byte[100], TestContext.Current.CancellationToken)
        );
        Assert.Equal(SocketError.ConnectionReset, broken.SocketErrorCode);

        Assert.Equal(401, (await mock.SendAsync("GET", "sig/api/me", null)).Status);
        var entry = (await mock.Client.ListRequestsAsync(verdict: Verdict.Forced)).Requests.Single();
        Assert.Equal((0, "fault-1", "fault-1 broke the connection"), (entry.Status, entry.Fault, entry.Detail));
    }

    [Fact]
    public async Task A_stale_replica_accepts_a_revoked_token_until_its_time_is_over()
    {
        await using var mock = await AdminMock.StartAsync();
        var (tokens, other) = (await mock.LogInAsync(), await mock.LogInAsync());
        await mock.Client.AddFaultAsync(new NewFault { Kind = FaultKind.StaleReplica, Milliseconds = 5000 });
        Assert.Equal(200, await mock.LogOutAsync(tokens));
        Assert.Equal(200, await mock.UseAsync(tokens));
        Assert.Equal("fault-1 accepts access#1, which is revoked", (await mock.Client.ListRequestsAsync(limit: 1)).Requests[0].Detail);
        Assert.Equal(401, await mock.RefreshAsync(tokens));
        await mock.Client.SetClockAsync(new ClockChange { Advance = "PT4.999S" });
        Assert.Equal(200, await mock.UseAsync(tokens));
        await mock.Client.SetClockAsync(new ClockChange { Advance = "PT0.001S" });
        Assert.Equal(401, await mock.UseAsync(tokens));
        Assert.Equal(200, await mock.UseAsync(other));
        Assert.Equal(2, (await mock.Client.ListFaultsAsync()).Faults[0].Hits);
    }

    [Theory]
    [InlineData(null, 503)]
    [InlineData(500, 500)]
    public async Task A_refresh_fails_once_and_the_next_one_works(int? chosen, int status)
    {
        await using var mock = await AdminMock.StartAsync();
        var tokens = await mock.LogInAsync();
        var fault = await mock.Client.AddFaultAsync(new NewFault { Kind = FaultKind.RefreshFailure, Status = chosen });
        Assert.Equal((1, status, 0), (fault.Times, fault.Status, fault.Hits));
        Assert.Equal(200, await mock.UseAsync(tokens));
        Assert.Equal(status, await mock.RefreshAsync(tokens));
        Assert.Equal(200, await mock.RefreshAsync(tokens));
        Assert.Equal(1, (await mock.Client.ListFaultsAsync()).Faults[0].Hits);
    }

    [Fact]
    public async Task A_probability_strikes_its_share_and_the_same_seed_the_same_requests()
    {
        await using var mock = await AdminMock.StartAsync();
        var (first, again, other) = (await StruckAsync(mock, 7), await StruckAsync(mock, 7), await StruckAsync(mock, 8));
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.InRange(first.Count(c => c == '1'), 30, 90);
        Assert.Equal(new string('0', 200), await StruckAsync(mock, 7, probability: 0));
    }

    [Fact]
    public async Task Faults_are_tried_in_their_order_and_strike_what_they_are_about()
    {
        await using var mock = await AdminMock.StartAsync();
        await mock.Client.AddFaultAsync(
            new NewFault
            {
                Kind = FaultKind.Status,
                Status = 500,
                Contract = "sig",
                Times = 1,
            }
        );
        await mock.Client.AddFaultAsync(
            new NewFault
            {
                Kind = FaultKind.Status,
                Status = 502,
                Operation = "me",
            }
        );
        Assert.Equal(500, (await mock.SendAsync("GET", "sig/api/me", null)).Status);
        Assert.Equal(502, (await mock.SendAsync("GET", "sig/api/me", null)).Status);
        Assert.Equal(502, (await mock.SendAsync("GET", "nethesis/api/me", null)).Status);
        Assert.Equal(401, await mock.RefreshAsync(new Tokens("", "nonsense")));
        Assert.Equal([1, 2], (await mock.Client.ListFaultsAsync()).Faults.Select(f => f.Hits));
        await mock.Client.RemoveFaultAsync("fault-2");
        Assert.Equal("fault-3", (await mock.Client.AddFaultAsync(new NewFault { Kind = FaultKind.Reset, Probability = 0 })).Id);
        await AdminMock.ProblemOfAsync(404, () => mock.Client.RemoveFaultAsync("fault-2"));
    }

    [Theory]
    [InlineData("""{"kind":"magic"}""", "body kind is not as described")]
    [InlineData("{}", "body kind is missing")]
    [InlineData("""{"kind":"latency"}""", "the kind latency needs \"milliseconds\"")]
    [InlineData("""{"kind":"stale-replica"}""", "the kind stale-replica needs \"milliseconds\"")]
    [InlineData("""{"kind":"status"}""", "the kind status needs \"status\"")]
    [InlineData("""{"kind":"reset","status":500}""", "\"status\" goes with the kinds status and refresh-failure only")]
    [InlineData(
        """{"kind":"status","status":500,"milliseconds":5}""",
        "\"milliseconds\" goes with the kinds latency and stale-replica only"
    )]
    [InlineData("""{"kind":"status","status":200}""", "body status is not as described: found \"200\"")]
    [InlineData("""{"kind":"reset","probability":1.5}""", "body probability is not as described: found \"1.5\"")]
    [InlineData("""{"kind":"reset","times":0}""", "body times is not as described: found \"0\"")]
    [InlineData("""{"kind":"latency","milliseconds":600001}""", "body milliseconds is not as described")]
    [InlineData("""{"kind":"reset","operation":"logot"}""", "there is no operation \"logot\"; did you mean \"logout\"?")]
    [InlineData("""{"kind":"reset","contract":"sog"}""", "there is no contract \"sog\"; did you mean \"sig\"?")]
    public async Task A_wrong_fault_is_told_and_not_set(string body, string found)
    {
        await using var mock = await AdminMock.StartAsync();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await mock.Control.PostAsync("faults", content, TestContext.Current.CancellationToken);
        var detail = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))![
            "detail"
        ]!.GetValue<string>();
        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains(found, detail, StringComparison.Ordinal);
        Assert.Contains(
            """such as {"kind": "status", "operation": "logout", "status": 503, "times": 1}""",
            detail,
            StringComparison.Ordinal
        );
        Assert.Empty((await mock.Client.ListFaultsAsync()).Faults);
    }

    private static async Task<string> StruckAsync(AdminMock mock, long seed, double probability = 0.3)
    {
        await mock.Client.AddFaultAsync(
            new NewFault
            {
                Kind = FaultKind.Status,
                Status = 500,
                Operation = "me",
                Probability = probability,
                Seed = seed,
            }
        );
        var struck = new StringBuilder();
        for (var i = 0; i < 200; i++)
            struck.Append((await mock.SendAsync("GET", "sig/api/me", null)).Status == 500 ? '1' : '0');
        await mock.Client.ClearFaultsAsync();
        return struck.ToString();
    }
}
