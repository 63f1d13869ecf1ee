using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Conformance.WireMockNet;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;
using Xunit;

/// <summary>A contract beside a stub of one's own on one WireMock.Net server.</summary>
public sealed class ShopTests
{
    [Fact]
    public async Task A_logout_logs_out()
    {
        using var server = WireMockServer.Start();
        server.AddContract("acme");
        server.Given(Request.Create().WithPath("/orders")).RespondWith(Response.Create().WithBody("[]"));
        using var http = server.CreateClient();
        var login = await http.PostAsJsonAsync("/v2/login", new { user = "alice@example.com", password = "open-sesame-1" });
        http.DefaultRequestHeaders.Authorization = new("Bearer", (string?)(await login.Content.ReadFromJsonAsync<JsonNode>())!["token"]);
        Assert.Equal(200, (int)(await http.GetAsync("/v2/me")).StatusCode);
        Assert.Equal(204, (int)(await http.DeleteAsync("/v2/session")).StatusCode);
        Assert.Equal(401, (int)(await http.GetAsync("/v2/me")).StatusCode);
        Assert.Equal("[]", await http.GetStringAsync("/orders"));
    }
}
