using System.Collections.Immutable;
using System.Globalization;
using Conformance.Documents;
using Conformance.Exploration.Commands;
using Conformance.Exploration.Model;
using Conformance.Exploration.Walking;
using Conformance.Exploration.Writing;
using Conformance.Verification.Client;
using Conformance.Verification.Results;
using Conformance.Verification.Scenarios;
using Conformance.Verification.Suite;

namespace Conformance.Exploration;

/// <summary>
/// Looks for what no scenario was written for: random sequences of logins, uses, refreshes and logouts are walked beside the model that the contract makes. Where the target answers as no reading of
/// the contract allows, the sequence is shrunk on fresh sessions and written as a scenario, which is then run.
/// </summary>
public sealed class Explorer : IDisposable
{
    private const int MostReadings = 16;
    private const int MostAlive = 5;
    private const int Tries = 3;
    private const int Meetings = 3;
    private const string FeaturePath = "explored.feature";

    private readonly ConformanceSuite _suite;
    private readonly Target _target;
    private readonly ExplorationSettings _settings;
    private readonly ConformanceRun _run;
    private ImmutableArray<ContractReading> _readings;
    private readonly Dictionary<int, ImmutableArray<DoneCommand>> _lastOf = [];
    private ShownSequence? _deviation;
    private readonly List<(ShownSequence Shown, FoundSequence Told)> _found = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<string> _obstacles = [];
    private int _sequences;
    private int _operations;
    private int _unjudged;

    /// <param name="suite">The contract; its scenarios are not run.</param>
    /// <param name="target">The implementation.</param>
    /// <param name="settings">How to explore it.</param>
    public Explorer(ConformanceSuite suite, Target target, ExplorationSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(suite);
        ArgumentNullException.ThrowIfNull(target);
        (_suite, _target, _settings) = (suite, target, settings ?? new ExplorationSettings());
        _run = suite.Against(target, new RunSettings { Time = _settings.Clock, IsEmbedded = _settings.IsEmbedded });
        _readings = suite.Subject.Contract.Session is null
            ? []
            : [.. suite.Subject.EveryReading(MostReadings).Select(c => new ContractReading(c))];
    }

