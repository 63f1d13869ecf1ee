using Conformance.Reporting.Tests.Samples;

namespace Conformance.Reporting.Tests;

public sealed class ReportFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("reports").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Makes_the_folders_and_leaves_nothing_else_behind()
    {
        var path = Path.Combine(_folder, "a", "b", "report.json");
        Assert.Null(Report.Write(ReportFormat.Json, SampleReports.Rich, path));
        Assert.Equal(SampleReports.Rich.Bytes(ReportFormat.Json), File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void Replaces_what_was_there()
    {
        var path = Path.Combine(_folder, "report.md");
        File.WriteAllText(path, new string('x', 100_000));
        Assert.Null(Report.Write(ReportFormat.Markdown, SampleReports.Green, path));
        Assert.Equal(SampleReports.Green.Bytes(ReportFormat.Markdown), File.ReadAllBytes(path));
    }

    [Fact]
    public void Writes_through_a_link_and_keeps_it()
    {
        var target = Path.Combine(_folder, "target.json");
        var link = Path.Combine(_folder, "link.json");
        File.WriteAllText(target, "old");
        File.CreateSymbolicLink(link, target);
        Assert.Null(Report.Write(ReportFormat.Json, SampleReports.Green, link));
        Assert.Equal(target, new FileInfo(link).LinkTarget);
        Assert.StartsWith("{", File.ReadAllText(target), StringComparison.Ordinal);
    }

    [Fact]
    public void Writes_to_a_device()
    {
        if (!File.Exists("/dev/null"))
            Assert.Skip("there is no /dev/null");
        Assert.Null(Report.Write(ReportFormat.Json, SampleReports.Green, "/dev/null"));
    }

    [Fact]
    public void Tells_which_report_could_not_be_written_and_writes_the_others()
    {
        var file = Path.Combine(_folder, "file");
        File.WriteAllText(file, string.Empty);
        var good = Path.Combine(_folder, "good.xml");
        var errors = Report.WriteAll(
            [new(ReportFormat.Html, Path.Combine(file, "page.html")), new(ReportFormat.Sarif, _folder), new(ReportFormat.JUnit, good)],
            SampleReports.Rich
        );
        Assert.Equal(2, errors.Length);
        Assert.StartsWith(
            $"The html report could not be written to \"{Path.Combine(file, "page.html")}\": ",
            errors[0],
            StringComparison.Ordinal
        );
        Assert.EndsWith("Give a file in a folder that you may write to.", errors[0], StringComparison.Ordinal);
        Assert.Contains("It is a folder.", errors[1], StringComparison.Ordinal);
        Assert.True(File.Exists(good));
        Assert.Equal(["file", "good.xml"], Directory.GetFileSystemEntries(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public void A_path_that_is_none_is_told_too(string path) =>
        Assert.StartsWith(
            $"The json report could not be written to \"{path}\": ",
            Report.Write(ReportFormat.Json, SampleReports.Green, path),
            StringComparison.Ordinal
        );

    [Theory]
    [MemberData(nameof(SampleReports.Names), MemberType = typeof(SampleReports))]
    public void Writes_the_same_bytes_each_time_and_leaves_the_stream_open(string name)
    {
        foreach (var format in Enum.GetValues<ReportFormat>())
        {
            var report = SampleReports.All[name];
            using var stream = new MemoryStream();
            Report.Write(format, report, stream);
            Assert.True(stream.CanWrite);
            Assert.Equal(report.Bytes(format), stream.ToArray());
        }
    }
}
