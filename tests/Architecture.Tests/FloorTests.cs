using Conformance.TestKit;

namespace Conformance.Architecture.Tests;

/// <summary>The folders of a room are floors of a house: each stands on those below it, and on none that stands on it.</summary>
public sealed class FloorTests
{
    private const string Declaration = "namespace ";

    public static TheoryData<string> Rooms => [.. ProductModel.Rooms];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void The_folders_of_a_room_form_no_circle(string room)
    {
        Assert.Contains(ProductModel.Uses.Keys, t => t.Room == room);
        Assert.Empty(Floors.CirclesIn(room).SelectMany(c => c.Uses.Prepend($"src/{room} has a circle of floors: {c.Name}")));
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
