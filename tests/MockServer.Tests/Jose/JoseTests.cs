using System.Diagnostics;
using System.Text.Json.Nodes;
using Conformance.TestKit;
using static Conformance.MockServer.Tests.TestMock;

namespace Conformance.MockServer.Tests.Jose;

/// <summary>The npm package jose, which shares no code with the mock, accepts its tokens by the published keys.</summary>
public sealed class JoseTests
{
    private static readonly string Folder = Repository.PathOf("tests", "MockServer.Tests", "Jose");

    [Theory]
    [InlineData("sig", "POST", "/api/login", """{"email":"alice@example.com","password":"open-sesame-1"}""", "RS256", "token")]
    [InlineData("rinne", "POST", "/v1/auth/login", """{"identifier":"alice@example.com","password":"open-sesame-1"}""", "HS256", "token")]
    [InlineData("bankezy", "POST", "/token-service/client/server/new/v2/token", null, "dir", "token")]
    public async Task A_token_verifies_or_decrypts_by_the_published_key_and_a_tampered_one_does_not(
        string contract,
        string method,
        string path,
        string? body,
        string algorithm,
        string member
    )
    {
        if (await NpmInstall.EnsureAsync(Folder, "jose") is { } missing)
            Assert.Skip(missing);

        // jose judges expiry by the real clock.
        await using var standing = await OfBuiltInAsync(contract);
        await using var mock = await OfAsync(standing.Mock.Mounts[0].Contract, o => o with { Time = TimeProvider.System });
        var token = (await mock.SendAsync(method, path, body)).String(member);
        Assert.Equal(algorithm, Reply.Segment(token, 0)["alg"]!.GetValue<string>());
        var keys = (await mock.GetAsync("/__admin/keys")).Json;

        var (status, output) = await RunAsync(keys, token);
        Assert.True(status == 0, output);
        Assert.NotNull(JsonNode.Parse(output)![0]!["jti"]);

        var at = token.Length - 8;
        var tampered = token[..at] + (token[at] == 'A' ? 'B' : 'A') + token[(at + 1)..];
        Assert.NotEqual(0, (await RunAsync(keys, tampered)).Status);
    }

    private static async Task<(int Status, string Output)> RunAsync(JsonNode keys, string token)
    {
        var start = new ProcessStartInfo("node", ["verify.mjs"])
        {
            UseShellExecute = false,
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var node = Process.Start(start)!;
        await node.StandardInput.WriteAsync(
            new JsonObject { ["keys"] = keys.DeepClone(), ["tokens"] = new JsonArray(token) }.ToJsonString()
        );
        node.StandardInput.Close();
        var (output, error) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        await node.WaitForExitAsync();
        return (node.ExitCode, await output + await error);
    }
}
