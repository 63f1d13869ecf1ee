using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
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
    private NamespaceState _state;

    public Namespace(string name, InitialState initial)
    {
        (Name, _initial, _entropy) = (name, initial, initial.EntropyOf(name));
        _state = new NamespaceState(initial, _entropy);
    }

    public string Name { get; }

    public NamespaceState State => Volatile.Read(ref _state);

    /// <summary>Whether a text can name a namespace: it stands in paths and headers as it is.</summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= LongestName && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    /// <summary>Puts a new state in the place of the present one.</summary>
    public void Reset() => Volatile.Write(ref _state, new NamespaceState(_initial, _entropy));
}

/// <summary>The namespaces by name, which are made when they are first named.</summary>
internal sealed class NamespaceTable
{
    private readonly InitialState _initial;
    private readonly Lock _growing = new();
    private readonly ConcurrentDictionary<string, Namespace> _byName = new(StringComparer.Ordinal);

    public NamespaceTable(InitialState initial, int limit)
    {
        (_initial, Limit, Default) = (initial, limit, new Namespace(Namespace.Default, initial));
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
            _byName[name] = found = new Namespace(name, _initial);
            return true;
        }
    }

    /// <summary>Forgets a namespace; false where there is none of that name.</summary>
    public bool Remove(string name) => _byName.TryRemove(name, out _);
}
