namespace Conformance.Documents.Tests;

public sealed class ProblemsTests
{
    [Fact]
    public void Enumerates_file_by_file_from_top_to_bottom_without_duplicates()
    {
        var problems = new Problems();
        problems.Warning("w", new Location("b.yaml", 3, 1), "M.", "F.");
        problems.Warning("w", new Location("a.yaml", 9, 9), "M.", "F.");
        problems.Warning("w", new Location("b.yaml", 2, 8), "M.", "F.");
        problems.Warning("w", new Location("b.yaml", 2, 3), "M.", "F.");
        problems.Warning("w", new Location("b.yaml", 3, 1), "M.", "F.");
        Assert.Equal(["b.yaml:2:3", "b.yaml:2:8", "b.yaml:3:1", "a.yaml:9:9"], problems.Select(problem => problem.At.ToString()));
        Assert.Equal(4, problems.Count);
    }

    [Fact]
    public void Tells_errors_from_warnings()
    {
        var problems = new Problems();
        problems.Warning("w", new Location("a", 1, 1), "Found \"x\".", "Remove it.");
        Assert.False(problems.HasErrors);
        problems.Error("e", new Location("a", 1, 2), "Found \"y\".", "Remove it.");
        Assert.True(problems.HasErrors);
        Assert.Equal(
            ["a:1:1: warning: Found \"x\". Remove it. [w]", "a:1:2: error: Found \"y\". Remove it. [e]"],
            problems.Select(problem => problem.ToString())
        );
    }
}
