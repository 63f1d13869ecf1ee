using System.Collections.Immutable;
using Conformance.Exploration.Commands;

namespace Conformance.Exploration.Walking;

/// <summary>Makes a sequence shorter and plainer as long as it shows the same difference: by delta debugging, each try on fresh sessions.</summary>
/// <param name="found">The sequence.</param>
/// <param name="replay">Does a sequence anew; null where it does not show the difference.</param>
internal sealed class Shrinker(ShownSequence found, Func<ImmutableArray<SequenceCommand>, Task<ShownSequence?>> replay)
{
    private const int MostTries = 400;

    private int _tries;
    private ShownSequence _best = found;

    /// <summary>The shortest sequence that it finds.</summary>
    public async Task<ShownSequence> ShrinkAsync()
    {
        int before;
        do
        {
            before = Weight(_best.Done);
            await DeleteAsync();
            await SimplifyAsync();
        } while (Weight(_best.Done) < before && _tries < MostTries);
        return _best;
    }

    // Deletes runs of commands, long ones first; what needs a session that is gone is passed over by the replay.
    private async Task DeleteAsync()
    {
        for (var length = Math.Max(1, _best.Done.Length / 2); length >= 1; length /= 2)
        {
            // From the end: what stands there needs what stands before it.
            for (var at = _best.Done.Length - length; at >= 0; at = Math.Min(at - 1, _best.Done.Length - length))
                await TryAsync([.. Commands(_best.Done).RemoveRange(at, length)]);
        }

        for (var first = 0; first < _best.Done.Length - 1; first++)
        {
            for (var second = first + 1; second < _best.Done.Length; second++)
                await TryAsync([.. Commands(_best.Done).RemoveAt(second).RemoveAt(first)]);
        }
    }

    private async Task SimplifyAsync()
    {
        for (var at = 0; at < _best.Done.Length; at++)
        {
            foreach (var plainer in Plainer(Commands(_best.Done), at).ToList())
            {
                if (at < _best.Done.Length)
                    await TryAsync(plainer);
            }
        }
    }

    private static IEnumerable<ImmutableArray<SequenceCommand>> Plainer(ImmutableArray<SequenceCommand> commands, int at)
    {
        switch (commands[at])
        {
            case UseCommand { Times: > 1 } use:
                yield return commands.SetItem(at, use with { Times = 1 });
                break;
            case UseCommand { Number: not null } use:
                yield return commands.SetItem(at, use with { Number = null });
                break;
            case RefreshCommand { Number: not null } refresh:
                yield return commands.SetItem(at, refresh with { Number = null });
                break;
            case LogOutCommand { Form: not LogOutForm.Plain } logout:
                yield return commands.SetItem(at, new LogOutCommand(logout.Session));
                break;
            case AtOnceCommand together:
                foreach (var act in together.Acts.Length > 2 ? together.Acts : [])
                    yield return commands.SetItem(at, new AtOnceCommand(together.Acts.Remove(act)));
                yield return commands.RemoveAt(at).InsertRange(at, together.Acts.Select(a => a.Alone()));
                yield return commands.RemoveAt(at).InsertRange(at, Replayed(together, [.. commands.Take(at)]));
                foreach (var act in together.Acts)
                    yield return commands.SetItem(at, act.Alone());
                break;
            case LogInCommand { SeenBy: not null } login:
                yield return commands.SetItem(at, login with { SeenBy = null });
                break;
            case LogInCommand { User: > 0 } login:
                yield return commands.SetItem(at, login with { User = 0 });
                break;
        }

        if (
            commands[at] is PassCommand { Time: var time }
            && at + 1 < commands.Length
            && commands[at + 1] is PassCommand { Time: var more }
        )
            yield return commands.SetItem(at, new PassCommand(time + more)).RemoveAt(at + 1);

        // One session in the place of another.
        if (commands[at] is LogInCommand { Session: var gone })
        {
            foreach (var kept in commands.OfType<LogInCommand>().Select(l => l.Session).Where(s => s < gone))
                yield return [.. commands.RemoveAt(at).Select(c => c.Renumbered(n => n == gone ? kept : n))];
        }
    }

    // The same one after the other: a token that two refreshes were to redeem at once is replayed by the second.
    private static IEnumerable<SequenceCommand> Replayed(AtOnceCommand together, ImmutableArray<SequenceCommand> before)
    {
        var refreshed = new HashSet<int>();
        foreach (var command in together.Acts.Select(a => a.Alone()))
        {
            yield return command is RefreshCommand { Session: var session } refresh && !refreshed.Add(session)
                ? refresh with
                {
                    Number = 1 + before.Count(c => c is RefreshCommand { Number: null } earlier && earlier.Session == session),
                }
                : command;
        }
    }

    private async Task TryAsync(ImmutableArray<SequenceCommand> commands)
    {
        if (commands.IsEmpty || _tries >= MostTries)
            return;
        _tries++;
        if (await replay(commands) is { } shown && Weight(shown.Done) < Weight(_best.Done))
            _best = shown;
    }

    private static ImmutableArray<SequenceCommand> Commands(ImmutableArray<DoneCommand> done) => [.. done.Select(d => d.Command)];

    // Shorter before plainer.
    private static int Weight(ImmutableArray<DoneCommand> done) =>
        done.Sum(d =>
            100
            + d.Command switch
            {
                UseCommand use => (use.Times > 1 ? 20 : 0) + (use.Number is null ? 0 : 5),
                RefreshCommand { Number: not null } => 5,
                LogOutCommand { Form: not LogOutForm.Plain } => 10,
                LogInCommand { SeenBy: not null } => 3,
                LogInCommand { User: > 0 } => 1,
                AtOnceCommand { Acts.Length: var acts } => (100 * (acts - 1)) + 50,
                ComeAndGoCommand => 50,
                _ => 0,
            }
        );
}
