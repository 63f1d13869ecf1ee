using System.Buffers.Binary;
using Conformance.Sessions;

namespace Conformance.MockServer.Engine.State;

/// <summary>A name, and the state that stands behind it now.</summary>
internal sealed class Namespace
{
    /// <summary>The namespace of requests that name none.</summary>
    public const string Default = "default";

    private const int LongestName = 64;

    private readonly InitialState _initial;
    private readonly Entropy _entropy;
    private readonly int _limit;
    private NamespaceState _state;

    public Namespace(string name, InitialState initial, int limit)
    {
        (Name, _initial, _entropy, _limit) = (name, initial, initial.EntropyOf(name), limit);
        _state = new NamespaceState(initial, _entropy);
    }

    public string Name { get; }

    /// <summary>The state; where replicas share it, as it was when it was last asked for.</summary>
    public NamespaceState State => Volatile.Read(ref _state);

    /// <summary>Whether a text can name a namespace: it stands in paths and headers as it is.</summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= LongestName && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    /// <summary>The state as it stands now, at every replica; null where there are too many namespaces to add this one.</summary>
    /// <exception cref="StoreUnavailableException">The store that replicas share did not answer.</exception>
    public async ValueTask<NamespaceState?> StateNowAsync()
    {
        if (_initial.Shared is not { } store)
            return State;
        var version = await store.VersionOfAsync(Name);
        var known = State;
        return version is not null && known.Shared?.Version == version ? known : await ReadAsync(store);
    }

    /// <summary>Changes the state at every replica. Where another one is faster, the change is made anew on what that left.</summary>
    /// <param name="change">Is given a state that it may change, perhaps several times a new one.</param>
    /// <exception cref="StoreUnavailableException">The store that replicas share did not answer.</exception>
    public async ValueTask<T> ChangeAsync<T>(Func<NamespaceState, T> change)
    {
        if (_initial.Shared is not { } store)
            return change(State);
        while (true)
        {
            var read = await ReadAsync(store) ?? throw TooMany();
            var before = read.Shared!;
            var copy = new NamespaceState(_initial, _entropy, before, read.Journal);
            var result = change(copy);
            var after = SharedForm.Of(copy, NewVersion(), before.Generation);
            if (SharedForm.AreAlike(before, after) || await store.TryReplaceAsync(Name, before.Version, after))
                return result;
        }
    }

    /// <summary>Puts a new state in the place of the present one, where it is this process's alone.</summary>
    public void Reset() => LetGo(Interlocked.Exchange(ref _state, new NamespaceState(_initial, _entropy)));

    /// <summary>Tells that it is nobody's any more.</summary>
    public void Close() => LetGo(State);

    /// <summary>Puts a new state in the place of the present one.</summary>
    /// <exception cref="StoreUnavailableException">The store that replicas share did not answer.</exception>
    public async ValueTask ResetAsync()
    {
        if (_initial.Shared is not { } store)
        {
            Reset();
            return;
        }

        while (await ReadAsync(store) is { Shared: { } before })
        {
            if (!await store.TryReplaceAsync(Name, before.Version, Start()))
                continue;
            await store.FreeAsync(before.Generation, _initial.Policies!());
            return;
        }
    }

    /// <summary>Removes it at every replica.</summary>
    /// <returns>Whether it was there.</returns>
    public async ValueTask<bool> RemoveAsync()
    {
        if (_initial.Shared is not { } store)
            return true;
        var last = await store.ReadAsync(Name);
        var was = await store.RemoveAsync(Name);
        if (last is not null)
            await store.FreeAsync(last.Generation, _initial.Policies!());
        return was;
    }

    private async ValueTask<NamespaceState?> ReadAsync(ISharedState store)
    {
        while (true)
        {
            if (await store.ReadAsync(Name) is { } shared)
            {
                var known = State;
                var isAnother = known.Shared is { } last && last.Generation != shared.Generation;
                var journal = isAnother ? _initial.NewJournal() : known.Journal;
                var state = new NamespaceState(_initial, _entropy, shared, journal);
                Volatile.Write(ref _state, state);
                if (isAnother)
                    known.Journal.Close();
                return state;
            }

            if (!await store.AddAsync(Name, Start(), _limit))
                return null;
        }
    }

    private void LetGo(NamespaceState state)
    {
        state.Journal.Close();
        _initial.Memory?.Note(state.CountSessions());
    }

    private SharedNamespace Start() =>
        new(
            NewVersion(),
            Entropy.System.NewUuid().ToString("N"),
            _initial.FrozenAt,
            TimeSpan.Zero,
            [.. _initial.Accounts.Values.OrderBy(a => a.Name, StringComparer.Ordinal)],
            [],
            LastFault: 0
        );

    private static StoreUnavailableException TooMany() => new("The namespace was deleted, and there are too many to add it again.");

    // Made up rather than counted, so that a store that lost what it held never comes back to a version that is known.
    private static long NewVersion()
    {
        Span<byte> drawn = stackalloc byte[8];
        Entropy.System.Fill(drawn);
        return BinaryPrimitives.ReadInt64LittleEndian(drawn) & long.MaxValue;
    }
}
