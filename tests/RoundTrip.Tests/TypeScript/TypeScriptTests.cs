using System.Text.Json.Nodes;
using Conformance.TestKit;

namespace Conformance.RoundTrip.Tests.TypeScript;

/// <summary>The generated TypeScript clients compile under <c>--strict</c>, and go through a session under Node.js.</summary>
public sealed class TypeScriptTests
{
    [Fact]
    public async Task Every_generated_client_compiles_without_a_complaint()
    {
        Assert.Equal((0, ""), await CompiledClients.CompilerAsync());
        var clients = Directory.GetFiles(Repository.PathOf("generated"), "*-client.ts", SearchOption.AllDirectories);
        Assert.NotEmpty(clients);
        Assert.All(
            clients,
            client =>
                Assert.True(
                    File.Exists(
                        Path.Combine(CompiledClients.Folder, Path.ChangeExtension(Path.GetRelativePath(Repository.Root, client), ".js"))
                    ),
                    client
                )
        );
    }

    [Fact]
    public async Task A_call_that_the_contract_does_not_know_does_not_compile()
    {
        await CompiledClients.EnsureAsync();
        var folder = Directory.CreateDirectory(Path.Combine(CompiledClients.Folder, "wrong")).FullName;
        var client = Repository.PathOf("generated", "sig", "sig-client.ts");
        await File.WriteAllTextAsync(
            Path.Combine(folder, "wrong.ts"),
            $$"""
            import { SigClient } from "{{client}}";
            await new SigClient("").login({ email: "alice@example.com", pin: "1" });
            """,
            TestContext.Current.CancellationToken
        );
        var compiler = Repository.PathOf("tests", "RoundTrip.Tests", "TypeScript", "node_modules", "typescript", "bin", "tsc");
        var (exitCode, output) = await CompiledClients.NodeAsync(
            folder,
            compiler,
            "--strict",
            "--noEmit",
            "--allowImportingTsExtensions",
            "--target",
            "ES2022",
            "--module",
            "ES2022",
            "--moduleResolution",
            "bundler",
            "wrong.ts"
        );
        Assert.NotEqual(0, exitCode);
        Assert.Contains("'pin' does not exist in type 'LoginRequest'", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "sig",
        "alice@example.com",
        "ROLE_USER",
        "the same refresh token",
        "Successfully logged out",
        "401 JWT Refresh Token Not Found; 401 JWT Token not found"
    )]
    [InlineData(
        "fincode",
        "Logged in successfully",
        "alice@example.com",
        "Token refreshed successfully",
        "Logged out successfully",
        "401 Token revoked; 401 Invalid refresh token; 404 User not found"
    )]
    [InlineData(
        "nethesis",
        "token exchange successful",
        "alice@example.com",
        "token refresh successful",
        "logout successful",
        "400 refresh_token; 401 token has been revoked; 401 refresh token has been revoked"
    )]
    [InlineData("bankezy", "200 SUCCESS", "200 SUCCESS", "TOK200 SUCCESS", "200 SUCCESS", "401 TOKEN REVOKED; 401 TOKEN REVOKED")]
    [InlineData(
        "rinne",
        "alice@example.com",
        "jwt",
        "nothing refreshes; alice@example.com until the token expires",
        "Logged out successfully",
        "401 AUTHENTICATION_ERROR; 401 AUTHENTICATION_ERROR"
    )]
    public async Task A_client_logs_in_calls_refreshes_logs_out_and_is_refused(
        string api,
        string login,
        string call,
        string refresh,
        string logout,
        string refused
    )
    {
        await CompiledClients.EnsureAsync();
        foreach (var which in new[] { Target.Mock, Target.ReferenceServer })
        {
            await using var target = await Target.StartAsync(api, which);
            var (exitCode, output) = await CompiledClients.NodeAsync(
                CompiledClients.Programs,
                "main.js",
                api,
                target.Address.ToString().TrimEnd('/')
            );
            Assert.True(exitCode == 0, $"{which}: {output}");
            var expected = new JsonObject
            {
                ["login"] = login,
                ["call"] = call,
                ["refresh"] = refresh,
                ["logout"] = logout,
                ["refused"] = refused,
            };
            Assert.Equal(expected.ToJsonString(), JsonNode.Parse(output)!.ToJsonString());
        }
    }
}
