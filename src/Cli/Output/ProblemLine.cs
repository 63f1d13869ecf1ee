using Conformance.Documents;

namespace Conformance.Cli.Output;

/// <summary>Problems on a terminal.</summary>
internal static class ProblemLine
{
    /// <summary>A line that editors make clickable, the file relative to the current folder where it lies below it.</summary>
    public static string Of(Problem problem) => Relative(problem).ToString();

    /// <summary>The problem with its file relative to the current folder where it lies below it.</summary>
    public static Problem Relative(Problem problem) => problem with { At = Relative(problem.At) };

    /// <summary>A place in the same form.</summary>
    public static string Place(Location at) => Relative(at).ToString();

    private static Location Relative(Location at)
    {
        var file = at.File;
        if (Path.IsPathRooted(file))
        {
            var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), file);
            if (!relative.StartsWith("..", StringComparison.Ordinal))
                file = relative;
        }

        return at with
        {
            File = file,
        };
    }
}
