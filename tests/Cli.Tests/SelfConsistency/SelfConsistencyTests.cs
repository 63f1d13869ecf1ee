using System.Collections.Concurrent;
using System.Collections.Immutable;
using Conformance.Contracts.Loading;
using Conformance.Documents;
using Conformance.Linting;
using Conformance.MockServer;
using Conformance.MockServer.Engine.State;
using Conformance.Samples;
using Conformance.TestKit;
using Conformance.Verification.Client;
using Conformance.Verification.Results;
using Conformance.Verification.Scenarios;
using Conformance.Verification.Suite;

namespace Conformance.Cli.Tests.SelfConsistency;

/// <summary>
/// A contract that lint calls clean is served by the mock as the verifier reads it. Where that is not so, one of the three is wrong; and what lint calls clean today it calls clean tomorrow.
/// </summary>
[Trait("Category", "Slow")]
public sealed class SelfConsistencyTests
{
    private const int Generated = 200;

    [Fact]
    public async Task Two_hundred_generated_contracts_are_clean_and_green_on_their_own_mock()
    {
        var folder = Directory.CreateTempSubdirectory("conform-generated-");
        var faults = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(
            Enumerable.Range(1, Generated),
            new ParallelOptions
            {
                MaxDegreeOfParallelism = Environment.ProcessorCount,
                CancellationToken = TestContext.Current.CancellationToken,
            },
            async (seed, cancellation) =>
            {
                var path = Path.Combine(folder.FullName, $"generated-{seed}.json");
                await File.WriteAllTextAsync(path, new ContractGenerator(seed).Make(), cancellation);
                // Every fourth by all that a run asks as it is; the others by what the shortest one asks.
                var depth = seed % 4 == 0 ? RunDepth.Standard : RunDepth.Quick;
                if (await FaultAsync(ContractSource.FromFile(path), depth, cancellation) is { } fault)
                    faults.Add($"seed {seed}: {fault}");
            }
        );
        folder.Delete(recursive: true);
        Assert.True(faults.IsEmpty, $"{faults.Count} of {Generated}:\n{string.Join("\n\n", faults.Order(StringComparer.Ordinal))}");
    }

