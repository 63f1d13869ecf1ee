using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Conformance.MockServer.Faults;

/// <summary>The faults of a world, in the order in which they were set. Safe to use from several threads.</summary>
internal sealed class FaultTable
{
    private readonly Lock _changing = new();
    private Fault[] _faults = [];
    private int _last;

    /// <summary>The faults that are set.</summary>
    public ImmutableArray<Fault> All => ImmutableCollectionsMarshal.AsImmutableArray(Volatile.Read(ref _faults));

    /// <summary>Sets a fault, which <paramref name="make"/> makes given its number.</summary>
    public Fault Add(Func<int, Fault> make)
    {
        lock (_changing)
        {
            var fault = make(++_last);
            Volatile.Write(ref _faults, [.. _faults, fault]);
            return fault;
        }
    }

    /// <summary>The id of a fault by its number.</summary>
    public static string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"fault-{number}");

    /// <summary>Removes a fault; false where there is none with that id.</summary>
    public bool Remove(string id)
    {
        lock (_changing)
        {
            var before = _faults.Length;
            Volatile.Write(ref _faults, [.. _faults.Where(f => f.Id != id)]);
            return _faults.Length < before;
        }
    }

    /// <summary>Removes all.</summary>
    public void Clear()
    {
        lock (_changing)
            Volatile.Write(ref _faults, []);
    }
}
