using System.Diagnostics;
using Conformance.TestKit;

namespace Conformance.Documents.Tests;

[Trait("Category", "Slow")]
public sealed class RealDocumentTests(ITestOutputHelper output)
{
    [Fact]
    public void Reads_every_real_document_without_a_problem()
    {
        var folder = Repository.SharedData("real-specs");
        Assert.SkipWhen(folder is null, Repository.DataMissing);
        var files = Directory
            .EnumerateFiles(folder!)
            .Where(file => !file.EndsWith(".md", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        var found = new List<string>();
        foreach (var file in files)
        {
            var problems = new Problems();
            DocumentReader.ReadFile(file, problems);
            var start = Stopwatch.GetTimestamp();
            var root = DocumentReader.ReadFile(file, problems);
            output.WriteLine(
                $"{Stopwatch.GetElapsedTime(start).TotalMilliseconds, 7:F1} ms {new FileInfo(file).Length, 9:N0} bytes {Path.GetFileName(file)}"
            );
            found.AddRange(problems.Select(problem => problem.ToString()));
            Assert.NotNull(root?["paths"] ?? root?["swagger"]);
        }

        Assert.Empty(found);
    }
}
