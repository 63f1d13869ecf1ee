using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Conformance.MockServer.Engine.State;

/// <summary>The namespaces by name, which are made when they are first named.</summary>
internal sealed class NamespaceTable
{
    private readonly InitialState _initial;
    private readonly Lock _growing = new();
    private readonly ConcurrentDictionary<string, Namespace> _byName = new(StringComparer.Ordinal);

    public NamespaceTable(InitialState initial, int limit)
    {
        (_initial, Limit, Default) = (initial, limit, new Namespace(Namespace.Default, initial, int.MaxValue));
        _byName[Namespace.Default] = Default;
    }

    public Namespace Default { get; }

    /// <summary>How many there may be.</summary>
    public int Limit { get; }

    /// <summary>Those that this process knows of.</summary>
    public IEnumerable<Namespace> All => _byName.Values;

    public bool Has(string name) => _byName.ContainsKey(name);

    /// <summary>Whether a namespace is there, at this replica or another.</summary>
    /// <exception cref="Sessions.StoreUnavailableException">The store that replicas share did not answer.</exception>
    public async ValueTask<bool> HasAsync(string name) =>
        _initial.Shared is { } store ? name == Namespace.Default || await store.VersionOfAsync(name) is not null : Has(name);

    /// <summary>The namespace of a name; false where it is not there and there are too many already.</summary>
    /// <remarks>Where replicas share them, the store tells whether there are too many.</remarks>
    public bool TryGet(string name, [NotNullWhen(true)] out Namespace? found)
    {
        if (_byName.TryGetValue(name, out found))
            return true;
        lock (_growing)
        {
            if (_byName.TryGetValue(name, out found))
                return true;
            if (_byName.Count >= Limit && _initial.Shared is null)
                return false;
            _byName[name] = found = new Namespace(name, _initial, Limit);
            return true;
        }
    }

    /// <summary>All namespaces of all replicas.</summary>
    /// <exception cref="Sessions.StoreUnavailableException">The store that replicas share did not answer.</exception>
    public async ValueTask<IReadOnlyList<Namespace>> ListAsync()
    {
        if (_initial.Shared is not { } store)
            return [.. All];
        var listed = new List<Namespace>();
        foreach (var name in await store.ListAsync())
        {
            if (TryGet(name, out var found) && await found.StateNowAsync() is not null)
                listed.Add(found);
        }

        return listed;
    }

    /// <summary>Forgets a namespace; false where there is none of that name.</summary>
    /// <exception cref="Sessions.StoreUnavailableException">The store that replicas share did not answer.</exception>
    public async ValueTask<bool> RemoveAsync(string name)
    {
        if (_initial.Shared is not null)
        {
            var shared = TryGet(name, out var known) && await known.RemoveAsync();
            Forget(name);
            return shared;
        }

        if (!_byName.TryRemove(name, out var removed))
            return false;
        removed.Close();
        return true;
    }

    /// <summary>Forgets what this process knows of a namespace.</summary>
    public void Forget(string name)
    {
        if (name != Namespace.Default && _byName.TryRemove(name, out var forgotten))
            forgotten.Close();
    }

    /// <summary>Forgets what this process knows of namespaces that another replica has removed, and frees what is left of what was removed or reset.</summary>
    public async ValueTask FollowRemovalsAsync()
    {
        if (_initial.Shared is not { } store)
            return;
        var there = (await store.ListAsync()).ToHashSet(StringComparer.Ordinal);
        foreach (var known in All.Where(n => !there.Contains(n.Name)).ToList())
            Forget(known.Name);
        await store.FreeRestAsync();
    }
}
