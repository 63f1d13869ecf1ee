using Conformance.Gherkin.Loading;

namespace Conformance.Gherkin;

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
    /// <param name="tags">Judges each tag; null to allow all.</param>
    public static FeatureSet Load(IEnumerable<FeatureFile> files, StepBindings bindings, TagRule? tags = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(bindings);
        var features = new List<Feature>();
        var problems = new List<FeatureProblem>();
        var finder = new StepFinder(bindings.Definitions);
        foreach (var file in files)
        {
            var found = new ProblemList(file);
            if (DocumentParser.Parse(file, found) is { } document)
            {
                var inside = new ProblemList(file);
                var feature = new FeatureCompiler(file, finder, tags, inside).Compile(document);
                if (found.Count == 0)
                    features.Add(feature);
                found.AddRange(found.Count == 0 ? inside : inside.WithoutConsequences());
            }

            problems.AddRange(found.Sorted());
        }

        return new FeatureSet(features, problems);
    }
}
