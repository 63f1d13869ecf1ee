using Conformance.TestKit;

namespace Conformance.Architecture.Tests;

/// <summary>The folders of a room are floors of a house: each stands on those below it, and on none that stands on it.</summary>
public sealed class FloorTests
{
    private const string Declaration = "namespace ";

    /// <summary>
    /// The circles that are left in a room. The table may only shrink: a circle that is gone, or that has become smaller, has to be taken out or
    /// made smaller here too. A room that is not named has none.
    /// </summary>
    private static readonly Dictionary<string, string[]> KnownCircles = new()
    {
        ["Contracts"] = ["Contract, Model/, OpenApi/, Routing/, Samples/, Schemas/, Session/"],
    };

    public static TheoryData<string> Rooms => [.. ProductModel.Rooms];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void The_folders_of_a_room_form_no_circle_but_the_known_ones(string room)
    {
        Assert.Contains(ProductModel.Uses.Keys, t => t.Room == room);
        var circles = Floors.CirclesIn(room);
        var known = KnownCircles.GetValueOrDefault(room, []);
        var unknown = circles.Where(c => !known.Contains(c.Name)).ToList();
        var gone = known.Except(circles.Select(c => c.Name)).ToList();
        Assert.True(
            unknown.Count == 0 && gone.Count == 0,
            string.Join(
                '\n',
                unknown
                    .SelectMany(c => c.Uses.Prepend($"src/{room} has a circle of floors that is not known: {c.Name}"))
                    .Concat(gone.Select(c => $"src/{room} has no such circle any more, so take it out of the table: {c}"))
            )
        );
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Namespaces_tell_the_folder(string room)
    {
        // Deeper folders may share their floor's namespace.
        var root = Repository.PathOf("src", room);
        foreach (var file in Sources.Of(room))
        {
            if (File.ReadLines(file).FirstOrDefault(l => l.StartsWith(Declaration, StringComparison.Ordinal)) is not { } line)
                continue;
            var declared = line[Declaration.Length..].TrimEnd(';');
            var folders = Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar)[..^1];
            var floor = string.Join('.', folders.Take(1).Prepend($"Conformance.{room}"));
            Assert.StartsWith(floor + ".", declared + ".", StringComparison.Ordinal);
            Assert.True(folders.Length > 0 || declared == floor, $"{file} declares the namespace {declared}");
        }
    }
}
