namespace Conformance.MockServer.Engine.State;

/// <summary>
/// What was made in a namespace, by collection. Bounded: of too many the oldest are forgotten, and are as if they had never been. An id stands once in a collection, whoever made it. Safe to use
/// from several threads: each method is one step.
/// </summary>
internal sealed class ResourceStore
{
    // In characters, with what an item takes beside its text.
    private const long MostHeld = 32 * 1024 * 1024;
    private const int PerItem = 128;
    private const int MostGone = 10_000;

    // What was replaced or taken away stays in the queue until it weighs so much more than what is there.
    private const long LeastSwept = 256 * 1024;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Collection> _collections = new(StringComparer.Ordinal);
    private readonly HashSet<(string Collection, string Id)> _gone = [];
    private Queue<(string Collection, MadeItem Item)> _byAge = new();
    private long _held;
    private long _queued;

    /// <summary>A number that the collection has not had yet, from 1 on.</summary>
    public long NextNumber(string collection)
    {
        lock (_gate)
            return ++Of(collection).Number;
    }

    /// <summary>What the collection holds for a user, in the order made; what nobody owns is everybody's, and nobody in particular sees all.</summary>
    public List<MadeItem> All(string collection, string? user)
    {
        lock (_gate)
            return _collections.TryGetValue(collection, out var found) ? [.. found.Items.Values.Where(i => IsOf(i, user))] : [];
    }

    /// <summary>Whether anything was made in the collection, and be it gone again.</summary>
    public bool Knows(string collection)
    {
        lock (_gate)
            return _collections.TryGetValue(collection, out var found) && found.WasUsed;
    }

    /// <summary>What has an id; null where nothing has.</summary>
    /// <param name="isGone">Whether something had it, and was taken away.</param>
    public MadeItem? Find(string collection, string id, string? user, out bool isGone)
    {
        lock (_gate)
        {
            isGone = _gone.Contains((collection, id));
            return _collections.TryGetValue(collection, out var found) && found.Items.TryGetValue(id, out var item) && IsOf(item, user)
                ? item
                : null;
        }
    }

    /// <summary>Adds one; false, and nothing changed, where the collection has its id already.</summary>
    public bool TryAdd(string collection, MadeItem item)
    {
        lock (_gate)
        {
            var found = Of(collection);
            if (!found.Items.TryAdd(item.Id, item))
                return false;
            found.WasUsed = true;
            _gone.Remove((collection, item.Id));
            Hold(collection, item);
            return true;
        }
    }

    /// <summary>Puts one in the place of another; false, and nothing changed, where that is not there any more, or has changed.</summary>
    public bool TryReplace(string collection, MadeItem before, MadeItem after)
    {
        lock (_gate)
        {
            if (!Has(collection, before, out var found))
                return false;
            found.Items[after.Id] = after;
            _held -= Weight(before);
            Hold(collection, after);
            return true;
        }
    }

    /// <summary>Takes one away; false where it is not there any more, or has changed.</summary>
    public bool TryRemove(string collection, MadeItem item)
    {
        lock (_gate)
        {
            if (!Has(collection, item, out var found))
                return false;
            found.Items.Remove(item.Id);
            _held -= Weight(item);
            if (_gone.Count >= MostGone)
                Forget();
            _gone.Add((collection, item.Id));
            return true;
        }
    }

    private Collection Of(string collection)
    {
        if (_collections.TryGetValue(collection, out var found))
            return found;
        if (_collections.Count >= MostGone + _held / PerItem)
            Forget();
        return _collections[collection] = new Collection();
    }

    private bool Has(string collection, MadeItem item, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Collection? found) =>
        _collections.TryGetValue(collection, out found) && found.Items.TryGetValue(item.Id, out var held) && ReferenceEquals(held, item);

    private void Hold(string collection, MadeItem item)
    {
        _held += Weight(item);
        _queued += Weight(item);
        _byAge.Enqueue((collection, item));
        if (_queued > 2 * _held + LeastSwept)
        {
            _byAge = new Queue<(string, MadeItem)>(_byAge.Where(e => Has(e.Collection, e.Item, out _)));
            _queued = _held;
        }

        while (_held > MostHeld && _byAge.TryDequeue(out var oldest))
        {
            _queued -= Weight(oldest.Item);
            if (!Has(oldest.Collection, oldest.Item, out var found))
                continue;
            found.Items.Remove(oldest.Item.Id);
            _held -= Weight(oldest.Item);
            if (found.Items.Count == 0)
                _collections.Remove(oldest.Collection);
        }
    }

    // What was taken away, and the collections that hold nothing else.
    private void Forget()
    {
        _gone.Clear();
        foreach (var (name, found) in _collections)
        {
            if (found.Items.Count == 0)
                _collections.Remove(name);
        }
    }

    private static long Weight(MadeItem item) => PerItem + item.Id.Length + item.Json.Length;

    private static bool IsOf(MadeItem item, string? user) => user is null || item.User is null || item.User == user;

    private sealed class Collection
    {
        /// <summary>By id, in the order made.</summary>
        public OrderedDictionary<string, MadeItem> Items { get; } = new(StringComparer.Ordinal);

        /// <summary>The last number that was given out.</summary>
        public long Number { get; set; }

        /// <summary>Whether anything was made in it.</summary>
        public bool WasUsed { get; set; }
    }
}

/// <summary>Something that a client made.</summary>
/// <param name="Id">The id, as it stands in the path.</param>
/// <param name="User">The id of the user who made it; null where the operation asks for no token.</param>
/// <param name="Json">What the client has said of it, a JSON object.</param>
internal sealed record MadeItem(string Id, string? User, string Json);
