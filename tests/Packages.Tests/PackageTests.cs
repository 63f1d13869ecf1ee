using System.IO.Compression;
using System.Reflection.PortableExecutable;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Conformance.TestKit;

namespace Conformance.Packages.Tests;

/// <summary>What is packed works where nothing of the checkout is.</summary>
[Trait("Category", "Slow")]
public sealed class PackageTests(PackedFeed packed) : IClassFixture<PackedFeed>
{
    [Theory]
    [InlineData("AppTests", "AppTests", "Failed: 0")]
    [InlineData("MockTests", "MockTests", "Total: 2, Errors: 0, Failed: 0, Skipped: 0")]
    [InlineData("WireMock", "WireMockTests", "Total: 1, Errors: 0, Failed: 0, Skipped: 0")]
    [InlineData("Console", "Console", "Passed: A door that was closed stays closed")]
    public async Task A_project_of_somebody_elses_works(string project, string name, string expected)
    {
        var (exitCode, said) = await packed.RunAsync("dotnet", packed.Program(project, name));
        Assert.True(exitCode == 0, said);
        Assert.Contains(expected, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tool_works_in_an_empty_folder()
    {
        var (exitCode, said) = await packed.RunAsync(packed.Tool, "verify", "sig", "--depth", "quick");
        Assert.True(exitCode == 0, said);
        Assert.Contains("PASSED. Every stated behaviour was seen", said, StringComparison.Ordinal);

        (exitCode, said) = await packed.RunAsync(packed.Tool, "lint", "sig");
        Assert.Equal((0, "1 contract: 0 errors, 0 warnings"), (exitCode, said.Trim()));

        (exitCode, said) = await packed.RunAsync(packed.Tool, "generate", "--specs", packed.Acme, "--output", "generated");
        Assert.True(exitCode == 0, said);
        Assert.Equal(
            ["AcmeClient.g.cs", "AcmeServer.g.cs", "ServerSupport.g.cs", "acme-client.ts"],
            Directory
                .EnumerateFiles(Path.Combine(packed.Empty, "generated"), "*", SearchOption.AllDirectories)
                .Select(f => Path.GetFileName(f)!)
                .Order(StringComparer.Ordinal)
        );

        // With steps of somebody's own, which were built with the package.
        (exitCode, said) = await packed.RunAsync(
            packed.Tool,
            "verify",
            packed.Acme,
            "--mock",
            "--steps",
            packed.Program("Bindings", "Bindings"),
            "--features",
            Path.Combine(packed.Bindings, "features"),
            "--include-tag",
            "@audit or @ACM-01"
        );
        Assert.True(exitCode == 0, said);
        Assert.Contains("2 scenarios: 2 passed", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tools_mock_answers()
    {
        using var mock = packed.Start(packed.Tool, "mock", "sig", "--port", "0", "--json-logs");
        try
        {
            var started = JsonNode.Parse((await mock.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!)!;
            using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
            using var answer = await http.GetAsync(
                new Uri(new Uri((string)started["listening"]!), "/api/me"),
                TestContext.Current.CancellationToken
            );
            Assert.Equal(401, (int)answer.StatusCode);
        }
        finally
        {
            mock.Kill(entireProcessTree: true);
        }
    }

    [Theory]
    [InlineData("Conformance")]
    [InlineData("Conformance.XunitV3")]
    [InlineData("Conformance.WireMockNet")]
    [InlineData("Conformance.Tool")]
    public async Task A_package_is_whole(string id)
    {
        await using var package = await ZipFile.OpenReadAsync(
            Path.Combine(packed.Feed, $"{id}.{packed.Version}.nupkg"),
            TestContext.Current.CancellationToken
        );
        var names = package.Entries.Select(e => e.FullName).ToHashSet();
        Assert.Superset(new HashSet<string> { "README.md", "LICENSE", "THIRD-PARTY-NOTICES.md" }, names);
        await using var nuspec = await package.GetEntry(id + ".nuspec")!.OpenAsync(TestContext.Current.CancellationToken);
        var said = await XDocument.LoadAsync(nuspec, LoadOptions.None, TestContext.Current.CancellationToken);
        string[] ValuesOf(string element, string attribute) =>
            [.. said.Descendants().Where(e => e.Name.LocalName == element).Select(e => (string)e.Attribute(attribute)!)];
        // A tool brings everything along; a library names what its rooms take from others.
        string[] expected = id == "Conformance.Tool" ? [] : [.. DependenciesOf(names)];
        Assert.Equal(expected, ValuesOf("dependency", "id").Order(StringComparer.OrdinalIgnoreCase));
        Assert.Equal("MIT", said.Descendants().Single(e => e.Name.LocalName == "license").Value);
        Assert.Single(ValuesOf("repository", "commit"));

        var own = package
            .Entries.Where(e =>
                e.Name.EndsWith(".dll", StringComparison.Ordinal)
                && (e.Name.StartsWith("Conformance.", StringComparison.Ordinal) || e.Name == "conform.dll")
            )
            .ToList();
        Assert.NotEmpty(own);
        foreach (var assembly in own)
        {
            if (id != "Conformance.Tool")
                Assert.Contains(Path.ChangeExtension(assembly.FullName, ".xml"), names);
            await using var stream = await assembly.OpenAsync(TestContext.Current.CancellationToken);
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes, TestContext.Current.CancellationToken);
            bytes.Position = 0;
            using var read = new PEReader(bytes);
            var kinds = read.ReadDebugDirectory().Select(e => e.Type).ToList();
            Assert.Contains(DebugDirectoryEntryType.Reproducible, kinds);
            Assert.Contains(DebugDirectoryEntryType.EmbeddedPortablePdb, kinds);
        }
    }

    // What the projects say whose assemblies lie in a package: packages, and projects that are packages of their own.
    private static IEnumerable<string> DependenciesOf(IEnumerable<string> files)
    {
        var rooms = files
            .Where(f => f.EndsWith(".dll", StringComparison.Ordinal))
            .Select(f => Path.GetFileNameWithoutExtension(f)["Conformance.".Length..])
            .ToHashSet();
        return rooms
            .SelectMany(room => Items(room, "PackageReference").Concat(Items(room, "ProjectReference").Select(PackageOf).OfType<string>()))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.OrdinalIgnoreCase);

        string? PackageOf(string project) =>
            Path.GetFileNameWithoutExtension(project) is var room && !rooms.Contains(room)
                ? Project(room).Descendants("PackageId").SingleOrDefault()?.Value
                : null;

        static IEnumerable<string> Items(string room, string kind) =>
            Project(room)
                .Descendants(kind)
                .Where(i => (string?)i.Attribute("ExcludeAssets") != "all")
                .Select(i => (string)i.Attribute("Include")!);

        static XDocument Project(string room) => XDocument.Load(Repository.PathOf("src", room, room + ".csproj"));
    }
}
