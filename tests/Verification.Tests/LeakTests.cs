using System.Collections.Immutable;
using Conformance.Verification.Tests.Demo;
using Conformance.Verification.Tests.Servers;
using Microsoft.AspNetCore.Http;

namespace Conformance.Verification.Tests;

/// <summary>Secrets that stand where no contract says that one would.</summary>
public sealed class LeakTests
{
    private const string Opaque = "Zk3vQ9xT7bLm2NpR8sWd";

    private const string UserName = "annabelle.of.the.2nd.floor@example.com";

    [Theory]
    [InlineData("a comma too many", """{"access": "{0}", "user": "{1}",}""")]
    [InlineData("a name twice", """{"access": "{0}", "access": "{0}", "user": "{1}"}""")]
    [InlineData("another name", """{"x": {"y": "{0}"}, "access": 5, "user": "{1}"}""")]
    [InlineData("an array", """{"list": [1, ["{0}"]], "user": "{1}"}""")]
    [InlineData("cut in the middle", """{"user": "{1}", "access": "{0}""")]
    [InlineData("a form", "access={0}&user={1}")]
    [InlineData("XML", "<answer><access>{0}</access><user>{1}</user></answer>")]
    [InlineData("a sentence", "Welcome, {1}; your key is {0}.")]
    [InlineData("JavaScript", "callback({access: '{0}', user: '{1}'})")]
    public async Task A_token_in_an_answer_that_cannot_be_read_is_a_secret_and_a_user_is_none(string kind, string body)
    {
        await using var server = await DemoServer.StartAsync(http =>
            http.Response.WriteAsync(
                body.Replace("{0}", Opaque, StringComparison.Ordinal).Replace("{1}", UserName, StringComparison.Ordinal)
            )
        );
        using var run = DemoSuite.Whole.Against(DemoSuite.At(server.Address) with { Users = [new(UserName, "open-sesame-1")] });
        var events = await run.RunAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        var texts = Texts.In(events);
        Assert.True(texts.All(t => !t.Contains(Opaque, StringComparison.Ordinal)), kind);
        Assert.Contains(texts, t => t.Contains(UserName, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_only_the_targets_owner_knows_is_a_secret_and_what_is_documented_is_none()
    {
        var suite = DemoSuite.Of("Scenario: One\nWhen someone logs in\nThen the answer is 999");
        await using var server = await DemoServer.StartAsync(new DemoApi());
        var values = ImmutableDictionary<string, string>
            .Empty.Add("$request.body#/client_secret", "shh-of-the-client")
            .Add("$request.body#/mode", "rotate-and-detect-reuse")
            .Add("$request.body#/remember", "true");
        using var run = suite.Against(
            DemoSuite.At(server.Address) with
            {
                Values = ImmutableDictionary<string, ImmutableDictionary<string, string>>.Empty.Add("login", values),
            }
        );
        var result = await run.RunAsync(suite.Scenarios.Single(), TestContext.Current.CancellationToken);
        Assert.DoesNotContain(Texts.In(result), t => t.Contains("shh-of", StringComparison.Ordinal));
        Assert.Contains("«value#", result.Exchanges[0].RequestBody, StringComparison.Ordinal);
        Assert.Contains("\"mode\":\"rotate-and-detect-reuse\"", result.Exchanges[0].RequestBody, StringComparison.Ordinal);
        Assert.Contains("\"remember\":\"true\"", result.Exchanges[0].RequestBody, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Authorization", "Basic YW5uOnN3b3JkZmlzaC0x", "swordfish-1")]
    [InlineData("Cookie", "a=first-session-1; b=second-session-2", "second-session-2")]
    [InlineData("Authorization", "Bearer an-outer-token-1", "an-outer-token-1")]
    public async Task The_credentials_in_a_header_are_secrets_alone_too(string name, string value, string secret)
    {
        var suite = DemoSuite.Of("Scenario: One\nWhen someone logs in\nThen the answer is 999");
        await using var server = await DemoServer.StartAsync(http =>
            http.Response.WriteAsJsonAsync(
                new
                {
                    access = "a.b.c",
                    refresh = "r-0",
                    said = secret,
                }
            )
        );
        using var run = suite.Against(DemoSuite.At(server.Address) with { Headers = [new(name, value)] });
        var result = await run.RunAsync(suite.Scenarios.Single(), TestContext.Current.CancellationToken);
        Assert.Contains(result.Exchanges, e => e.ResponseBody!.Contains("\"said\":\"«", StringComparison.Ordinal));
        Assert.DoesNotContain(Texts.In(result), t => t.Contains(secret, StringComparison.Ordinal));
    }
}
