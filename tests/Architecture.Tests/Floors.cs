namespace Conformance.Architecture.Tests;

/// <summary>Floors of a room of which every one leads to every other.</summary>
/// <param name="Name">The floors in order of their names; a folder ends in a slash, a type of the root does not.</param>
/// <param name="Uses">Which type of one of them uses which of another.</param>
internal sealed record Circle(string Name, IReadOnlyList<string> Uses);

/// <summary>
/// A room as a house: a folder with all that lies within it is one floor, and at the root, where what users call stands on top and the
/// records that everything speaks of below, each type is a floor of its own. Types of the root may use one another as they like.
/// </summary>
internal static class Floors
{
    public static string Of(ProductType type) => type.Folder.Length == 0 ? type.Name : type.Folder + "/";

    public static IReadOnlyList<Circle> CirclesIn(string room)
    {
        var uses = ProductModel
            .Uses.Where(u => u.Key.Room == room)
            .SelectMany(u => u.Value.Where(t => t.Room == room).Select(t => (User: u.Key, Used: t)))
            .Where(u => Of(u.User) != Of(u.Used))
            .ToList();
        var next = uses.ToLookup(u => Of(u.User), u => Of(u.Used), StringComparer.Ordinal);
        var reached = next.ToDictionary(f => f.Key, f => From(f.Key, next), StringComparer.Ordinal);
        return
        [
            .. reached
                .Keys.Where(f => reached[f].Contains(f))
                .GroupBy(f => Name(reached[f].Where(other => reached.TryGetValue(other, out var back) && back.Contains(f))))
                .Where(circle => circle.Any(f => f.EndsWith('/')))
                .Select(circle => new Circle(
                    circle.Key,
                    [
                        .. uses.Where(u => circle.Contains(Of(u.User)) && circle.Contains(Of(u.Used)))
                            .Select(u => $"{u.User.Namespace}.{u.User.Name} uses {u.Used.Namespace}.{u.Used.Name}")
                            .Order(StringComparer.Ordinal),
                    ]
                )),
        ];
    }

    private static string Name(IEnumerable<string> floors) => string.Join(", ", floors.Order(StringComparer.Ordinal));

    private static HashSet<string> From(string start, ILookup<string, string> next)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(next[start]);
        while (open.TryPop(out var floor))
        {
            if (!reached.Add(floor))
                continue;
            foreach (var below in next[floor])
                open.Push(below);
        }

        return reached;
    }
}
