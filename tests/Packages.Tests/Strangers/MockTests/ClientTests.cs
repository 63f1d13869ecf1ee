using System.Net;
using Conformance.Testing;
using Xunit;

/// <summary>A client's tests against a mock of the API that it calls.</summary>
public sealed class ClientTests
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task A_client_is_logged_out(bool inMemory)
    {
        await using var mock = await ContractMock.StartAsync("acme", new ContractMockOptions { InMemory = inMemory, Seed = 42 });
        using var http = mock.CreateClient(await mock.LogInAsync("alice@example.com"));
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/v2/me")).StatusCode);
        mock.Faults.Add(Fault.Status("logout", 503).Times(1));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await http.DeleteAsync("/v2/session")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await http.DeleteAsync("/v2/session")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("/v2/me")).StatusCode);
        Assert.Equal("me", mock.Requests[^1].Operation!.Id);
        mock.Clock.Advance(TimeSpan.FromHours(1));
        mock.Reset();
        Assert.Empty(mock.Requests);
    }
}