    /// <summary>Explores until a bound is reached, and tells what was found.</summary>
    /// <param name="progress">Is told after each sequence how many there were, and how many differences.</param>
    /// <param name="cancellationToken">Ends it early; what was found until then is told.</param>
    public async Task<ExplorationResult> RunAsync(Action<int, int>? progress = null, CancellationToken cancellationToken = default)
    {
        var started = _settings.Clock.GetUtcNow();
        try
        {
            if (await _run.CanBeginAsync(_obstacles, cancellationToken) && _obstacles.Count == 0)
                await ExploreAsync(progress, cancellationToken);
            if (_sequences == 0 && _obstacles.Count == 0)
                _obstacles.Add("No sequence was tried before the time was over, so nothing was shown. Allow more with --time.");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _obstacles.Add($"The run was interrupted after {_sequences} of {_settings.Sequences} sequences.");
        }
        catch (TargetException exception)
        {
            _obstacles.Add(_run.NewState(CancellationToken.None).Conversation.Redactor.Redact(exception.Message));
        }

        var feature = _found.Count == 0 ? null : FeatureWriter.Write(_suite.Contract, HowToFindIt(), Named());
        var suite = feature is null ? null : _suite.WithFeatures(new FeatureFile(FeaturePath, feature));
        var written = suite is null ? null : await RunWrittenAsync(suite);
        return new ExplorationResult
        {
            Run = Told(suite, written, started),
            Sequences = _sequences,
            Operations = _operations,
            Found = [.. _found.Select(f => f.Told)],
            Feature = feature,
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _run.Dispose();

    private async Task ExploreAsync(Action<int, int>? progress, CancellationToken cancellationToken)
    {
        var started = _settings.Clock.GetTimestamp();
        var generator = new CommandGenerator(
            _suite.Subject,
            _target,
            await CountAliveAsync(cancellationToken),
            Math.Min(_settings.Parallel, ExplorationSettings.MostParallel)
        );
        for (var i = 0; i < _settings.Sequences && _found.Count < _settings.MaxFindings; i++)
        {
            if (_settings.Time is { } most && _settings.Clock.GetElapsedTime(started) >= most)
                break;
            cancellationToken.ThrowIfCancellationRequested();
            var random = new Random(HashOf(_settings.Seed, i));
            var walk = await WalkAsync(
                async walk =>
                {
                    for (var step = 0; step < _settings.MaxSteps && !walk.IsOver; step++)
                    {
                        foreach (var command in generator.Next(random, walk))
                            await walk.TakeAsync(command);
                    }

                    foreach (var probe in generator.Probes(walk).TakeWhile(_ => !walk.IsOver))
                        await walk.TakeAsync(probe);
                },
                cancellationToken
            );
            (_sequences, _operations) = (_sequences + 1, _operations + walk.Requests);
            if (Unexplained(walk) is { } shown && _seen.Add(shown.Difference.Key))
                await AddAsync(shown, cancellationToken);
            else if (walk is { Difference: null, Obstacle: not null })
                _unjudged++;
            foreach (var user in walk.Done.Select(d => d.Command).OfType<LogInCommand>().Select(l => l.User).Distinct())
                _lastOf[user] = [.. walk.Done];
            progress?.Invoke(_sequences, _found.Count);
            if (_unjudged == _sequences && _sequences >= Tries && walk.Obstacle is { } obstacle)
            {
                _obstacles.Add(obstacle);
                return;
            }
        }
    }

    // A target follows one reading. Where no single one explains all sequences so far, what the reading in force does not explain is told, and that one alone counts from then on.
    private ShownSequence? Unexplained(Walk walk)
    {
        var inForce = _readings[0];
        if (walk.Difference is not null)
        {
            var shown = walk.Deviation ?? _deviation ?? walk.Shown;
            (_readings, _deviation) = ([inForce], null);
            return shown;
        }

        if (_readings.Length == 1)
            return null;
        _deviation ??= walk.Deviation;
        var left = walk.Left.ToHashSet();
        _readings = [inForce, .. _readings.Skip(1).Where(left.Contains)];
        if (_readings.Length > 1 || _deviation is not { } first)
            return null;
        _deviation = null;
        return first;
    }

    // A target may end a user's older sessions with a login, which no contract says: then only so many are had at a time.
    private async Task<int> CountAliveAsync(CancellationToken cancellationToken)
    {
        var alive = 0;
        await WalkAsync(
            async walk =>
            {
                for (var session = 1; session <= MostAlive; session++)
                    await walk.TakeAsync(new LogInCommand(0, session));
                for (var session = MostAlive; session >= 1 && !walk.IsOver; session--)
                {
                    await walk.TakeAsync(new UseCommand(session));
                    alive += walk.Difference is null ? 1 : 0;
                }
            },
            cancellationToken
        );
        return Math.Max(1, alive);
    }

    private async Task AddAsync(ShownSequence first, CancellationToken cancellationToken)
    {
        var before = _operations;
        var kind = first.Difference.Kind;
        var (start, isSteady) = await SteadiedAsync(first, cancellationToken);
        var shrunk = start is null
            ? first with
            {
                Done = first.Difference.IsOfLogin ? OfLastUser(first.Done) : first.Done,
            }
            : await new Shrinker(start, c => ReplayAsync(kind, c, isSteady ? 1 : Tries, cancellationToken)).ShrinkAsync();

        // What looked like something else at first may be known when it is shrunk.
        if (!_found.Exists(f => f.Shown.Difference.Key == shrunk.Difference.Key))
            _found.Add(
                (shrunk, new FoundSequence(shrunk.Difference.Sentence, before, shrunk.Done.Length, first.Done.Length, start is not null))
            );
        _seen.Add(shrunk.Difference.Key);
    }

    // A sequence that shows its difference now and then may do so each time when its last token is tried often. Null where it does not show it again.
    private async Task<(ShownSequence? Sequence, bool IsSteady)> SteadiedAsync(ShownSequence first, CancellationToken cancellationToken)
    {
        var kind = first.Difference.Kind;
        var commands = first.Done.Select(d => d.Command).ToImmutableArray();

        // Who cannot log in any more can begin no sequence either.
        if (first.Difference.IsOfLogin)
            return (null, false);
        if (await ReplayAsync(kind, commands, Tries, cancellationToken) is { } again)
            return (again, true);
        var often = commands.SetItem(commands.Length - 1, commands[^1].Often());
        return (await ReplayAsync(kind, often, Tries, cancellationToken), false);
    }

    // All that the user did who cannot log in any more; of anybody else it is no matter, as far as one can tell without a try.
    private ImmutableArray<DoneCommand> OfLastUser(ImmutableArray<DoneCommand> done)
    {
        var user = (done[^1].Command as LogInCommand)?.User ?? 0;
        done = done.SetItem(done.Length - 1, done[^1] with { Command = new LogInCommand(user, int.MaxValue) });

        // It may have been the sequence before that kept the user out.
        if (!done[..^1].Any(d => d.Command is LogInCommand { User: var before } && before == user))
            done = [.. _lastOf.GetValueOrDefault(user, []), done[^1]];
        var own = done.Select(d => d.Command).OfType<LogInCommand>().Where(l => l.User == user).Select(l => l.Session).ToHashSet();
        return [.. done.Where(d => d.Command is LogInCommand { User: var other } ? other == user : d.Command.Needs.All(own.Contains))];
    }

    // As often as is asked for it has to show the same. How requests meet is chance, though: where some are sent at once, one time of a few is enough.
    private async Task<ShownSequence?> ReplayAsync(
        string kind,
        ImmutableArray<SequenceCommand> commands,
        int times,
        CancellationToken cancellationToken
    )
    {
        ShownSequence? shown = null;
        var isChance = commands.Any(c => c.IsAtOnce);
        for (var i = 0; i < (isChance ? Meetings : times); i++)
        {
            var walk = await WalkAsync(
                async walk =>
                {
                    foreach (var command in commands)
                        await walk.TakeAsync(command);
                },
                cancellationToken
            );
            shown = walk.Shown;
            var isSame = shown is not null && shown.Difference.Kind == kind;
            if (isSame && isChance)
                return shown;
            if (!isSame && !isChance)
                return null;
        }

        return isChance ? null : shown;
    }

    private async Task<Walk> WalkAsync(Func<Walk, Task> way, CancellationToken cancellationToken)
    {
        var walk = new Walk(_run.NewState(cancellationToken), _readings);
        try
        {
            await way(walk);
        }
        finally
        {
            if (walk.HasMovedClock && _target.Clock is { } clock)
                await clock.ResetAsync(CancellationToken.None);
        }

        return walk;
    }

    private IEnumerable<(string Name, ImmutableArray<DoneCommand> Sequence)> Named()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (shown, _) in _found)
        {
            var sentence = shown.Difference.Sentence.TrimEnd('.').ReplaceLineEndings(" ");
            var name = sentence;
            for (var i = 2; !names.Add(name); i++)
                name = $"{sentence} ({i})";
            yield return (name, shown.Done);
        }
    }

