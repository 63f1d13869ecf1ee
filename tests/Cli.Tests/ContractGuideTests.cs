using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Conformance.Cli.Tests;

/// <summary>What the mock's page tells of contracts: requests that work as drafted, for every contract that comes with the program, and what lint finds.</summary>
public sealed class ContractGuideTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_session_goes_round_by_drafts_alone_at_every_contract()
    {
        var (process, address) = await ConformProcess.MockAsync("--quiet");
        await using var _ = process;
        using var http = new HttpClient { BaseAddress = new Uri(address, "/__admin/") };
        var contracts = (await http.GetFromJsonAsync<JsonNode>("contracts", Cancellation))!["contracts"]!.AsArray();
        Assert.Equal(5, contracts.Count);
        foreach (var contract in contracts)
        {
            var name = (string)contract!["name"]!;
            var tokens = new JsonObject();
            foreach (var role in new[] { "prelogin", "login", "protected", "refresh", "protected", "logout" })
            {
                if (contract["operations"]!.AsArray().FirstOrDefault(o => (string?)o!["role"] == role) is not { } operation)
                    continue;
                var draft = await AskAsync(
                    http,
                    "drafts",
                    new JsonObject
                    {
                        ["contract"] = name,
                        ["operation"] = (string)operation["id"]!,
                        ["user"] = "bob@example.com",
                        ["tokens"] = tokens.DeepClone(),
                    }
                );
                Assert.Equal(role == "login", (bool)draft["takes_user"]!);
                var answer = await AskAsync(
                    http,
                    "tries",
                    new JsonObject
                    {
                        ["method"] = (string)draft["method"]!,
                        ["target"] = (string)draft["target"]!,
                        ["headers"] = draft["headers"]!.DeepClone(),
                        ["body"] = (string?)draft["body"] ?? "",
                    }
                );
                Assert.True((int)answer["status"]! is >= 200 and < 300, $"{name} {role}: {answer.ToJsonString()}");
                Assert.Equal("accepted", (string?)answer["request"]!["verdict"]);
                foreach (var issued in answer["issued"]!.AsArray())
                    tokens[(string)issued!["kind"]!] = (string)issued["token"]!;
            }

            Assert.NotEmpty(tokens);
            var findings = await http.GetFromJsonAsync<JsonNode>($"contracts/{name}/findings", Cancellation);
            Assert.Empty(findings!["findings"]!.AsArray());
        }
    }

    private static async Task<JsonNode> AskAsync(HttpClient http, string what, JsonObject body)
    {
        using var answer = await http.PostAsJsonAsync(what, body, Cancellation);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!;
    }
}
