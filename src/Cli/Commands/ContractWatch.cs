using System.Collections.Immutable;
using System.CommandLine;
using Conformance.Cli.Output;
using Conformance.Contracts.Loading;
using Conformance.Documents;
using Conformance.Documents.Watching;
using Conformance.MockServer;
using Conformance.MockServer.Admin;
using Conformance.MockServer.Engine;

namespace Conformance.Cli.Commands;

/// <summary>Serves a contract anew when one of its files is saved, and tells on standard error what became of it. Of one that is wrong, what was served before stays.</summary>
internal sealed class ContractWatch : IAsyncDisposable
{
    private const int MostNamed = 10;

    private readonly Mock _mock;
    private readonly ContractArguments _arguments;
    private readonly ParseResult _parsed;
    private readonly bool _init;
    private readonly FileWatch _watch;
    private readonly LintOfSaved _lint;
    private readonly Dictionary<int, WatchedContract> _contracts = [];

    private ContractWatch(Mock mock, ContractArguments arguments, ParseResult parsed, bool init, IContractGuide guide)
    {
        (_mock, _arguments, _parsed, _init, _lint) = (mock, arguments, parsed, init, new LintOfSaved(guide));
        _watch = new FileWatch(ReadAgainAsync, sentence => Console.Error.WriteLine($"conform: {sentence}"));
    }

    /// <summary>Begins to watch the files of all contracts that were read from files of the user's.</summary>
    /// <param name="readSince">When reading them began.</param>
    public static ContractWatch Start(
        Mock mock,
        ContractArguments arguments,
        ParseResult parsed,
        bool init,
        IContractGuide guide,
        DateTimeOffset readSince
    )
    {
        var watch = new ContractWatch(mock, arguments, parsed, init, guide);
        var told = Known(arguments.Told);
        foreach (var (i, source) in arguments.Sources(parsed).Index())
        {
            if (ContractSource.IsUrl(source.Document))
                Console.Error.WriteLine(
                    $"conform: {source.Document} is not watched, since it is no file. Start the mock again to serve what has changed there."
                );

            // What comes with the program does not change, and what came by standard input is gone.
            if (source.Document != DocumentReader.StandardInput && !ContractArguments.IsBuiltIn(source))
                watch._contracts[i] = new WatchedContract(watch.FilesOf(i, mock.Mounts[i].Contract.Files), told);
        }

        watch.Watch(readSince);
        watch._watch.Start();
        return watch;
    }

    public async ValueTask DisposeAsync()
    {
        await _watch.DisposeAsync();
        await _lint.DisposeAsync();
    }

    private void Watch(DateTimeOffset readSince) => _watch.Watch(_contracts.Values.SelectMany(c => c.Files), readSince);

    // A folder may get an overlay, or another document, after the start.
    private ImmutableHashSet<string> FilesOf(int index, IEnumerable<string> read)
    {
        var names = _arguments.Names(_parsed);
        var folder = index < names.Count && Directory.Exists(names[index]) ? names[index] : null;
        return
        [
            .. read.Where(f => !ContractSource.IsUrl(f) && !InferredContracts.IsFound(f)).Select(Path.GetFullPath),
            .. folder is null
                ? []
                : ContractSource
                    .DocumentFiles.Append(ContractSource.OverlayFile)
                    .Append(ContractSource.RequirementsFile)
                    .Select(name => Path.GetFullPath(Path.Combine(folder, name))),
        ];
    }

    private async Task ReadAgainAsync(IReadOnlyCollection<string> changed, CancellationToken cancellation)
    {
        var since = TimeProvider.System.GetUtcNow();
        foreach (var (index, contract) in _contracts.Where(c => changed.Any(c.Value.Files.Contains)).ToList())
        {
            var name = _mock.Mounts[index].Contract.Name;
            try
            {
                _contracts[index] = await ReadAgainAsync(index, contract, changed, cancellation);
            }
            catch (Exception why) when (why is not OperationCanceledException)
            {
                // A mistake of the user's, such as a document that is gone, or a defect of ours: the mock goes on.
                var sentence = why is UsageException ? why.Message : $"{why.GetType().Name}: {why.Message}";
                await Console.Error.WriteLineAsync($"conform: {sentence} {name} is served on as it was before.");
                _mock.NoteChange();
            }
        }

        Watch(since);
    }

    private async Task<WatchedContract> ReadAgainAsync(
        int index,
        WatchedContract known,
        IReadOnlyCollection<string> changed,
        CancellationToken cancellation
    )
    {
        var sources = _arguments.Sources(_parsed);
        var files = new MergedContract(sources[index], cancellation);
        var readings = _arguments.Readings(_parsed);
        var problems = new Problems();
        var contract = InferredContracts.Compile(
            files,
            sources.Length == 1 ? readings : files.Having(readings),
            _init,
            problems,
            cancellation
        );
        foreach (var problem in problems.Where(p => p.Severity == Severity.Error || !known.Told.Contains((p.Rule, p.Message))))
            await Console.Error.WriteLineAsync(ProblemLine.Of(problem));
        if (contract is null)
        {
            var errors = Counted.Of(problems.Count(p => p.Severity == Severity.Error), "error");
            await Console.Error.WriteLineAsync($"conform: {sources[index].Name} is served on as it was before; {errors} above.");
            _mock.NoteChange();
        }
        else
        {
            var replaced = await _mock.ReplaceAsync(contract);
            await Console.Error.WriteLineAsync(Told(replaced, changed.Where(known.Files.Contains)));
            var told = Known(problems);
            _lint.Begin(replaced.Mount, p => told.Contains((p.Rule, p.Message)));
        }

        // A contract that cannot be served may have lost the way to files that it will have again.
        var read = FilesOf(index, files.Files);
        return new WatchedContract(contract is null ? read.Union(known.Files) : read, Known(problems));
    }

    private static string Told(ContractReplacement replaced, IEnumerable<string> changed)
    {
        var contract = replaced.Mount.Contract;
        var files = string.Join(", ", changed.Select(Path.GetFileName).Order(StringComparer.Ordinal).Take(MostNamed));
        var sentence = $"conform: {contract.Name} is served anew ({files} was saved).";
        if (replaced.ChangedKinds.IsEmpty)
            return contract.Session is null ? sentence : sentence + " Its sessions go on.";
        sentence += $" Its tokens are others now ({string.Join(", ", replaced.ChangedKinds)}), ";
        if (replaced.Ended.IsEmpty)
            return sentence + "and nobody was logged in.";
        var named = replaced.Ended.Take(MostNamed).Select(Named);
        var more = replaced.Ended.Length > MostNamed ? $", and {replaced.Ended.Length - MostNamed} more" : "";
        return sentence + $"so these sessions are over: {string.Join(", ", named)}{more}.";
    }

    private static string Named(EndedSession session) =>
        $"{session.User ?? "nobody's"} ({session.Id}{(session.Namespace == "default" ? "" : $" in {session.Namespace}")})";

    private static ImmutableHashSet<(string Rule, string Message)> Known(IEnumerable<Problem> problems) =>
        [.. problems.Select(p => (p.Rule, p.Message))];

    /// <param name="Files">Whole paths, not all of which need be there.</param>
    /// <param name="Told">The problems that were told when it was read last: one is not told again for each time that something else is saved.</param>
    private sealed record WatchedContract(ImmutableHashSet<string> Files, ImmutableHashSet<(string Rule, string Message)> Told);
}