    private string HowToFindIt() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"Found by conform explore {_suite.Contract} --seed {_settings.Seed} --max-steps {_settings.MaxSteps}{(_settings.Parallel > 1 ? $" --parallel {_settings.Parallel}" : "")}, and shrunk."
        );

    private async Task<ContractRun> RunWrittenAsync(ConformanceSuite written)
    {
        using var run = written.Against(
            _target with
            {
                Setup = null,
            },
            new RunSettings
            {
                Workers = 1,
                Time = _settings.Clock,
                IsEmbedded = _settings.IsEmbedded,
            }
        );
        return await run.RunToEndAsync();
    }

    private ContractRun Told(ConformanceSuite? suite, ContractRun? written, DateTimeOffset started)
    {
        ImmutableArray<ScenarioResult> scenarios =
        [
            .. (suite?.Scenarios ?? []).Select(
                (s, i) =>
                    Settled(
                        written!.Scenarios.FirstOrDefault(r => r.Id == s.Id) ?? ScenarioRecords.NotApplicable(s, "", _settings.Clock),
                        _found[i].Shown
                    )
            ),
        ];
        return new ContractRun
        {
            Contract = _suite.Contract,
            Title = _suite.Subject.Contract.Title,
            ContractFile = BuiltInFiles.Shown(_suite.Subject.Source.Document),
            BaseUrl = _run.BaseUrl,
            IsEmbedded = _settings.IsEmbedded,
            Readings = _suite.Subject.Contract.Readings,
            Requests = _run.Requests + (written?.Requests ?? 0),
            Requirements = written?.Requirements ?? [],
            Scenarios = scenarios,
            Findings = FindingGroups.Of(scenarios, written?.Requirements ?? []),
            Features = suite?.Features ?? [],
            Obstacles = [.. _obstacles],
            Notices = [Summary(), .. Followed()],
            BaselineFaults = [],
            StartedAt = started,
            Duration = _settings.Clock.GetUtcNow() - started,
            Explored = Summary(),
            Outcome =
                scenarios.Any(s => s.Verdict == Verdict.Failed) ? Outcome.Failed
                : _obstacles.Count > 0 || _sequences == 0 ? Outcome.NotJudged
                : Outcome.Passed,
        };
    }

    // What hangs on more than the sequence, such as what all others left behind, was seen all the same; what was said then is the evidence.
    private static ScenarioResult Settled(ScenarioResult result, ShownSequence shown) =>
        result.Verdict == Verdict.Failed
            ? result
            : result with
            {
                Verdict = Verdict.Failed,
                Reason = null,
                Miss = shown.Miss,
                Asides = [],
                Exchanges = shown.Evidence(),
                Steps = [.. result.Steps.Select(s => s with { Exchanges = [], Message = null })],
            };

    // What another reading explains is no fault.
    private IEnumerable<string> Followed()
    {
        if (_deviation is not { } deviation)
            yield break;
        var others = _readings
            .Skip(1)
            .Select(r =>
                string.Join(
                    ", ",
                    r.Contract.Readings.Where(c => _suite.Subject.Contract.Readings.GetValueOrDefault(c.Key) != c.Value)
                        .Select(c => $"{c.Key}={c.Value}")
                )
            );
        yield return $"{deviation.Difference.Sentence} The document leaves it open: the reading {string.Join(" or ", others)} explains it, and all else that was seen.";
    }

    private string Summary() =>
        $"{_sequences} sequences with {_operations} requests under the seed {_settings.Seed}: {(_found.Count == 0 ? "nothing that the contract does not explain" : $"{_found.Count} of them showed something that the contract does not explain")}{(_unjudged > 0 ? $"; {_unjudged} ended early, without a verdict" : "")}.";

    private static int HashOf(ulong seed, int sequence)
    {
        // SplitMix64's mixing, so that neighbours have nothing in common.
        var mixed = unchecked(seed + ((ulong)sequence + 1) * 0x9E3779B97F4A7C15);
        mixed = unchecked((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9);
        mixed = unchecked((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB);
        return unchecked((int)(mixed ^ (mixed >> 31)));
    }
}
