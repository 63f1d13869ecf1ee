using Conformance.TestKit;

namespace Conformance.JsonSchema.Tests.SecondOpinion;

/// <summary>The cases of the official suite in which the two validators are known to differ, from <c>suite-differences.txt</c>.</summary>
internal static class SuiteDifferences
{
    /// <summary>The names of a file's cases, <c>file: group: case</c>.</summary>
    public static IEnumerable<string> Of(string file) =>
        File.ReadLines(Repository.PathOf("tests", "JsonSchema.Tests", "SecondOpinion", "suite-differences.txt"))
            .Where(line => line.StartsWith(file.Replace('\\', '/') + ": ", StringComparison.Ordinal));
}
