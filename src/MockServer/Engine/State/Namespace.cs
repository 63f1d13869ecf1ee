using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Conformance.MockServer.Engine.Answers;
using Conformance.MockServer.Engine.Logging;
using Conformance.MockServer.Engine.Requests;
using Conformance.MockServer.Engine.Routing;
using Conformance.MockServer.Engine.Stages;
using Conformance.Sessions;

namespace Conformance.MockServer.Engine.State;

/// <summary>A name, and the world that stands behind it now.</summary>
internal sealed class Namespace
{
    /// <summary>The namespace of requests that name none.</summary>
    public const string Default = "default";

    private const int LongestName = 64;

    private readonly WorldPlan _plan;
    private readonly Entropy _entropy;
    private World _world;

    public Namespace(string name, WorldPlan plan)
    {
        (Name, _plan, _entropy) = (name, plan, plan.EntropyOf(name));
        _world = new World(plan, _entropy);
    }

    public string Name { get; }

    public World World => Volatile.Read(ref _world);

    /// <summary>Whether a text can name a namespace: it stands in paths and headers as it is.</summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= LongestName && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    /// <summary>Puts a new world in the place of the present one.</summary>
    public void Reset() => Volatile.Write(ref _world, new World(_plan, _entropy));
}

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
