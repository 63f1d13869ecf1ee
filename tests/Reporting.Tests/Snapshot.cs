using Conformance.TestKit;

namespace Conformance.Reporting.Tests;

/// <summary>Compares text with a file that is checked in.</summary>
internal static class Snapshot
{
    /// <summary>Fails where they differ; <c>UPDATE_SNAPSHOTS=1</c> in the environment writes the file in place of that.</summary>
    public static void Assert(string folder, string file, string text)
    {
        var path = Repository.PathOf("tests", "Reporting.Tests", folder, file);
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
            File.WriteAllText(path, text);
        Xunit.Assert.Equal(File.ReadAllText(path), text, ignoreLineEndingDifferences: true);
    }
}
