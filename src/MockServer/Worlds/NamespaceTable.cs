using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Conformance.MockServer.Worlds;

/// <summary>The namespaces by name, which are made when they are first named.</summary>
internal sealed class NamespaceTable
{
    private readonly WorldPlan _plan;
    private readonly Lock _growing = new();
    private readonly ConcurrentDictionary<string, Namespace> _byName = new(StringComparer.Ordinal);

    public NamespaceTable(WorldPlan plan, int limit)
    {
        (_plan, Limit, Default) = (plan, limit, new Namespace(Namespace.Default, plan));
        _byName[Namespace.Default] = Default;
    }

    public Namespace Default { get; }

    /// <summary>How many there may be.</summary>
    public int Limit { get; }

    public IEnumerable<Namespace> All => _byName.Values;

    public bool Has(string name) => _byName.ContainsKey(name);

    /// <summary>The namespace of a name; false where it is not there and there are too many already.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out Namespace? found)
    {
        if (_byName.TryGetValue(name, out found))
            return true;
        lock (_growing)
        {
            if (_byName.TryGetValue(name, out found))
                return true;
            if (_byName.Count >= Limit)
                return false;
            _byName[name] = found = new Namespace(name, _plan);
            return true;
        }
    }

    /// <summary>Forgets a namespace; false where there is none of that name.</summary>
    public bool Remove(string name) => _byName.TryRemove(name, out _);
}
