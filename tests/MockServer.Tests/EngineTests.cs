using System.Text;
using System.Text.Json.Nodes;
using Conformance.Contracts;
using Conformance.Contracts.Loading;
using Conformance.MockServer.Engine;
using Conformance.TestKit;
using Microsoft.AspNetCore.Http;

namespace Conformance.MockServer.Tests;

/// <summary>The engine answers whoever brings it a request: no server listens here.</summary>
public sealed class EngineTests
{
    [Fact]
    public async Task Refuses_a_token_after_its_logout_without_a_server()
    {
        var log = new RecordedLog();
        await using var engine = new MockEngine(new EngineOptions { Contracts = [BuiltIn("nethesis")], Log = log });
        var login = await AskAsync(
            engine,
            "POST",
            "/nethesis/api/auth/exchange",
            $$"""{"access_token":"{{TestMock.Alice}}:{{TestMock.Password}}"}"""
        );
        var tokens = JsonNode.Parse(login.Body)!["data"]!;
        var (access, refresh) = ((string)tokens["token"]!, (string)tokens["refresh_token"]!);
        Assert.Equal(200, (await AskAsync(engine, "GET", "/nethesis/api/me", token: access)).Status);
        var logout = await AskAsync(engine, "POST", "/nethesis/api/auth/logout", $$"""{"refresh_token":"{{refresh}}"}""", access);
        Assert.Equal((200, """{"code":200,"message":"logout successful","data":{}}"""), logout);
        Assert.Equal(401, (await AskAsync(engine, "GET", "/nethesis/api/me", token: access)).Status);
        Assert.Equal(4, log.Text.Count());
        Assert.Contains(" 401 revoked: access#1 was logged out ", log.Text.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_in_its_own_words_what_no_contract_documents_without_a_server()
    {
        await using var engine = new MockEngine(new EngineOptions { Contracts = [BuiltIn("nethesis"), BuiltIn("sig")] });
        var elsewhere = await AskAsync(engine, "GET", "/elsewhere");
        Assert.Equal(404, elsewhere.Status);
        Assert.Contains("There is /nethesis, /sig.", elsewhere.Body, StringComparison.Ordinal);
        var namespaced = await AskAsync(engine, "GET", "/__ns/no%20name/nethesis/api/me");
        Assert.Equal(400, namespaced.Status);
    }

    private static Contract BuiltIn(string name) => TestMock.Load(new ContractCatalog(Repository.PathOf("specs")).Find(name)!);

    private static async Task<(int Status, string Body)> AskAsync(
        MockEngine engine,
        string method,
        string path,
        string? body = null,
        string? token = null
    )
    {
        var http = new DefaultHttpContext();
        using var answer = new MemoryStream();
        (http.Request.Method, http.Request.Path, http.Response.Body) = (method, path, answer);
        if (body is not null)
        {
            var bytes = Encoding.UTF8.GetBytes(body);
            http.Request.Body = new MemoryStream(bytes);
            (http.Request.ContentType, http.Request.ContentLength) = ("application/json", bytes.Length);
        }

        if (token is not null)
            http.Request.Headers.Authorization = $"Bearer {token}";
        await engine.AnswerAsync(http);
        await http.Response.CompleteAsync();
        return (http.Response.StatusCode, Encoding.UTF8.GetString(answer.ToArray()));
    }
}
