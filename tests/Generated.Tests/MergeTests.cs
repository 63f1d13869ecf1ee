using System.Text.Json.Nodes;

namespace Conformance.Generated.Tests;

/// <summary><c>conform merge</c> writes the contract as other tools can read it.</summary>
public sealed class MergeTests
{
    private static readonly string Conform = Path.Combine(AppContext.BaseDirectory, "conform.dll");

    [Fact]
    public async Task The_overlay_is_applied()
    {
        var (exitCode, output) = await Programs.RunAsync("dotnet", Conform, "merge", "sig");
        Assert.Equal(0, exitCode);
        var document = JsonNode.Parse(output)!;
        Assert.Equal("3.1.0", document["openapi"]!.GetValue<string>());
        Assert.Equal("login", document["paths"]!["/api/login"]!["post"]!["operationId"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("stateless", "{}")]
    [InlineData("blacklist", """{"access":"presented"}""")]
    public async Task The_chosen_reading_is_applied_and_a_file_is_written(string reading, string revokes)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("conformance-").FullName, "rinne.json");
        var (exitCode, output) = await Programs.RunAsync("dotnet", Conform, "merge", "rinne", "--reading", $"RIN-06={reading}", "-o", path);
        Assert.Equal((0, ""), (exitCode, output));
        var logout = JsonNode.Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken))!["paths"]![
            "/v1/auth/logout"
        ]!["post"]!;
        Assert.Equal(revokes, logout["x-session"]!["revokes"]!.ToJsonString());
    }

    [Fact]
    public async Task What_was_written_can_be_merged_again_without_a_change()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("conformance-").FullName, "fincode.json");
        await Programs.RunAsync("dotnet", Conform, "merge", "fincode", "-o", path);
        var (_, again) = await Programs.RunAsync("dotnet", Conform, "merge", path);
        Assert.Equal(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), again);
    }

    [Theory]
    [InlineData("Required argument 'contract' missing", "merge")]
    [InlineData("This command is about one contract, and there are 2: sig, rinne. Run it once for each.", "merge", "sig", "rinne")]
    [InlineData("--output \"no/such/folder.json\" cannot be written", "merge", "sig", "-o", "no/such/folder.json")]
    public async Task A_mistake_is_told_in_a_sentence(string message, params string[] arguments)
    {
        var (exitCode, output) = await Programs.RunAsync("dotnet", [Conform, .. arguments]);
        Assert.Equal(2, exitCode);
        Assert.Contains(message, output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }
}
