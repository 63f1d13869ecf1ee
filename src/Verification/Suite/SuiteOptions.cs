using System.Collections.Immutable;
using System.Reflection;

namespace Conformance.Verification.Suite;

/// <summary>What a suite holds.</summary>
public sealed record SuiteOptions
{
    /// <summary>The folder with <c>any-contract/</c>, <c>standards/</c>, <c>rules.yaml</c>, and a folder for each contract that has features of its own; by default the one beside the
    /// program.</summary>
    public string FeaturesFolder { get; init; } = Path.Combine(AppContext.BaseDirectory, "features");

    /// <summary>More feature files, or folders of which all feature files are taken. A folder <c>features</c> beside the contract's document is taken anyway.</summary>
    public ImmutableArray<string> MoreFeatures { get; init; } = [];

    /// <summary>Assemblies with steps of one's own: classes with Reqnroll's <see cref="Reqnroll.BindingAttribute"/>.</summary>
    public ImmutableArray<Assembly> Steps { get; init; } = [];

    /// <summary>The readings to take: name by requirement id; the others are the contract's defaults.</summary>
    public ImmutableDictionary<string, string> Readings { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>A tag expression (Cucumber's) that scenarios must meet; null for all.</summary>
    public string? IncludeTags { get; init; }

    /// <summary>A tag expression whose scenarios are left out; null for none.</summary>
    public string? ExcludeTags { get; init; }

    /// <summary>The ids of the requirements to check; empty for all.</summary>
    public ImmutableArray<string> Requirements { get; init; } = [];
}
