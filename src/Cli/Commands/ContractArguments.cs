using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Completions;
using Conformance.Cli.Configuration;
using Conformance.Cli.Output;
using Conformance.Contracts;
using Conformance.Contracts.Loading;
using Conformance.Documents;
using Conformance.Samples;

namespace Conformance.Cli.Commands;

/// <summary>The arguments and options with which commands name contracts.</summary>
internal sealed class ContractArguments
{
    private const string Naming =
        "The name of a built-in contract (\"conform list\"), an OpenAPI document by its path or URL, a folder with openapi.yaml, or - for standard input.";

    private readonly bool _one;
    private readonly Argument<string[]> _names;

    private readonly Option<string[]> _overlays = new("--overlay")
    {
        Description = "An Overlay document to apply, after the contract's own; may be repeated. Goes with one contract.",
        HelpName = "PATH",
    };

    private readonly Option<string[]> _readings = new("--reading")
    {
        Description = "Chooses a reading of what a document leaves open, for example --reading RIN-06=blacklist; may be repeated.",
        HelpName = "ID=NAME",
    };

    private readonly Option<bool> _remote = new("--allow-remote-refs")
    {
        Description = "Follows references to other origins than that of the document itself.",
    };

    private readonly Option<bool> _partial = new("--partial")
    {
        Description =
            "Takes a contract though references cannot be followed: operations that need them answer 501 from the mock, and are left out of a run.",
    };

    /// <param name="one">Whether the command is about one contract; else it takes any number, where none means all built-in ones.</param>
    /// <param name="optional">Whether one contract may be left out.</param>
    public ContractArguments(bool one = false, bool optional = false)
    {
        _one = one;
        _names = new Argument<string[]>("contract")
        {
            Description = one ? Naming : $"{Naming} None means all built-in ones.",
            Arity = one && !optional ? ArgumentArity.OneOrMore : ArgumentArity.ZeroOrMore,
        };
        _names.CompletionSources.Add(_ => Catalog.Sources.Select(s => new CompletionItem(s.Name)));
    }

    /// <summary>What was wrong with the contracts that were loaded last, as it was told.</summary>
    public Problems Told { get; private set; } = [];

    /// <summary>Where the built-in contracts lie.</summary>
    public static ContractCatalog Catalog { get; } = new(Path.Combine(AppContext.BaseDirectory, "specs"));

    /// <summary>The options that say how a contract is read, and that a configuration or the environment may hold as well.</summary>
    public IEnumerable<Option> Settable => [_overlays, _remote, _partial];

    public void AddTo(Command command)
    {
        command.Add(_names);
        command.Add(_overlays);
        command.Add(_readings);
        command.Add(_remote);
        command.Add(_partial);
    }

    /// <summary>Whether a contract comes with the program.</summary>
    public static bool IsBuiltIn(ContractSource source) => Catalog.Sources.Any(s => s.Document == source.Document);

    /// <summary>What the user named.</summary>
    public IReadOnlyList<string> Names(ParseResult parsed) => parsed.GetValue(_names) ?? [];

    /// <summary>The files of the contracts that were asked for.</summary>
    /// <param name="elsewhere">What else may hold options; null where the command line alone does.</param>
    /// <exception cref="UsageException">A name means nothing, or options contradict each other.</exception>
    public ImmutableArray<ContractSource> Sources(ParseResult parsed, Settings? elsewhere = null)
    {
        var settings = elsewhere ?? Settings.OfCommandLine(parsed);
        var names = parsed.GetValue(_names) ?? [];
        if (names.FirstOrDefault(n => n is ['-', _, ..]) is { } option)
        {
            // What the parser does not know as an option falls to the contracts.
            var near = Nearest.To(option, parsed.CommandResult.Command.Options.Select(o => o.Name));
            throw new UsageException($"There is no option {option}. {(near is null ? "--help lists them." : $"Did you mean {near}?")}");
        }

        var overlays = settings.All(_overlays, "overlays");
        if (_one && names.Length > 1)
            throw new UsageException(
                $"This command is about one contract, and there are {names.Length}: {string.Join(", ", names)}. Run it once for each."
            );
        ImmutableArray<ContractSource> sources =
        [
            .. (names.Length == 0 ? Catalog.Sources : names.Select(Source)).Select(source =>
                source with
                {
                    AllowRemoteReferences = settings.Flag(_remote),
                    Partial = settings.Flag(_partial),
                }
            ),
        ];
        if (overlays.Count == 0)
            return Distinct(sources);
        if (sources.Length != 1)
            throw new UsageException(
                $"{overlays[0].Origin} goes with one contract, and there are {sources.Length}. Name the contract that it belongs to."
            );
        return [sources[0] with { Overlays = [.. sources[0].Overlays, .. overlays.Select(o => o.Text)] }];
    }

