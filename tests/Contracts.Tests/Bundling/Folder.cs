using Conformance.Contracts.Loading;
using Conformance.Documents;
using Conformance.Linting;

namespace Conformance.Contracts.Tests.Bundling;

/// <summary>A contract in several files, in a folder of its own.</summary>
internal sealed class Folder : IDisposable
{
    private static readonly Dictionary<string, string> DefaultReadings = [];

    private readonly string _path = Directory.CreateTempSubdirectory("conformance-files-").FullName;

    /// <param name="files">The path of each file below the folder, and its text; the first is the document.</param>
    public Folder(params (string Path, string Text)[] files)
    {
        foreach (var (path, text) in files)
        {
            var full = PathOf(path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllText(full, text.Replace("{folder}", _path, StringComparison.Ordinal));
        }

        Source = ContractSource.FromFile(PathOf(files[0].Path));
    }

    public ContractSource Source { get; set; }

    public string PathOf(string path) => Path.Combine(_path, path);

    /// <summary>Loads the contract, in which nothing is wrong.</summary>
    public Contract Load()
    {
        var contract = Load(out var problems);
        Assert.Equal([], problems);
        return contract!;
    }

    /// <summary>Loads the contract, if that is possible.</summary>
    /// <param name="problems">The problems as <c>file:line:column rule</c>, the file relative to the folder.</param>
    public Contract? Load(out string[] problems)
    {
        var found = new Problems();
        var contract = ContractLoader.Load(Source, DefaultReadings, null, found, TestContext.Current.CancellationToken);
        problems = [.. found.Select(Shown)];
        return contract;
    }

    /// <summary>What lint says, in the same form.</summary>
    public string[] Lint()
    {
        var found = new Problems();
        ContractLinter.Lint(Source, DefaultReadings, found, TestContext.Current.CancellationToken);
        return [.. found.Select(Shown)];
    }

    /// <summary>The messages of what lint says.</summary>
    public string[] Sentences()
    {
        var found = new Problems();
        ContractLinter.Lint(Source, DefaultReadings, found, TestContext.Current.CancellationToken);
        return [.. found.Select(p => $"{p.Message} {p.Mend}".Replace(_path + "/", "", StringComparison.Ordinal))];
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);

    private string Shown(Problem problem) =>
        $"{Path.GetRelativePath(_path, problem.At.File)}:{problem.At.Line}:{problem.At.Column} {problem.Rule}";
}
