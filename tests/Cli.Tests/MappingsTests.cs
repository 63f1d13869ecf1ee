using System.Net;

namespace Conformance.Cli.Tests;

/// <summary><c>conform mock --mappings DIR</c>.</summary>
public sealed class MappingsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("conformance-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_mapping_answers_before_the_contract_and_again_once_it_is_saved()
    {
        Write("""{"Request": {"Path": "/orders"}, "Response": {"Body": "[]"}}""");
        var (process, address) = await ConformProcess.MockAsync("sig", "--mappings", _folder.FullName);
        await using var _ = process;
        using var http = new HttpClient { BaseAddress = address };
        Assert.Equal("[]", await http.GetStringAsync("/orders", TestContext.Current.CancellationToken));
        Assert.Contains("Mappings: 1 of ", process.Output, StringComparison.Ordinal);
        Assert.Contains(
            "a.json",
            await http.GetStringAsync("/__admin/mappings", TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/others", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Contains("WireMock", await LoadedAsync(process), StringComparison.Ordinal);
        Write("""{"Request": {"Path": "/others"}, "Response": {"Body": "[1]"}}""");
        while (!process.Error.Contains("The mappings were read again: 1 mapping.", StringComparison.Ordinal))
            await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.Equal("[1]", await http.GetStringAsync("/others", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_is_wrong_is_told_with_its_place_before_anything_is_served()
    {
        Write("{\"Request\": {\"Path\": \"/orders\"},\n \"Respons\": {}}");
        var (exitCode, output, error) = await ConformProcess.RunAsync("mock", "sig", "--port", "0", "--mappings", _folder.FullName);
        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains(
            "a.json:2:2: error: Found \"Respons\", which WireMock.Net does not know here. Did you mean \"Response\"?",
            error,
            StringComparison.Ordinal
        );
        Assert.Contains("2 errors above", error, StringComparison.Ordinal);
        (exitCode, _, error) = await ConformProcess.RunAsync("mock", "sig", "--port", "0", "--mappings", "no-such-folder");
        Assert.Equal(2, exitCode);
        Assert.Contains("--mappings \"no-such-folder\": there is no such folder.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_of_it_is_loaded_where_it_is_not_used()
    {
        var (process, address) = await ConformProcess.MockAsync("sig");
        await using var _ = process;
        using var http = new HttpClient { BaseAddress = address };
        await http.GetAsync("/sig", TestContext.Current.CancellationToken);
        var loaded = await LoadedAsync(process);
        Assert.Contains("Conformance.MockServer.dll", loaded, StringComparison.Ordinal);
        Assert.DoesNotContain("WireMock", loaded, StringComparison.Ordinal);
        Assert.DoesNotContain("Scalar", loaded, StringComparison.Ordinal);
        Assert.DoesNotContain("Newtonsoft", loaded, StringComparison.Ordinal);
    }

    // The system's own word for the files that a process has loaded.
    private static async Task<string> LoadedAsync(ConformProcess process)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs /proc");
        return await File.ReadAllTextAsync($"/proc/{process.Id}/maps", TestContext.Current.CancellationToken);
    }

    private void Write(string text) => File.WriteAllText(Path.Combine(_folder.FullName, "a.json"), text);
}
