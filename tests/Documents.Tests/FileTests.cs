using System.Text;

namespace Conformance.Documents.Tests;

public sealed class FileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("documents").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Reads_a_file_under_the_path_given()
    {
        var path = Write("openapi.yaml", "info: {title: A}"u8.ToArray());
        var problems = new Problems();
        var root = DocumentReader.ReadFile(path, problems);
        Assert.Equal("A", root!["info"]!["title"]!.AsString());
        Assert.Equal(new Location(path, 1, 15), root["info"]!["title"]!.At);
        Assert.Empty(problems);
    }

    [Fact]
    public void Suggests_the_file_that_was_probably_meant()
    {
        Write("openapi.yaml", "a: 1"u8.ToArray());
        var problem = OnlyProblem(Path.Combine(_folder, "openapi.yml"));
        Assert.Equal("file-missing", problem.Rule);
        Assert.Equal($"Did you mean \"{Path.Combine(_folder, "openapi.yaml")}\"?", problem.Mend);
    }

    [Fact]
    public void Refuses_a_file_of_a_missing_folder() =>
        Assert.Equal("file-missing", OnlyProblem(Path.Combine(_folder, "a", "b.yaml")).Rule);

    [Fact]
    public void Refuses_a_folder() => Assert.Equal("file-is-folder", OnlyProblem(_folder).Rule);

    [Fact]
    public void Refuses_an_empty_path() => Assert.Equal("file-unreadable", OnlyProblem("").Rule);

    [Theory]
    [InlineData("", "1:1 file-empty")]
    [InlineData(" \n\t\r\n", "1:1 file-empty")]
    [InlineData("EFBBBF", "1:1 file-empty", true)]
    [InlineData("613A0A00", "2:1 file-binary", true)]
    [InlineData("613A0A20C3A420E420E5", "2:4 file-not-utf8", true)]
    [InlineData("613AC3", "1:3 file-not-utf8", true)]
    [InlineData("FFFE61003A0000D8", "1:1 file-not-utf8", true)]
    [InlineData("FFFE61003A", "1:1 file-not-utf8", true)]
    public void Refuses_what_is_no_text(string content, string expected, bool isHex = false)
    {
        var problem = OnlyProblem(Write("a.yaml", isHex ? Convert.FromHexString(content) : Encoding.UTF8.GetBytes(content)));
        Assert.Equal(expected, $"{problem.At.Line}:{problem.At.Column} {problem.Rule}");
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-8")]
    public void Reads_an_encoding_that_a_byte_order_mark_announces(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        foreach (var text in new[] { "{\"ä\": \"😀\"}", "ä: 😀\n" })
        {
            var problems = new Problems();
            var root = DocumentReader.Read(
                "a",
                new byte[][] { encoding.GetPreamble(), encoding.GetBytes(text) }
                    .SelectMany(bytes => bytes)
                    .ToArray(),
                problems
            );
            Assert.Empty(problems);
            Assert.Equal("😀", root!["ä"]!.AsString());
            Assert.Equal(1, root.At.Column);
        }
    }

    [Fact]
    public void Reads_no_more_of_a_stream_than_the_limit()
    {
        using var endless = new EndlessStream();
        var problems = new Problems();
        Assert.Null(DocumentReader.ReadStream("<stdin>", endless, problems, new ReadLimits(MaxBytes: 1_000_000)));
        Assert.Equal("<stdin>:1:1", Assert.Single(problems).At.ToString());
        Assert.InRange(endless.Given, 1_000_000, 1_200_000);
    }

    private string Write(string name, byte[] content)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    private static Problem OnlyProblem(string path)
    {
        var problems = new Problems();
        Assert.Null(DocumentReader.ReadFile(path, problems));
        return Assert.Single(problems);
    }

    private sealed class EndlessStream : MemoryStream
    {
        public long Given { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            buffer.Fill((byte)'a');
            Given += buffer.Length;
            return buffer.Length;
        }
    }
}
