using System.Text;
using Conformance.MockServer.Engine.Logging;
using Conformance.MockServer.Tests.Hostile;
using static Conformance.MockServer.Tests.TestMock;

namespace Conformance.MockServer.Tests;

/// <summary>What the mock keeps, logs and echoes of a request is short, and no password is in it.</summary>
public sealed class KeptBytesTests
{
    private const int Enough = 4000;

    private static readonly string Huge = new('x', 900_000);

    public static TheoryData<string, string> Bodies =>
        new()
        {
            { "application/json", $"{{\"{Huge}\":1}}" },
            { "application/json", $"{{\"{Huge}\":{{\"{Huge[..100_000]}\":1}}}}" },
            { "application/json", $"{{\"n\":\"{Huge}\"}}" },
            { "application/json", $"{{\"{Huge.Replace('x', ' ')}\":1}}" },
            { "application/json", $"{{\"{new string('é', 400_000)}\":1}}" },
            { "application/json", $"{{{string.Join(',', Enumerable.Range(0, 300).Select(i => $"\"{Huge[..2000]}{i}\":1"))}}}" },
            { "application/json; " + Huge[..20_000].Replace('x', ' '), Huge },
        };

    [Theory]
    [MemberData(nameof(Bodies), DisableDiscoveryEnumeration = true)]
    public async Task A_huge_request_leaves_little_behind(string contentType, string body)
    {
        var kept = new KeptLog();
        await using var mock = await OfAsync(Load(HostileContract.Yaml), o => o with { Log = kept }, keepsContract: false);
        var reply = await mock.SendAsync("POST", "/json", body, contentType);
        Assert.InRange(reply.Status, 400, 415);
        Assert.True(reply.Text.Length < 100_000, $"an answer of {reply.Text.Length}");
        var entry = Assert.Single(kept.Entries);
        Assert.True(TextOf(entry).Length < Enough, $"an entry of {TextOf(entry).Length}");
        Assert.True(LogLine.Text(entry).Length < Enough && LogLine.Json(entry).Length < Enough);
        var journal = await mock.GetAsync("/__admin/requests");
        Assert.True(journal.Text.Length < Enough, $"a journal of {journal.Text.Length}");
    }

    [Theory]
    [InlineData("Prefer", "example=")]
    [InlineData("Conform-Namespace", "")]
    [InlineData("Content-Type", "a ")]
    [InlineData("Origin", "http://")]
    public async Task A_huge_field_is_echoed_cut(string name, string before)
    {
        var kept = new KeptLog();
        await using var mock = await OfAsync(Load(HostileContract.Yaml), o => o with { Log = kept }, keepsContract: false);
        var reply = await mock.SendAsync(
            "POST",
            "/json",
            "{}",
            name == "Content-Type" ? before + Words() : "application/json",
            name == "Content-Type" ? [] : [(name, before + Words())]
        );
        Assert.True(reply.Text.Length < Enough, $"an answer of {reply.Text.Length}");
        Assert.All(kept.Entries, e => Assert.True(TextOf(e).Length < Enough));
        var admin = await mock.SendAsync("GET", "/__admin/users", headers: (name, before + Words()));
        Assert.True(admin.Text.Length < Enough, $"an answer of {admin.Text.Length}");

        static string Words() => string.Concat(Enumerable.Repeat("word, ", 4000)).TrimEnd(' ', ',');
    }

    [Theory]
    [InlineData("application/json", "{\"email\":\"alice@example.com\",\"password\":\"hunter2\"}")]
    [InlineData("application/json", "{\"email\":\"alice@example.com\",\"password\":{\"hunter2\":\"hunter2\"}}")]
    [InlineData("application/json", "{\"email\":\"alice@example.com\",\"password\":8675309}")]
    [InlineData("application/x-www-form-urlencoded", "email=alice%40example.com&password=hunter2")]
    [InlineData("application/x-www-form-urlencoded", "email=alice%40example.com&password=hunter2%zz")]
    public async Task A_password_that_breaks_its_schema_is_in_no_log_journal_or_answer(string type, string body)
    {
        await using var mock = await OfAsync(Load(HostileContract.Yaml), keepsContract: false);
        var reply = await mock.SendAsync("POST", "/login", body, type);
        Assert.Equal(400, reply.Status);
        Assert.Contains("/password", reply.Text, StringComparison.Ordinal);
        var journal = await mock.GetAsync("/__admin/requests");
        foreach (var text in mock.Log.Text.Concat(mock.Log.Json).Append(journal.Text).Append(reply.Text))
        {
            Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
            Assert.DoesNotContain("8675309", text, StringComparison.Ordinal);
        }

        Assert.Contains("password", mock.Log.Text.First(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_says_what_was_expected_and_the_answer_also_what_was_found()
    {
        await using var mock = await OfAsync(Load(HostileContract.Yaml), keepsContract: false);
        var reply = await mock.PostAsync("/json", new { n = "sesame" });
        Assert.Contains("/n: expected a number, found the string \\u0022sesame\\u0022.", reply.Text, StringComparison.Ordinal);
        Assert.EndsWith(" 400 invalid: /n: expected a number.", mock.Log.Text.Single(), StringComparison.Ordinal);
    }

    private static string TextOf(in RequestLogEntry entry) =>
        new StringBuilder(entry.Method)
            .Append(entry.Path)
            .Append(entry.Namespace)
            .Append(entry.Note)
            .Append(entry.BrokenPlaces)
            .Append(entry.ContractViolation)
            .Append(entry.Fault)
            .ToString();

    private sealed class KeptLog : IRequestLog
    {
        public List<RequestLogEntry> Entries { get; } = [];

        public void Write(in RequestLogEntry entry) => Entries.Add(entry);
    }
}
