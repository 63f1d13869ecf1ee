using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using Conformance.Contracts.Loading;
using Conformance.Contracts.Requirements;
using Conformance.Documents;
using Conformance.Samples;
using Conformance.Verification.Client;
using Conformance.Verification.Oracle;
using Conformance.Verification.Results;
using Conformance.Verification.Scenarios;

namespace Conformance.Verification.Suite;

/// <summary>
/// The scenarios that check one contract. Load it once, then hold a target against it: as a whole (<see cref="Conformance.Verification.Suite.ConformanceRun"/>), or
/// scenario by scenario from a test project (<see cref="FromFolder"/>).
/// </summary>
public sealed class ConformanceSuite
{
    private static readonly Lazy<StepBindings> Bindings = new(() => StepBindings.From([typeof(ConformanceSuite).Assembly]));

    private static readonly ConcurrentDictionary<string, StepBindings> Extended = new(StringComparer.Ordinal);

    private readonly Lazy<LoadedSuite> _loaded;
    private readonly Func<ImmutableArray<Assembly>, ConformanceSuite>? _withSteps;

    private ConformanceSuite(Func<LoadedSuite> load, Func<ImmutableArray<Assembly>, ConformanceSuite>? withSteps = null) =>
        (_loaded, _withSteps) = (new Lazy<LoadedSuite>(load), withSteps);

    /// <summary>The vocabulary: every step that a feature may be written with, users' own ones apart.</summary>
    public static IReadOnlyList<StepDefinition> Vocabulary => Bindings.Value.Definitions;

    /// <summary>Every tag that says for which contracts a scenario is.</summary>
    public static IReadOnlyList<ContractCondition> Conditions => Applicability.Conditions;

    /// <summary>The contract's short name.</summary>
    public string Contract => Subject.Contract.Name;

    /// <summary>The readings that it takes: name by requirement id.</summary>
    public IReadOnlyDictionary<string, string> Readings => Subject.Contract.Readings;

    /// <summary>What the suite can check, in the order of the sources.</summary>
    public ImmutableArray<CheckedRequirement> Requirements => _loaded.Value.Requirements;

    /// <summary>Its scenarios, in the order of their files.</summary>
    public ImmutableArray<SuiteScenario> Scenarios => _loaded.Value.Scenarios;

    /// <summary>Its feature files.</summary>
    public ImmutableArray<FeatureSource> Features => _loaded.Value.Features;

    /// <summary>Whether scenarios were left out by tags or ids.</summary>
    internal bool IsFiltered => _loaded.Value.IsFiltered;

    internal ContractUnderTest Subject => _loaded.Value.Subject;

    internal StepBindings Steps => _loaded.Value.Steps;

    /// <summary>The ids of all scenarios, those that were not chosen too.</summary>
    internal ImmutableArray<string> ScenarioIds => _loaded.Value.ScenarioIds;

    /// <summary>
    /// Loads the scenarios of a contract. Null where the contract, its requirements or a feature file is faulty; every problem of all of them is then told.
    /// </summary>
    /// <param name="problems">Takes the problems of the contract and of its requirements.</param>
    /// <param name="featureProblems">Takes the problems of the feature files, and of what was asked for.</param>
    /// <exception cref="FaultyBindingsException">Classes of <see cref="SuiteOptions.Steps"/> are faulty; it lists all faults.</exception>
    public static ConformanceSuite? Load(
        ContractSource source,
        SuiteOptions options,
        Problems problems,
        ICollection<FeatureProblem> featureProblems,
        CancellationToken cancellation = default
    ) => Load(new MergedContract(source, cancellation), options, problems, featureProblems, cancellation);

