namespace Conformance.Sessions;

/// <summary>Gives back the memory of collections that have emptied, seldom enough to cost nothing on average.</summary>
internal static class Shrinking
{
    private const int NotWorthIt = 64;

    public static void ShrinkIfSparse<TKey, TValue>(this Dictionary<TKey, TValue> items)
        where TKey : notnull
    {
        if (items.Capacity > NotWorthIt && items.Count < items.Capacity / 4)
            items.TrimExcess(2 * items.Count);
    }

    public static void ShrinkIfSparse<TElement, TPriority>(this PriorityQueue<TElement, TPriority> items)
    {
        if (items.Capacity <= NotWorthIt || items.Count >= items.Capacity / 4)
            return;
        items.TrimExcess();
        items.EnsureCapacity(2 * items.Count);
    }
}
