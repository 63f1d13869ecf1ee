namespace Conformance.Reference.Tests.Differential;

/// <summary>Finds a short sequence that shows what a long one has shown.</summary>
internal static class Shrinking
{
    /// <summary>Leaves steps out, one by one from the end, as long as fresh servers still differ in the same way.</summary>
    public static async Task<IReadOnlyList<Step>> ShortestAsync(string api, IReadOnlyList<Step> steps, Difference difference)
    {
        var kept = steps.Take(difference.At + 1).ToList();
        for (var i = kept.Count - 2; i >= 0; i--)
        {
            List<Step> without = [.. kept[..i], .. kept[(i + 1)..]];
            await using var pair = await Pair.StartAsync(api, new Counts(), new Counts());
            if (await pair.PlayAsync(without) is { } found && found.Kind == difference.Kind)
                kept = without[..(found.At + 1)];
            i = Math.Min(i, kept.Count - 1);
        }

        return kept;
    }
}
