using Conformance.TestKit;

namespace Conformance.Architecture.Tests;

/// <summary>The source files of <c>src</c>.</summary>
internal static class Sources
{
    public static IEnumerable<string> Of(string room) =>
        Directory
            .EnumerateFiles(Repository.PathOf("src", room), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
}
