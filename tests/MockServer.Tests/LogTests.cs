using System.Text.Json.Nodes;
using Conformance.MockServer.Engine.Logging;
using static Conformance.MockServer.Tests.TestMock;

namespace Conformance.MockServer.Tests;

public sealed class LogTests
{
    [Fact]
    public async Task Each_line_says_why_and_shows_no_token_whole()
    {
        await using var mock = await OfBuiltInAsync("nethesis");
        var login = await mock.PostAsync("/auth/exchange", new { access_token = $"{Alice}:{Password}" });
        var (access, refresh) = (login.String("data", "token"), login.String("data", "refresh_token"));
        await mock.GetAsync("/me", Bearer(access));
        await mock.PostAsync("/auth/logout", new { refresh_token = refresh }, Bearer(access));
        mock.Advance(TimeSpan.FromSeconds(12));
        await mock.GetAsync("/me", Bearer(access));
        await mock.PostAsync("/auth/logout", new { refresh_token = new[] { refresh } }, Bearer(access));
        await mock.GetAsync("/me/" + access);

        Assert.Equal(
            [
                "03:04:05 POST /nethesis/api/auth/exchange 200 logged in: alice@example.com got access#1, refresh#1",
                "03:04:05 GET /nethesis/api/me 200 opened by access#1",
                "03:04:05 POST /nethesis/api/auth/logout 200 logged out: alice@example.com by access#1",
                "03:04:17 GET /nethesis/api/me 401 revoked: access#1 was logged out 12 s ago",
            ],
            mock.Log.Text.Take(4)
        );
        Assert.All(
            mock.Log.Text.Concat(mock.Log.Json),
            line => Assert.All(new[] { access, refresh, Password }, secret => Assert.DoesNotContain(secret, line, StringComparison.Ordinal))
        );
        Assert.StartsWith("03:04:17 GET /nethesis/api/me/eyJ", mock.Log.Text.Last(), StringComparison.Ordinal);

        var json = JsonNode.Parse(mock.Log.Json.ElementAt(3))!;
        Assert.Equal(
            ("revoked", "access#1", "protected", 401),
            (
                json["reason"]!.GetValue<string>(),
                json["token"]!.GetValue<string>(),
                json["role"]!.GetValue<string>(),
                json["status"]!.GetValue<int>()
            )
        );
    }

    [Fact]
    public async Task A_line_names_the_namespace_and_the_fault()
    {
        await using var mock = await OfBuiltInAsync("sig");
        await mock.GetAsync("/api/me", ("Conform-Namespace", "tests-7"));
        await mock.PostAsync("/__admin/faults", new { kind = "status", status = 500 });
        await mock.GetAsync("/api/me");
        await mock.GetAsync("/api/me", ("Conform-Namespace", "no name"));
        Assert.Equal(
            [
                "03:04:05 [tests-7] GET /sig/api/me 401 missing: no token was presented",
                "03:04:05 GET /sig/api/me 500 fault-1 chose 500",
                "03:04:05 GET /sig/api/me 400 The request names the namespace \"no name\". Expected 1 to 64 letters, digits, dots, hyphens and underscores.",
            ],
            mock.Log.Text
        );
        Assert.Equal("tests-7", JsonNode.Parse(mock.Log.Json.First())!["namespace"]!.GetValue<string>());
        Assert.Equal("fault-1", JsonNode.Parse(mock.Log.Json.ElementAt(1))!["fault"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("missing", "no token was presented", null)]
    [InlineData("wrong-scheme", "the Authorization header names another scheme", "Basic QWxhZGRpbg==")]
    [InlineData("malformed", "does not have the shape", "Bearer abc")]
    [InlineData("unknown", "another algorithm", "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.")]
    public async Task A_refusal_is_told_by_its_reason(string reason, string words, string? authorization)
    {
        await using var mock = await OfBuiltInAsync("sig");
        await mock.GetAsync("/api/me", authorization is null ? [] : [("Authorization", authorization)]);
        var line = Assert.Single(mock.Log.Text);
        Assert.Contains($" 401 {reason}: ", line, StringComparison.Ordinal);
        Assert.Contains(words, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_in_a_path_or_note_begins_a_line_or_turns_the_direction_of_writing()
    {
        await using var mock = await OfBuiltInAsync("sig");
        await mock.GetAsync("/api/me", ("Conform-Namespace", "a"));
        await mock.PostAsync(
            "/api/login",
            new { email = "a\u202eb\u2028c\u2029d\ufeffe\u200ff\ud83d\ude00\udb40\udc41\u001b[31m", password = "x" }
        );
        await mock.GetAsync("/%E2%80%AE%E2%80%A8gnp.exe");
        foreach (var line in mock.Log.Text.Concat(mock.Log.Json))
        {
            Assert.All(
                line.EnumerateRunes(),
                rune =>
                    Assert.False(
                        System.Text.Rune.GetUnicodeCategory(rune)
                            is System.Globalization.UnicodeCategory.Control
                                or System.Globalization.UnicodeCategory.Format
                                or System.Globalization.UnicodeCategory.LineSeparator
                                or System.Globalization.UnicodeCategory.ParagraphSeparator,
                        line
                    )
            );
        }
    }

    [Theory]
    [InlineData("a\u202eb", @"a\u202eb")]
    [InlineData("a\u2028b\u2029c", @"a\u2028b\u2029c")]
    [InlineData("a\u001b[31mb\nc", "a [31mb c")]
    [InlineData("\ud83d\ude00 \udb40\udc41", "\ud83d\ude00 \\ue0041")]
    public void A_line_shows_by_its_number_what_could_mislead_a_reader(string note, string shown)
    {
        var entry = new RequestLogEntry
        {
            Method = "GET",
            Path = "/",
            Note = note,
        };
        Assert.Equal($"00:00:00 GET / 0 {shown}", LogLine.Text(entry));
    }
}
