using Conformance.Verification.Scenarios.Loading;

namespace Conformance.Verification.Scenarios;

/// <summary>Judges a tag, given without its <c>@</c>.</summary>
/// <returns>A sentence that says what is wrong with it, or null if nothing is.</returns>
public delegate string? TagRule(string tag);

/// <summary>Feature files that have been read, and whose steps have been matched with their definitions.</summary>
public sealed class FeatureSet
{
    private FeatureSet(IReadOnlyList<Feature> features, IReadOnlyList<FeatureProblem> problems)
    {
        Features = features;
        Problems = problems;
        Scenarios = [.. features.SelectMany(f => f.Scenarios)];
    }

    /// <summary>The features that could be read, in the order of the files.</summary>
    public IReadOnlyList<Feature> Features { get; }

    /// <summary>The scenarios that can run, in the order of the features. One with a mistake is left out and told in <see cref="Problems"/>.</summary>
    public IReadOnlyList<Scenario> Scenarios { get; }

    /// <summary>All mistakes of all files, in the order of files and lines.</summary>
    public IReadOnlyList<FeatureProblem> Problems { get; }

    /// <summary>Reads files. Faulty ones make problems, never exceptions.</summary>
    /// <param name="files">The files.</param>
    /// <param name="bindings">The steps that they may use.</param>
    /// <exception cref="FaultyBindingsException">The bindings are faulty.</exception>
    /// <param name="tags">Judges each tag; null to allow all.</param>
    public static FeatureSet Load(IEnumerable<FeatureFile> files, StepBindings bindings, TagRule? tags = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(bindings);
        var features = new List<Feature>();
        var problems = new List<FeatureProblem>();
        var matcher = bindings.Matcher;
        foreach (var file in files)
        {
            var found = new FeatureProblemList(file);
            if (DocumentParser.Parse(file, found) is { } document)
            {
                var inside = new FeatureProblemList(file);
                var feature = new FeatureCompiler(file, matcher, tags, inside).Compile(document);
                if (found.Count == 0)
                    features.Add(feature);
                found.AddRange(found.Count == 0 ? inside : inside.WithoutConsequences());
            }

            problems.AddRange(found.Sorted());
        }

        return new FeatureSet(features, problems);
    }
}
