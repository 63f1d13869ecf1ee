namespace Conformance.MockServer.Engine.State;

/// <summary>What was made in a namespace, by collection. Bounded: of too many the oldest are forgotten, and are as if they had never been. Safe to use from several threads.</summary>
internal sealed class ResourceStore
{
    private const int MostCharacters = 32 * 1024 * 1024;
    private const int MostGone = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<MadeItem>> _made = new(StringComparer.Ordinal);
    private readonly HashSet<(string Collection, string Id)> _gone = [];
    private readonly Dictionary<string, long> _numbers = new(StringComparer.Ordinal);
    private readonly Queue<(string Collection, MadeItem Item)> _byAge = new();
    private long _characters;

    /// <summary>A number that the collection has not had yet, from 1 on.</summary>
    public long NextNumber(string collection)
    {
        lock (_gate)
            return _numbers[collection] = _numbers.GetValueOrDefault(collection) + 1;
    }

    /// <summary>What the collection holds for a user, in the order made; what nobody owns is everybody's, and nobody in particular sees all.</summary>
    public List<MadeItem> All(string collection, string? user)
    {
        lock (_gate)
            return [.. (_made.GetValueOrDefault(collection) ?? []).Where(i => IsOf(i, user))];
    }

    /// <summary>Whether anything was made in the collection, and be it gone again.</summary>
    public bool Knows(string collection)
    {
        lock (_gate)
            return _made.ContainsKey(collection);
    }

    /// <summary>What has an id; null where nothing has.</summary>
    /// <param name="isGone">Whether something had it, and was taken away.</param>
    public MadeItem? Find(string collection, string id, string? user, out bool isGone)
    {
        lock (_gate)
        {
            isGone = _gone.Contains((collection, id));
            return _made.GetValueOrDefault(collection)?.Find(i => i.Id == id && IsOf(i, user));
        }
    }

    /// <summary>Puts one in, in the place of the one of its id.</summary>
    public void Put(string collection, MadeItem item)
    {
        lock (_gate)
        {
            if (!_made.TryGetValue(collection, out var items))
                _made[collection] = items = [];
            var at = items.FindIndex(i => i.Id == item.Id && i.User == item.User);
            if (at < 0)
                items.Add(item);
            else
            {
                _characters -= items[at].Json.Length;
                items[at] = item;
            }

            _gone.Remove((collection, item.Id));
            _characters += item.Json.Length;
            _byAge.Enqueue((collection, item));
            while (_characters > MostCharacters && _byAge.TryDequeue(out var oldest))
            {
                if (_made[oldest.Collection].Remove(oldest.Item))
                    _characters -= oldest.Item.Json.Length;
            }
        }
    }

    /// <summary>Takes one away.</summary>
    public void Remove(string collection, MadeItem item)
    {
        lock (_gate)
        {
            if (!_made[collection].Remove(item))
                return;
            _characters -= item.Json.Length;
            if (_gone.Count >= MostGone)
                _gone.Clear();
            _gone.Add((collection, item.Id));
        }
    }

    private static bool IsOf(MadeItem item, string? user) => user is null || item.User is null || item.User == user;
}

/// <summary>Something that a client made.</summary>
/// <param name="Id">The id, as it stands in the path.</param>
/// <param name="User">The id of the user who made it; null where the operation asks for no token.</param>
/// <param name="Json">What the client has said of it, a JSON object.</param>
internal sealed record MadeItem(string Id, string? User, string Json);