    /// <summary>The same with files that have been read.</summary>
    internal static ConformanceSuite? Load(
        MergedContract merged,
        SuiteOptions options,
        Problems problems,
        ICollection<FeatureProblem> featureProblems,
        CancellationToken cancellation
    )
    {
        var source = merged.Source;
        var found = new List<FeatureProblem>();
        var files = FeatureFolders.Files(options, source.Name, source.Document, found);
        var filter = new ScenarioFilter(options, found);
        var contract = merged.Compile(options.Readings, SampleSource.Of, problems, cancellation);
        var requirements = contract is null ? null : RequirementSet.Load(source, contract.Document, problems);
        var subject = contract is null ? null : new ContractUnderTest(merged, contract, requirements, options.Readings.Keys);
        var rules = subject is null ? [] : RuleCatalog.Load(subject, options.FeaturesFolder, problems);

        // Whether a tag names a requirement cannot be told where the requirements cannot be read.
        var steps = BindingsOf(options);
        var set = FeatureSet.Load(files, steps, subject is null || problems.HasErrors ? null : new TagCheck(rules).Objection);
        found.AddRange(set.Problems);
        foreach (var problem in found)
            featureProblems.Add(problem);
        if (subject is null || problems.HasErrors || found.Count > 0)
            return null;
        var others = LogoutVariants.Others(subject);
        ImmutableArray<SuiteScenario> scenarios =
        [
            .. set
                .Scenarios.SelectMany(s => LogoutVariants.Of(s, subject, others))
                .Select(s => new SuiteScenario(
                    s.Scenario,
                    s.Subject,
                    rules,
                    Applicability.Objection(s.Scenario.Tags, s.Subject),
                    Applicability.OpenBy(s.Scenario.Tags, s.Subject)
                )
                {
                    ObjectionWithTokens = Applicability.Objection(s.Scenario.Tags.Where(t => t != Applicability.NeedsLogin), s.Subject),
                }),
        ];
        var loaded = new LoadedSuite(
            subject,
            rules,
            [.. scenarios.Where(filter.Takes)],
            [.. files.Select(f => new FeatureSource(f.Path, f.Text))],
            steps,
            filter.IsActive,
            [.. scenarios.Select(s => s.Id)]
        );
        return new ConformanceSuite(() => loaded);
    }

    /// <summary>
    /// Loads the scenarios of a contract that lies in a folder: <c>openapi.yaml</c>, <c>session.overlay.yaml</c>, <c>requirements.yaml</c>, and <c>features/</c>. For test projects. What
    /// is faulty is told when the suite is first used, so that <see cref="WithSteps"/> may bring steps that are missing.
    /// </summary>
    /// <param name="folder">A relative path is one below the test program, where content of the project is copied to.</param>
    /// <exception cref="FaultySuiteException">There is no document in it. At the first use: something in it is faulty; the message tells every problem.</exception>
    /// <example><code>var suite = ConformanceSuite.FromFolder("acme").WithSteps(typeof(AuditSteps).Assembly);</code></example>
    public static ConformanceSuite FromFolder(string folder, SuiteOptions? options = null)
    {
        var path = Path.Combine(AppContext.BaseDirectory, folder);
        return Of(
            ContractSource.FromFolder(path)
                ?? throw new FaultySuiteException(
                    $"There is no {ContractSource.DocumentFiles[0]} in {path}. Copy the contract's folder beside the test program."
                ),
            options
        );
    }

    /// <summary>Loads the scenarios of a contract; what is faulty is told when the suite is first used.</summary>
    /// <param name="source">Its files.</param>
    /// <exception cref="FaultySuiteException">At the first use: something in it is faulty; the message tells every problem.</exception>
    public static ConformanceSuite Of(ContractSource source, SuiteOptions? options = null)
    {
        var chosen = options ?? new SuiteOptions();
        var problems = new Problems();
        var featureProblems = new List<FeatureProblem>();
        var loaded = Load(source, chosen, problems, featureProblems)?._loaded.Value;
        return new ConformanceSuite(
            () =>
                loaded
                ?? throw new FaultySuiteException(
                    string.Join(Environment.NewLine, problems.Select(p => p.ToString()).Concat(featureProblems.Select(p => p.Render())))
                ),
            steps => Of(source, chosen with { Steps = chosen.Steps.AddRange(steps) })
        );
    }

    /// <summary>The same suite, for features that are written with steps of one's own too.</summary>
    /// <param name="assemblies">Where classes with Reqnroll's <see cref="Reqnroll.BindingAttribute"/> are.</param>
    /// <exception cref="InvalidOperationException">The suite was loaded by <c>Load</c>, whose options name the steps.</exception>
    /// <example><code>var suite = ConformanceSuite.FromFolder("acme").WithSteps(typeof(AuditSteps).Assembly);</code></example>
    public ConformanceSuite WithSteps(params Assembly[] assemblies) =>
        _withSteps?.Invoke([.. assemblies])
        ?? throw new InvalidOperationException("This suite is loaded already. Name the assemblies in SuiteOptions.Steps.");

