namespace Conformance.Sessions.Stores;

/// <summary>
/// Items by a key that they hold themselves: a place costs the eight bytes of a reference, where a dictionary's costs forty with the key of a token. Open
/// addressing with linear probing; what is removed leaves no mark. Who uses it guards it.
/// </summary>
/// <typeparam name="TItem">An item, which is known by its key.</typeparam>
/// <typeparam name="TKey">What it is found by.</typeparam>
/// <typeparam name="TKeys">Tells an item's key, and where it belongs.</typeparam>
internal sealed class CompactTable<TItem, TKey, TKeys>
    where TItem : class
    where TKey : IEquatable<TKey>
    where TKeys : IKeysOf<TItem, TKey>
{
    private const int Least = 16;

    private TItem?[] _places = [];

    /// <summary>How many items there are.</summary>
    public int Count { get; private set; }

    /// <summary>The items, in no order.</summary>
    public IEnumerable<TItem> Items => _places.OfType<TItem>();

    /// <summary>The item of a key; null where there is none.</summary>
    public TItem? Find(TKey key) => Count == 0 ? null : _places[PlaceOf(key)];

    /// <summary>Adds an item, unless its key is taken.</summary>
    public bool TryAdd(TItem item)
    {
        // At most three places in four are taken, so that a search is short; by halves, so that few are empty.
        if (4 * (Count + 1) > 3 * _places.Length)
            Resize(Math.Max(Least, _places.Length + (_places.Length / 2)));
        var place = PlaceOf(TKeys.KeyOf(item));
        if (_places[place] is not null)
            return false;
        _places[place] = item;
        Count++;
        return true;
    }

    /// <summary>Removes the item of a key, where there is one, and gives memory back where much is empty.</summary>
    public void Remove(TKey key)
    {
        if (Count == 0 || PlaceOf(key) is var hole && _places[hole] is null)
            return;
        _places[hole] = null;
        Count--;

        // What was put further on because a place was taken comes nearer, so that a search may end at the first empty place.
        for (var next = After(hole); _places[next] is { } item; next = After(next))
        {
            var home = HomeOf(TKeys.KeyOf(item));
            if (Distance(home, next) < Distance(hole, next))
                continue;
            (_places[hole], _places[next]) = (item, null);
            hole = next;
        }

        if (_places.Length > Least && 4 * Count < _places.Length)
            Resize(Math.Max(Least, 2 * Count));
    }

    /// <summary>Removes all items, and gives their memory back.</summary>
    public void Clear() => (_places, Count) = ([], 0);

    private void Resize(int length)
    {
        var before = _places;
        _places = new TItem?[length];
        foreach (var item in before)
        {
            if (item is not null)
                _places[PlaceOf(TKeys.KeyOf(item))] = item;
        }
    }

    // Where the item is, or would be put.
    private int PlaceOf(TKey key)
    {
        var place = HomeOf(key);
        while (_places[place] is { } item && !TKeys.KeyOf(item).Equals(key))
            place = After(place);
        return place;
    }

    private int HomeOf(TKey key) => (int)(((ulong)TKeys.HashOf(key) * (uint)_places.Length) >> 32);

    private int After(int place) => place + 1 == _places.Length ? 0 : place + 1;

    private int Distance(int from, int to) => to >= from ? to - from : to - from + _places.Length;
}

/// <summary>Tells the keys of items.</summary>
internal interface IKeysOf<TItem, TKey>
{
    /// <summary>The key of an item; always the same.</summary>
    static abstract TKey KeyOf(TItem item);

    /// <summary>Spreads keys evenly over all of 32 bits.</summary>
    static abstract uint HashOf(TKey key);
}
