using System.Xml.Linq;
using ArchUnitNET.Fluent.Syntax.Elements.Types;
using ArchUnitNET.xUnitV3;
using Conformance.TestKit;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Conformance.Architecture.Tests;

/// <summary>The rules of ARCHITECTURE.md that a reader would have to keep by hand.</summary>
public sealed class RoomTests
{
    private static readonly Dictionary<string, string[]> MayImport = new()
    {
        ["Documents"] = [],
        ["JsonSchema"] = ["Documents"],
        ["Sessions"] = [],
        ["Contracts"] = ["Documents", "JsonSchema", "Sessions"],
        ["Validation"] = ["Documents", "JsonSchema", "Contracts"],
        ["Samples"] = ["Documents", "JsonSchema", "Contracts"],
        ["Linting"] = ["Documents", "JsonSchema", "Sessions", "Contracts", "Samples"],
        ["MockServer"] = ["Documents", "Contracts", "Validation", "Sessions"],
        ["Verification"] = ["Documents", "Contracts", "Validation", "Samples", "Sessions"],
        ["Reporting"] = ["Documents", "Verification", "Contracts"],
        ["Generation"] = ["Documents", "Contracts"],
        ["Inference"] = ["Documents", "Contracts"],
        ["Exploration"] = ["Documents", "JsonSchema", "Sessions", "Contracts", "Validation", "Verification"],
        ["SharedStore"] = ["Sessions", "MockServer"],
        ["WireMockNet"] = ["Documents", "Sessions", "Contracts", "Samples", "MockServer", "Testing"],
        ["Testing"] = ["Documents", "JsonSchema", "Sessions", "Contracts", "Validation", "Samples", "MockServer", "Verification"],
        ["XunitV3"] = ["Contracts", "Verification", "Testing"],
        ["Proxying"] = ["Documents", "Contracts", "Validation", "Samples", "Verification", "Sessions"],
        ["Cli"] =
        [
            "Documents",
            "JsonSchema",
            "Sessions",
            "Contracts",
            "Validation",
            "Samples",
            "Linting",
            "MockServer",
            "Verification",
            "Reporting",
            "Generation",
            "Inference",
            "Exploration",
            "SharedStore",
            "Testing",
            "WireMockNet",
            "Proxying",
        ],
    };

    private static readonly string[] Vendors = ["fincode", "bankezy", "nethesis", "rinne", "wibmo"];

    public static TheoryData<string> Rooms => [.. ProductModel.Rooms];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_imports_only_what_it_may(string room)
    {
        Assert.True(MayImport.TryGetValue(room, out var allowed), $"src/{room} is not in ARCHITECTURE.md's table");
        var project = XDocument.Load(Repository.PathOf("src", room, room + ".csproj"));
        var imports = project
            .Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension((string)r.Attribute("Include")!));
        Assert.Empty(imports.Except(allowed));

        // A project reference brings its own ones along, so the types are looked at as well.
        foreach (var forbidden in MayImport.Keys.Except(allowed).Where(r => r != room))
            Types().That().Are(TypesOf(room)).Should().NotDependOnAny(TypesOf(forbidden)).Check(ProductModel.Architecture);
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_names_no_vendor(string room) =>
        Assert.DoesNotContain(Sources.Of(room), f => Vendors.Any(v => File.ReadAllText(f).Contains(v, StringComparison.OrdinalIgnoreCase)));

    [Fact]
    public void The_reference_servers_know_nothing_of_the_product()
    {
        // They are the second opinion on each API: what they share with the mock, they would get wrong together.
        var reached = new Queue<string>([Repository.PathOf("tests", "Reference", "Reference.csproj")]);
        var projects = new HashSet<string>();
        while (reached.TryDequeue(out var project))
        {
            if (!projects.Add(project))
                continue;
            foreach (var reference in XDocument.Load(project).Descendants("ProjectReference"))
                reached.Enqueue(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(project)!, (string)reference.Attribute("Include")!)));
        }

        Assert.Equal(
            ["generated/Generated.csproj", "tests/Reference/Reference.csproj"],
            projects.Select(p => Path.GetRelativePath(Repository.Root, p).Replace('\\', '/')).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void No_file_outgrows_its_limit()
    {
        var tooLong = Directory
            .EnumerateFiles(Repository.Root, "*.cs", SearchOption.AllDirectories)
            .Select(f => (Path: Path.GetRelativePath(Repository.Root, f), Lines: File.ReadLines(f).Count()))
            .Where(f =>
                !f.Path.StartsWith("artifacts", StringComparison.Ordinal)
                && !f.Path.Contains("node_modules", StringComparison.Ordinal)
                && !f.Path.EndsWith(".g.cs", StringComparison.Ordinal)
            )
            .Where(f => f.Lines > (f.Path.StartsWith("tests", StringComparison.Ordinal) ? 700 : 500));
        Assert.Empty(tooLong);
    }

    private static GivenTypesConjunctionWithDescription TypesOf(string room) =>
        Types().That().ResideInNamespaceMatching($@"^Conformance\.{room}(\.|$)").As($"the types of src/{room}");
}
