using Conformance.TestKit;

namespace Conformance.Generated.Tests;

/// <summary>A build brings the generated folder up to date when a contract has come, changed, gone or has another name, and does nothing else; with the SDK alone.</summary>
public sealed class BuildTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("conformance-build-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Output => Path.Combine(_folder, "generated");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Follows_the_contracts_that_there_are()
    {
        await WriteAsync("first", "/a");
        await WriteAsync("second", "/b");
        Assert.Equal(["written first", "written second"], await BuildAsync());
        Assert.Empty(await BuildAsync());

        await WriteAsync("first", "/c");
        Assert.Equal(["written first"], await BuildAsync());
        Assert.Contains("/c", await File.ReadAllTextAsync(PathOf("first"), Cancellation), StringComparison.Ordinal);

        // Neither changes the time of any file.
        Directory.Move(Path.Combine(_folder, "specs", "second"), Path.Combine(_folder, "specs", "third"));
        Assert.Equal(["removed second", "written third"], await BuildAsync());
        Directory.Delete(Path.Combine(_folder, "specs", "first"), recursive: true);
        Assert.Equal(["removed first"], await BuildAsync());
        Assert.Equal(["third"], Directory.EnumerateDirectories(Output).Select(Path.GetFileName));

        File.Delete(PathOf("third"));
        Assert.Equal(["written third"], await BuildAsync());
        Assert.True(File.Exists(PathOf("third")));
        Assert.Empty(await BuildAsync());
    }

    [Fact]
    public async Task Leaves_what_was_committed_in_CI_and_where_it_is_told_to()
    {
        await WriteAsync("first", "/a");
        Assert.Empty(await BuildAsync("-p:CI=true"));
        Assert.Empty(await BuildAsync("-p:GenerateStubs=false"));
        Assert.False(Directory.Exists(Output));
    }

    private string PathOf(string name) => Path.Combine(Output, name, name + "-client.ts");

    private async Task WriteAsync(string name, string path)
    {
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "specs", name)).FullName, "openapi.yaml");
        await File.WriteAllTextAsync(
            file,
            """
            openapi: 3.1.0
            info: {title: Built, version: '1'}
            paths:
              PATH: {get: {operationId: built, responses: {"204": {description: Done.}}}}
            """.Replace("PATH", path, StringComparison.Ordinal),
            Cancellation
        );
    }

    // What the build said of TypeScript clients, as the word and the name of the contract.
    private async Task<string[]> BuildAsync(string property = "-p:CI=")
    {
        var (exitCode, output) = await Programs.RunWithSdkAloneAsync(
            "build",
            Repository.PathOf("eng", "Generate", "Generate.csproj"),
            "-t:GenerateStubs",
            "-c:Release",
            "--no-restore",
            "--no-dependencies",
            "--nologo",
            "-p:RunAnalyzers=false",
            $"-p:GenerateSpecs={Path.Combine(_folder, "specs")}",
            $"-p:GenerateOutput={Output}",
            $"-p:GenerateStamp={Path.Combine(_folder, "generated.stamp")}",
            property
        );
        Assert.True(exitCode == 0, output);
        return
        [
            .. output
                .Split('\n', StringSplitOptions.TrimEntries)
                .Where(l => l.Contains("-client.ts ", StringComparison.Ordinal))
                .Select(l => $"{l.Split(' ')[^1]} {l.Split('/')[1]}")
                .Order(StringComparer.Ordinal),
        ];
    }
}