    public static TheoryData<string> Written => [.. Contracts().Select(s => s.Key).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Written))]
    public async Task A_written_contract_that_is_clean_is_green_on_its_own_mock(string contract)
    {
        var (source, arguments) = Contracts()[contract];
        var problems = new Problems();
        ContractLinter.Lint(source, ImmutableDictionary<string, string>.Empty, problems, TestContext.Current.CancellationToken);
        var isClean = !problems.HasErrors;
        Assert.True(isClean || !CleanBefore.Contains(contract), $"{contract} was clean and is not:\n{string.Join('\n', problems)}");
        Assert.True(
            isClean || NotClean.ContainsKey(contract),
            $"{contract} is not clean, and no reason is known:\n{string.Join('\n', problems)}"
        );
        Assert.SkipUnless(isClean, $"Not clean, and rightly so: {NotClean.GetValueOrDefault(contract)}.");
        Assert.DoesNotContain(contract, NotClean.Keys);

        // A process of its own for each costs more than the runs; where one needs what the command line gives, that decides.
        if (await FaultAsync(source, RunDepth.Standard, TestContext.Current.CancellationToken) is null)
            return;
        var (exit, output, error) = await ConformProcess.RunAsync(["verify", "--mock", .. arguments]);
        Assert.True(exit == 0, $"{contract}: exit {exit}\n{output}\n{error}");
    }

    // What lint finds an error in, and why that is right.
    private static ImmutableDictionary<string, string> NotClean { get; } =
        new Dictionary<string, string>
        {
            ["../shared/field/express-session/openapi.yaml"] =
                "its login and logout succeed with 302, and it does not say so; bench/field has it anew",
            ["../shared/field/node-red/openapi.yaml"] =
                "one token is issued under two names at one place; bench/field has it anew, with a token at two places",
            ["../shared/field/openiddict/openapi.yaml"] =
                "nothing tells two operations at one path apart; bench/field has it anew, told by the grant type",
            ["tests/RoundTrip.Tests/MockPage/notes.yaml"] = "an example breaks its schema on purpose, for the page to show",
        }.ToImmutableDictionary(StringComparer.Ordinal);

    // The contracts that lint has called clean.
    private static HashSet<string> CleanBefore { get; } =
    [.. File.ReadAllLines(Repository.PathOf("tests/Cli.Tests/SelfConsistency/clean.txt")).Where(l => l.Length > 0)];

    private static SortedDictionary<string, (ContractSource Source, string[] Arguments)> Contracts()
    {
        var found = new SortedDictionary<string, (ContractSource, string[])>(StringComparer.Ordinal);
        var root = Repository.Root;
        foreach (var place in (string[])["specs", "tests", "bench/field", "../shared/field", "../shared/cases"])
        {
            var path = Path.GetFullPath(Path.Combine(root, place));
            if (!Directory.Exists(path))
                continue;
            foreach (var file in Directory.EnumerateFiles(path, "*.*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                if (!IsDocument(file))
                    continue;
                var name = Path.GetRelativePath(Path.GetFullPath(root), file).Replace('\\', '/');
                var overlays = Directory.GetFiles(Path.GetDirectoryName(file)!, "*.overlay.yaml").Order(StringComparer.Ordinal).ToList();
                if (overlays.Count <= 1)
                    Add(found, name, file, overlays);
                else
                    foreach (var overlay in overlays)
                        Add(found, $"{name} with {Path.GetFileName(overlay)}", file, [overlay]);
            }
        }

        return found;
    }

    private static void Add(SortedDictionary<string, (ContractSource, string[])> found, string name, string file, List<string> overlays) =>
        found[name] = (
            ContractSource.FromFile(file) with
            {
                Overlays = [.. overlays],
            },
            File.Exists(Path.Combine(Path.GetDirectoryName(file)!, ContractSource.RequirementsFile))
                ? [Named(Path.GetDirectoryName(file)!)]
                : [file, .. overlays.SelectMany(o => new[] { "--overlay", o }), .. Configuration(file)]
        );

    // Requirements say for which contract they are, and a folder is called as its contract is; where it is not, a copy is.
    private static string Named(string folder)
    {
        var first = File.ReadLines(Path.Combine(folder, ContractSource.RequirementsFile))
            .First(l => l.StartsWith("contract:", StringComparison.Ordinal));
        var name = first["contract:".Length..].Trim();
        if (Path.GetFileName(folder) == name)
            return folder;
        var copy = Path.Combine(Path.GetTempPath(), $"conform-self-consistency-{Environment.ProcessId}", name);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(copy, Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to, overwrite: true);
        }

        return copy;
    }

    private static string[] Configuration(string file) =>
        Path.Combine(Path.GetDirectoryName(file)!, "conform.yaml") is var own && File.Exists(own) ? ["--config", own] : [];

    // What describes a session; documents without one are not what is verified.
    private static bool IsDocument(string file)
    {
        if (file.Contains("/artifacts/", StringComparison.Ordinal) || file.Contains("/node_modules/", StringComparison.Ordinal))
            return false;
        if (Path.GetExtension(file) is not (".yaml" or ".yml" or ".json") || new FileInfo(file).Length > 2_000_000)
            return false;
        var text = File.ReadAllText(file);
        var isDocument = text.Contains("openapi", StringComparison.Ordinal) && text.Contains("paths", StringComparison.Ordinal);
        var hasOverlay = Directory.EnumerateFiles(Path.GetDirectoryName(file)!, "*.overlay.yaml").Any();
        return isDocument
            && !file.EndsWith(".overlay.yaml", StringComparison.Ordinal)
            && (('\n' + text).Contains("\nopenapi:", StringComparison.Ordinal) || text.Contains("\"openapi\":", StringComparison.Ordinal))
            && (hasOverlay || (text.Contains("logout", StringComparison.Ordinal) && text.Contains("x-session", StringComparison.Ordinal)));
    }

    private static async Task<string?> FaultAsync(ContractSource source, RunDepth depth, CancellationToken cancellation)
    {
        var problems = new Problems();
        ContractLinter.Lint(source, ImmutableDictionary<string, string>.Empty, problems, cancellation);
        if (problems.HasErrors)
            return $"lint: {string.Join("; ", problems.Where(p => p.Severity == Severity.Error))}";
        var (faults, features) = (new Problems(), new List<FeatureProblem>());
        var options = new SuiteOptions { FeaturesFolder = Repository.PathOf("features") };
        if (ConformanceSuite.Load(source, options, faults, features, cancellation) is not { } suite)
            return $"load: {string.Join("; ", faults)}";
        var contract = ContractLoader.Load(source, suite.Readings, SampleSource.Of, [], cancellation)!;
        await using var mock = await Mock.StartAsync(
            new MockOptions
            {
                Contracts = [contract],
                Port = 0,
                Seed = 1,
            },
            cancellation
        );
        var target = new Target
        {
            BaseUrl = mock.Address,
            Users = [.. Account.Seeded.Select(a => new UserCredentials(a.Name, a.Password))],
            Clock = new InProcessClock(mock.Clock, by => mock.Clock.Advance(by), () => mock.Clock.Reset()),
            Headers = [new HeaderLine(ContractGenerator.AppKey.Name, ContractGenerator.AppKey.Value)],
            RequestTimeout = TimeSpan.FromMinutes(2),
        };
        using var run = suite.Against(
            target,
            new RunSettings
            {
                Workers = 1,
                IsEmbedded = true,
                Depth = depth,
            }
        );
        var result = await run.RunToEndAsync(cancellation);
        if (result.Outcome == Outcome.Passed && !result.Findings.Any(f => f.Severity != FindingSeverity.Advice))
            return null;
        var inconclusive = result.Scenarios.Where(s => s.Verdict == Verdict.Inconclusive).Select(s => $"{s.Id} {s.Name}: {s.Reason}");
        return $"verify: {result.Outcome}\n  {string.Join("\n  ", result.Obstacles.Concat(result.Findings.Where(f => f.Severity != FindingSeverity.Advice).Select(f => $"{f.Key}: {f} [{f.SeenBy[0].Scenario}]")).Concat(inconclusive).Take(6))}";
    }
}
