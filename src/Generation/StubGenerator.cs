using System.Text.Json;
using System.Text.Json.Nodes;
using Conformance.Contracts.Loading;
using Conformance.Documents;
using Conformance.Generation.Preparing;
using Conformance.Generation.Running;

namespace Conformance.Generation;

/// <summary>Makes server stubs and clients of contracts: a C# server stub, a C# client and a TypeScript client each, and what the stubs share.</summary>
public static class StubGenerator
{
    private const string SupportFile = "ServerSupport.g.cs";

    private static readonly JsonSerializerOptions DeepWriting = new() { MaxDepth = 512 };

    /// <summary>
    /// The contracts of a folder: the one that it is itself, by its <c>openapi.yaml</c>; else those in the folders below it, and OpenAPI documents that lie
    /// in it. In the order of their names, each once.
    /// </summary>
    public static IReadOnlyList<ContractSource> SourcesIn(string folder)
    {
        if (ContractSource.FromFolder(folder) is { } only)
            return [only];
        var folders = Directory.EnumerateDirectories(folder).Select(ContractSource.FromFolder).OfType<ContractSource>();
        var files = Directory.EnumerateFiles(folder).Where(IsOpenApi).Select(ContractSource.FromFile);
        return [.. folders.Concat(files).DistinctBy(s => s.Name).OrderBy(s => s.Name, StringComparer.Ordinal)];
    }

    /// <summary>
    /// Generates from contracts. What cannot be generated is told in <paramref name="problems"/>, an operation with a warning, a contract with an error,
    /// and the rest is made.
    /// </summary>
    /// <param name="nameSpace">The namespace of the C# code; each contract has two below it, <c>.Api.Server</c> and <c>.Api.Client</c>.</param>
    /// <returns>The text of each file by its path, with "/" on every system.</returns>
    public static async Task<IReadOnlyDictionary<string, string>> GenerateAsync(
        IReadOnlyList<ContractSource> sources,
        string nameSpace,
        Problems problems,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(problems);
        var work = Directory.CreateTempSubdirectory("conform-generate-").FullName;
        try
        {
            var names = new List<(string Name, string Api)>();
            HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase) { "System", "Microsoft" };
            foreach (var source in sources)
            {
                if (Prepared(source, problems) is not { } document)
                    continue;
                names.Add((source.Name, CodeNames.Unique(CodeNames.Pascal(source.Name), taken)));
                await File.WriteAllTextAsync(Path.Combine(work, source.Name + ".json"), document.ToJsonString(DeepWriting), cancellation);
            }

            await RunAsync(work, sources, names, nameSpace, problems, cancellation);
            var made = GeneratedFolder
                .Read(Path.Combine(work, "generated"))
                .ToDictionary(f => f.Key, f => GeneratedFolder.Tidy(Files.Declare(f.Value)), StringComparer.Ordinal);
            if (made.Count > 0)
                made[SupportFile] = await SupportAsync(nameSpace, cancellation);
            return made;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static bool IsOpenApi(string file) =>
        Path.GetExtension(file) is ".yaml" or ".yml" or ".json"
        && DocumentReader.ReadFile(file, []) is ObjectNode root
        && (root["openapi"] ?? root["swagger"]) is not null;

    private static JsonObject? Prepared(ContractSource source, Problems problems)
    {
        var found = new Problems();
        // What a reference that cannot be followed stands for is told and left out; the rest is made.
        var contract = ContractLoader.Load(source with { Partial = true }, new Dictionary<string, string>(), null, found);
        if (contract is null)
        {
            problems.AddAll(found);
            return null;
        }

        return Preparation.Prepare(contract.Document, problems);
    }

    // One run for all; where it fails each contract has one of its own, and of a contract that fails its operations are halved until those are found
    // which NSwag cannot do.
    private static async Task RunAsync(
        string work,
        IReadOnlyList<ContractSource> sources,
        List<(string Name, string Api)> names,
        string nameSpace,
        Problems problems,
        CancellationToken cancellation
    )
    {
        if (names.Count == 0 || await NSwagTool.RunAsync(work, names, nameSpace, cancellation) is null)
            return;
        foreach (var name in names)
        {
            if (await NSwagTool.RunAsync(work, [name], nameSpace, cancellation) is not { } said)
                continue;
            var file = sources.First(s => s.Name == name.Name).Document;
            var search = new FailingOperations(
                Path.Combine(work, name.Name + ".json"),
                () => NSwagTool.RunAsync(work, [name], nameSpace, cancellation)
            );
            if (await search.RemoveAsync() is not { Count: > 0 } removed)
            {
                problems.Error(
                    "generate",
                    new Location(file, 1, 1),
                    $"NSwag makes nothing of the contract: {FirstLine(said)}",
                    "Simplify its schemas."
                );
                continue;
            }

            foreach (var (operation, reason) in removed)
            {
                problems.Warning(
                    "generate",
                    new Location(file, 1, 1),
                    $"{operation} is left out of the generated code: NSwag fails on it, {FirstLine(reason)}",
                    "The rest is generated."
                );
            }
        }
    }

    private static string FirstLine(string said) =>
        said.Split('\n').Select(l => l.Trim()).FirstOrDefault(l => l.Contains("Exception", StringComparison.Ordinal))
        ?? said.Split('\n')[^1].Trim();

    private static async Task<string> SupportAsync(string nameSpace, CancellationToken cancellation)
    {
        var template = await File.ReadAllTextAsync(Path.Combine(NSwagTool.Templates, SupportFile + ".txt"), cancellation);
        return template.Replace("$(Namespace)", nameSpace, StringComparison.Ordinal).Replace("\r\n", "\n", StringComparison.Ordinal);
    }
}