    // Reading the same assemblies again for each contract would cost a start of Reqnroll each.
    private static StepBindings BindingsOf(SuiteOptions options) =>
        options.Steps.IsEmpty
            ? Bindings.Value
            : Extended.GetOrAdd(
                string.Join('\n', options.Steps.Select(a => a.FullName)),
                _ => StepBindings.From([typeof(ConformanceSuite).Assembly, .. options.Steps])
            );

    /// <summary>The same contract with other features in place of its own: those of a text that was just written, for instance.</summary>
    /// <exception cref="ArgumentException">A feature has a mistake; the message tells each.</exception>
    internal ConformanceSuite WithFeatures(params IReadOnlyList<FeatureFile> files)
    {
        var set = FeatureSet.Load(files, Steps, new TagCheck(Requirements).Objection);
        if (set.Problems.Count > 0)
            throw new ArgumentException(string.Join(Environment.NewLine, set.Problems.Select(p => p.Render())), nameof(files));
        ImmutableArray<SuiteScenario> scenarios =
        [
            .. set.Scenarios.Select(s => new SuiteScenario(
                s,
                Subject,
                Requirements,
                Applicability.Objection(s.Tags, Subject),
                Applicability.OpenBy(s.Tags, Subject)
            )),
        ];
        var loaded = _loaded.Value with
        {
            Scenarios = scenarios,
            Features = [.. files.Select(f => new FeatureSource(f.Path, f.Text))],
            IsFiltered = true,
            ScenarioIds = [.. scenarios.Select(s => s.Id)],
        };
        return new ConformanceSuite(() => loaded);
    }

    /// <summary>Whether a condition holds for the contract.</summary>
    public bool Meets(ContractCondition condition) => condition.Holds(Subject.Contract);

    /// <summary>Prepares to hold a target against the suite. Dispose it when the last scenario has run.</summary>
    public ConformanceRun Against(Target target, RunSettings? settings = null) => new(this, target, settings ?? new RunSettings());

    /// <summary>Holds a target against the suite: runs every scenario, and gives back what was found.</summary>
    /// <param name="target">The implementation.</param>
    /// <param name="configure">Chooses scenarios, depth and weight; null for the usual.</param>
    /// <param name="cancellationToken">Ends the run early; the result then says so.</param>
    /// <exception cref="FaultySuiteException">Something in the suite is faulty, or what was chosen is no tag expression.</exception>
    /// <example>
    /// <code>
    /// var report = await suite.VerifyAsync(Target.Of(app, new UserCredentials("ann", "a long secret")), o => o.Tags("not @advice"));
    /// report.EnsureConforms();
    /// </code>
    /// </example>
    public async Task<ContractRun> VerifyAsync(
        Target target,
        Action<VerificationOptions>? configure = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(target);
        var options = new VerificationOptions();
        configure?.Invoke(options);
        using var run = Choose(options.Filter).Against(target, options.Settings);
        return await run.RunToEndAsync(cancellationToken);
    }

    /// <summary>The scenarios that meet a tag expression.</summary>
    /// <exception cref="FaultySuiteException">Something in the suite is faulty, or it is no tag expression.</exception>
    internal ImmutableArray<SuiteScenario> ScenariosWith(string tags) => Choose(new SuiteOptions { IncludeTags = tags }).Scenarios;

    /// <summary>The same suite with a part of its scenarios.</summary>
    private ConformanceSuite Choose(SuiteOptions chosen)
    {
        var problems = new List<FeatureProblem>();
        var filter = new ScenarioFilter(chosen, problems);
        if (problems.Count > 0)
            throw new FaultySuiteException(string.Join(Environment.NewLine, problems.Select(p => p.Render())));
        if (!filter.IsActive)
            return this;
        var part = _loaded.Value with { Scenarios = [.. Scenarios.Where(filter.Takes)], IsFiltered = true };
        return new ConformanceSuite(() => part);
    }

    private sealed record LoadedSuite(
        ContractUnderTest Subject,
        ImmutableArray<CheckedRequirement> Requirements,
        ImmutableArray<SuiteScenario> Scenarios,
        ImmutableArray<FeatureSource> Features,
        StepBindings Steps,
        bool IsFiltered,
        ImmutableArray<string> ScenarioIds
    );
}

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

    /// <summary>The ids of the scenarios to run, as <see cref="ScenarioResult.Id"/> has them; that of an outline means all its rows. Empty for all.</summary>
    public ImmutableArray<string> Scenarios { get; init; } = [];
}

/// <summary>A contract, its requirements or its features are faulty. The message tells every problem, each with its place.</summary>
public sealed class FaultySuiteException(string message) : Exception(message);
