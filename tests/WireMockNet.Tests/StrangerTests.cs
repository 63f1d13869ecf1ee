using System.Diagnostics;
using Conformance.TestKit;

namespace Conformance.WireMockNet.Tests;

/// <summary>A test project of somebody else's, outside of this checkout, with a contract in a folder and a mapping beside it.</summary>
[Trait("Category", "Slow")]
public sealed class StrangerTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("conformance-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_test_of_ten_lines_logs_in_uses_logs_out_and_is_refused()
    {
        Write(
            "Stranger.csproj",
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="xunit.v3.mtp-off" Version="4.0.2" />
                <ProjectReference Include="{Repository.PathOf("src", "WireMockNet", "WireMockNet.csproj")}" />
                <Content Include="shop/**" CopyToOutputDirectory="PreserveNewest" />
              </ItemGroup>
            </Project>
            """
        );
        Write(
            "ShopTests.cs",
            """
            using System.Net.Http.Json;
            using System.Text.Json.Nodes;
            using Conformance.WireMockNet;
            using WireMock.RequestBuilders;
            using WireMock.ResponseBuilders;
            using WireMock.Server;
            using Xunit;

            public class ShopTests
            {
                [Fact]
                public async Task A_logout_logs_out()
                {
                    using var server = WireMockServer.Start();
                    server.AddContract(Path.Combine(AppContext.BaseDirectory, "shop"));
                    server.Given(Request.Create().WithPath("/orders")).RespondWith(Response.Create().WithBody("[]"));
                    using var http = server.CreateClient();
                    var login = await http.PostAsJsonAsync("/v1/login", new { name = "alice@example.com", password = "open-sesame-1" });
                    http.DefaultRequestHeaders.Add("Authorization", $"Bearer {(await login.Content.ReadFromJsonAsync<JsonNode>())!["token"]}");
                    Assert.Equal(200, (int)(await http.GetAsync("/v1/things/4")).StatusCode);
                    Assert.Equal(204, (int)(await http.PostAsync("/v1/logout", null)).StatusCode);
                    Assert.Equal(401, (int)(await http.GetAsync("/v1/things/4")).StatusCode);
                    Assert.Equal("[]", await http.GetStringAsync("/orders"));
                }
            }
            """
        );
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "shop"));
        ContractServer.WriteContract(Path.Combine(_folder.FullName, "shop"));
        var (exitCode, said) = await RunAsync("run", "--project", "Stranger.csproj", "-c", "Release");
        Assert.True(exitCode == 0, said);
        Assert.Contains("Total: 1, Errors: 0, Failed: 0", said, StringComparison.Ordinal);
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.FullName, name), text);

    private async Task<(int ExitCode, string Said)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", arguments)
            {
                WorkingDirectory = _folder.FullName,
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output + await error);
    }
}
