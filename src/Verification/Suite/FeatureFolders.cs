using Conformance.Contracts.Loading;
using Conformance.Documents;
using Conformance.Verification.Scenarios;

namespace Conformance.Verification.Suite;

/// <summary>Finds the feature files of a contract.</summary>
internal static class FeatureFolders
{
    /// <summary>The folder of the rules that hold for every contract.</summary>
    public const string AnyContract = "any-contract";

    /// <summary>The folder of the standards' advice.</summary>
    public const string Standards = "standards";

    private const string Extension = ".feature";

    /// <summary>
    /// The contract's own features, those for every contract, those that were asked for, and those in a folder <c>features</c> beside its document. A file that is found twice
    /// counts once.
    /// </summary>
    /// <param name="problems">Takes what was asked for and is not there.</param>
    public static IReadOnlyList<FeatureFile> Files(
        SuiteOptions options,
        string contract,
        string document,
        ICollection<FeatureProblem> problems
    )
    {
        BuiltInFiles.Add(typeof(FeatureFolders).Assembly);
        if (!BuiltInFiles.FolderExists(options.FeaturesFolder))
            problems.Add(Missing(options.FeaturesFolder));
        var folders = ((string[])[contract, AnyContract, Standards])
            .Select(n => Path.Combine(options.FeaturesFolder, n))
            .Where(BuiltInFiles.FolderExists)
            .ToList();
        foreach (var more in options.MoreFeatures)
        {
            if (Path.Exists(more))
                folders.Add(more);
            else
                problems.Add(Missing(more));
        }

        // Nothing lies beside what came through standard input or over HTTP.
        if (
            document != DocumentReader.StandardInput
            && !ContractSource.IsUrl(document)
            && Path.GetDirectoryName(Path.GetFullPath(document)) is { } beside
            && Path.Combine(beside, "features") is var own
            && Directory.Exists(own)
        )
            folders.Add(own);
        return
        [
            .. folders
                .SelectMany(In)
                .DistinctBy(f => f.Full, StringComparer.Ordinal)
                .GroupBy(f => f.Shown, StringComparer.Ordinal)
                .SelectMany(same =>
                    same.Select((f, i) => new FeatureFile(i == 0 ? f.Shown : f.Full.Replace('\\', '/'), BuiltInFiles.Text(f.Full)))
                ),
        ];
    }

    private static FeatureProblem Missing(string path) =>
        new(path, 1, 1, "features-folder", $"There is no \"{path}\" to take features from.", "Check the path.", "");

    // Shown is the path below the folder, with the folder's name before it: the same on every machine.
    private static IEnumerable<(string Full, string Shown)> In(string folder)
    {
        if (File.Exists(folder))
            return [(Path.GetFullPath(folder), Path.GetFileName(folder))];
        var root = Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar);
        return BuiltInFiles
            .In(root)
            .Where(f => f.EndsWith(Extension, StringComparison.Ordinal))
            .Select(f => (f, Path.GetRelativePath(Path.GetDirectoryName(root) ?? root, f).Replace('\\', '/')));
    }
}
