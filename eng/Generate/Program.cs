using System.Text.RegularExpressions;
using Conformance.Documents;
using Conformance.Generation;
using Conformance.Generation.Running;

// Makes generated/ from specs/; "--check" only tells what is stale. Exit codes: 0 made or fresh, 1 stale or failed, 2 wrong usage.
// A build names the two folders: SPECS GENERATED.
// "--internal FOLDER FILE..." copies generated files into a folder with their types made internal, for a project that compiles them for itself.
if (args is ["--internal", var folder, .. var files])
{
    foreach (var file in files)
    {
        var text = Regex.Replace(
            await File.ReadAllTextAsync(file),
            @"^(?<indent> *)public (?=((static|sealed|abstract|partial|readonly) )*(class|interface|enum|struct|record) )",
            "${indent}internal ",
            RegexOptions.Multiline | RegexOptions.ExplicitCapture,
            TimeSpan.FromMinutes(1)
        );
        await File.WriteAllTextAsync(Path.Combine(folder, Path.GetFileName(file)), text);
    }

    return 0;
}

if (args is not ([] or ["--check"] or [not ['-', ..], not ['-', ..]]))
{
    await Console.Error.WriteLineAsync(
        $"conform generate: \"{string.Join(' ', args)}\" was given; expected --check or nothing, or --specs and --output for contracts of your own."
    );
    return 2;
}

var (specs, output) = args is [var from, var to] ? (Path.GetFullPath(from), Path.GetFullPath(to)) : FoldersOfCheckout();
var sources = StubGenerator.SourcesIn(specs);
var problems = new Problems();
var made = await StubGenerator.GenerateAsync(sources, "Conformance.Generated", problems, CancellationToken.None);

// A contract of this repository is generated whole, or not at all.
foreach (var problem in problems)
    await Console.Error.WriteLineAsync(problem.ToString());
if (problems.Count > 0)
    return 1;
var different = GeneratedFolder.Compare(made, output);
if (args is not ["--check"])
{
    GeneratedFolder.Mend(different, output);
    foreach (var file in different)
        Console.WriteLine($"generated/{file.Path} {(file.Expected is null ? "removed" : "written")}");
    return 0;
}

foreach (var file in different)
    Console.WriteLine($"generated/{file.Path} {file.What}");
Console.WriteLine(
    different.Count == 0
        ? "generated is up to date"
        : "generated is not what specs/ and src/Generation make. Run \"./conform generate\" and commit what it writes."
);
return different.Count == 0 ? 0 : 1;

static (string Specs, string Output) FoldersOfCheckout()
{
    var root = AppContext.BaseDirectory;
    while (!File.Exists(Path.Combine(root, "Conformance.sln")))
        root =
            Path.GetDirectoryName(root)
            ?? throw new InvalidOperationException("generate runs in a checkout, and above it there is no Conformance.sln.");
    return (Path.Combine(root, "specs"), Path.Combine(root, "generated"));
}
