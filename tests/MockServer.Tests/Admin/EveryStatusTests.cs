using System.Net;
using System.Text;
using Conformance.Generated.MockAdmin.Client;
using Operation = Conformance.Contracts.Model.Operation;

namespace Conformance.MockServer.Tests.Admin;

/// <summary>Every operation of the control API gives every status that it documents, each as it is documented.</summary>
public sealed class EveryStatusTests
{
    [Fact]
    public async Task Every_documented_status_is_given_as_documented()
    {
        await using var mock = await AdminMock.StartAsync(o => o with { Host = IPAddress.Any, MostNamespaces = 2 });
        foreach (var operation in ContractKeeping.Contract.Operations)
            Assert.Equal(401, await SendAsync(mock, operation));
        mock.Control.DefaultRequestHeaders.Authorization = new("Bearer", mock.Mock.ControlToken);
        await RefuseAsync(mock);
        await SucceedAsync(mock);
        await MissAsync(mock);

        var documented = ContractKeeping.Contract.Operations.SelectMany(o => o.Documented.Responses.Select(r => (o.Id, r.Status!.Value)));
        Assert.Empty(documented.Except(mock.Keeping.Met));
    }

    private static async Task RefuseAsync(AdminMock mock)
    {
        await mock.Client.CreateNamespaceAsync("full");
        foreach (var operation in ContractKeeping.Contract.Operations)
        {
            Assert.Equal(400, await SendAsync(mock, operation, r => r.Headers.Add("Conform-Namespace", "no name")));
            Assert.Equal(403, await SendAsync(mock, operation, r => r.Headers.Add("Origin", "http://evil.example")));
            Assert.Equal(503, await SendAsync(mock, operation, r => r.Headers.Add("Conform-Namespace", "one-too-many")));
            if (operation.Body is null)
                continue;
            Assert.Equal(415, await SendAsync(mock, operation, r => r.Content = new StringContent("{}", Encoding.UTF8, "text/plain")));
            Assert.Equal(
                413,
                await SendAsync(
                    mock,
                    operation,
                    r =>
                    {
                        // The answer comes before the body is sent, and may else cross it.
                        r.Headers.ExpectContinue = true;
                        r.Content = new StringContent(new string(' ', MockOptions.LargestBody + 1), Encoding.UTF8, "application/json");
                    }
                )
            );
        }
    }

    private static async Task SucceedAsync(AdminMock mock)
    {
        var client = mock.Client;
        var tokens = await mock.LogInAsync();
        var session = (await client.ListSessionsAsync()).Sessions[0].Id;
        await client.GetHealthAsync();
        await client.ListContractsAsync();
        await client.GetKeysAsync();
        await client.AddUserAsync(new NewUser { Name = "carol", Password = "pw" });
        await client.ListUsersAsync();
        await client.RemoveUserAsync("carol");
        Assert.Contains("access", (await client.BeginSessionAsync(new NewSession { User = TestMock.Alice, Contract = "sig" })).Keys);
        await client.GetSessionAsync(session);
        await client.LookUpTokenAsync(new TokenText { Token = tokens.Access });
        await client.ExpireTokenAsync(new TokenChoice { Token = tokens.Access });
        await client.EndSessionAsync(session);
        await client.GetClockAsync();
        await client.SetClockAsync(new ClockChange { Advance = "PT1S" });
        await client.RemoveFaultAsync(
            (
                await client.AddFaultAsync(
                    new NewFault
                    {
                        Kind = FaultKind.Latency,
                        Milliseconds = 1,
                        Operation = "me",
                        Contract = "sig",
                        Times = 2,
                        Probability = 0.5,
                        Seed = -1,
                    }
                )
            ).Id
        );
        await client.ListFaultsAsync();
        await client.ClearFaultsAsync();
        await client.ListRequestsAsync();
        await client.ClearRequestsAsync();
        await client.ListFindingsAsync("sig");
        await client.ListMappingsAsync();
        await client.DraftRequestAsync(new DraftChoice { Contract = "sig", Operation = "me" });
        await client.TryRequestAsync(new TriedRequest { Method = "GET", Target = "/sig/api/me" });
        using (await client.StreamEventsAsync(count: 1)) { }
        await client.ListNamespacesAsync();
        await client.DeleteNamespaceAsync("full");
        await client.ResetAsync();
    }

    private static async Task MissAsync(AdminMock mock)
    {
        var client = mock.Client;
        await AdminMock.ProblemOfAsync(409, () => client.AddUserAsync(new NewUser { Name = TestMock.Alice, Password = "pw" }));
        await AdminMock.ProblemOfAsync(404, () => client.RemoveUserAsync("nobody"));
        await AdminMock.ProblemOfAsync(404, () => client.BeginSessionAsync(new NewSession { User = "nobody", Contract = "sig" }));
        await AdminMock.ProblemOfAsync(404, () => client.GetSessionAsync("none"));
        await AdminMock.ProblemOfAsync(404, () => client.ListFindingsAsync("none"));
        await AdminMock.ProblemOfAsync(
            404,
            () =>
                client.DraftRequestAsync(
                    new DraftChoice
                    {
                        Contract = "sig",
                        Operation = "me",
                        User = "nobody",
                    }
                )
        );
        await AdminMock.ProblemOfAsync(404, () => client.EndSessionAsync("none"));
        await AdminMock.ProblemOfAsync(404, () => client.LookUpTokenAsync(new TokenText { Token = "none" }));
        await AdminMock.ProblemOfAsync(404, () => client.ExpireTokenAsync(new TokenChoice { Token = "none" }));
        await AdminMock.ProblemOfAsync(404, () => client.RemoveFaultAsync("none"));
        await AdminMock.ProblemOfAsync(404, () => client.DeleteNamespaceAsync("none"));
        await AdminMock.ProblemOfAsync(409, () => client.DeleteNamespaceAsync("default"));
    }

    private static async Task<int> SendAsync(AdminMock mock, Operation operation, Action<HttpRequestMessage>? change = null)
    {
        var path = System.Text.RegularExpressions.Regex.Replace(
            operation.Path,
            @"\{\w+\}",
            "x",
            System.Text.RegularExpressions.RegexOptions.None,
            TimeSpan.FromSeconds(1)
        );
        using var request = new HttpRequestMessage(new HttpMethod(operation.Method), path.TrimStart('/'));
        change?.Invoke(request);
        using var response = await mock.Control.SendAsync(request, TestContext.Current.CancellationToken);
        return (int)response.StatusCode;
    }
}
