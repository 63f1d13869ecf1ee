using Conformance.Contracts.Documents;

namespace Conformance.Cli.Output;

/// <summary>Problems on a terminal.</summary>
internal static class ProblemLine
{
    /// <summary>A line that editors make clickable, the file relative to the current folder where it lies below it.</summary>
    public static string Of(Problem problem)
    {
        var file = problem.At.File;
        if (Path.IsPathRooted(file))
        {
            var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), file);
            if (!relative.StartsWith("..", StringComparison.Ordinal)) file = relative;
        }

        return (problem with { At = problem.At with { File = file } }).ToString();
    }
}