    /// <summary>
    /// Loads the contracts and reports every problem of all of them.
    /// </summary>
    /// <exception cref="UsageException">One of them cannot be served.</exception>
    public ImmutableArray<Contract> Load(ParseResult parsed, CancellationToken cancellation) => Load(Sources(parsed), parsed, cancellation);

    /// <summary>Loads contracts with the readings that were asked for, and reports every problem of all of them.</summary>
    /// <exception cref="UsageException">One of them cannot be served.</exception>
    public ImmutableArray<Contract> Load(ImmutableArray<ContractSource> asked, ParseResult parsed, CancellationToken cancellation)
    {
        var problems = new Problems();
        var sources = WithReadings(asked, Readings(parsed), cancellation);
        var contracts = sources
            .Select(s => s.Files.Compile(s.Readings, SampleSource.Of, problems, cancellation))
            .OfType<Contract>()
            .ToImmutableArray();
        Told = problems;
        foreach (var problem in problems)
            Console.Error.WriteLine(ProblemLine.Of(problem));
        if (contracts.Length < sources.Length)
            throw new UsageException(
                $"{Counted.Of(sources.Length - contracts.Length, "contract")} cannot be served; {Counted.Of(problems.Count(p => p.Severity == Severity.Error), "error")} above."
            );
        return contracts;
    }

    /// <summary>Reads the files of each contract, and hands it its readings: one contract gets all, of several each gets those that it has.</summary>
    /// <exception cref="UsageException">A reading goes to none of them.</exception>
    public static ImmutableArray<(MergedContract Files, IReadOnlyDictionary<string, string> Readings)> WithReadings(
        ImmutableArray<ContractSource> sources,
        IReadOnlyDictionary<string, string> readings,
        CancellationToken cancellation
    )
    {
        ImmutableArray<MergedContract> files = [.. sources.Select(source => new MergedContract(source, cancellation))];
        if (files is [var only])
            return [(only, readings)];
        ImmutableArray<(MergedContract, IReadOnlyDictionary<string, string> Readings)> handed =
        [
            .. files.Select(contract => (contract, contract.Having(readings))),
        ];
        var unused = readings.Keys.Except(handed.SelectMany(h => h.Readings.Keys), StringComparer.Ordinal).ToList();
        return unused.Count == 0
            ? handed
            : throw new UsageException(
                $"No contract here has a reading for {string.Join(", ", unused)}. \"conform list\" shows which have."
            );
    }

    /// <summary>The chosen readings: name by requirement id.</summary>
    /// <param name="elsewhere">What else may choose some; null where the command line alone does.</param>
    public Dictionary<string, string> Readings(ParseResult parsed, Settings? elsewhere = null)
    {
        var readings = ConfigurationFile
            .Pairs(elsewhere?.File?.Map("readings"))
            .ToDictionary(p => p.Name, p => p.Value.Text, StringComparer.Ordinal);
        foreach (var text in parsed.GetValue(_readings) ?? [])
        {
            if (text.Split('=') is not [{ Length: > 0 } id, { Length: > 0 } name])
                throw new UsageException($"--reading \"{text}\" is not ID=NAME. Write for example --reading RIN-06=blacklist.");
            readings[id] = name;
        }

        return readings;
    }

    /// <summary>What a name means: a built-in contract, a file, a folder or a URL.</summary>
    /// <exception cref="UsageException">It means nothing.</exception>
    public static ContractSource Source(string name) => Catalog.Resolve(name, out var why) ?? throw new UsageException(why!);

    // Two documents may be called alike; each needs a path of its own.
    private static ImmutableArray<ContractSource> Distinct(ImmutableArray<ContractSource> sources)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        return
        [
            .. sources.Select(source =>
            {
                var name = source.Name;
                for (var i = 2; !taken.Add(name); i++)
                    name = $"{source.Name}-{i}";
                return source with { Name = name };
            }),
        ];
    }
}
