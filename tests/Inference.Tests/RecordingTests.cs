using System.Text.Json.Nodes;
using Conformance.Contracts.Model;
using Conformance.Documents;

namespace Conformance.Inference.Tests;

/// <summary>What a browser recorded becomes a document and an overlay, and none of its secrets does.</summary>
public sealed class RecordingTests : IDisposable
{
    private const string Host = "https://shop.example";
    private const string Token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjYXJvbCIsImlhdCI6MTAwMCwiZXhwIjo0NjAwfQ.c2lnbmF0dXJlLW9mLXRoZS1qd3Q";
    private const string Password = "correct-horse-battery";
    private const string User = "carol@shop.example";

    private readonly string _folder = Directory.CreateTempSubdirectory("conformance-").FullName;

    [Fact]
    public void Login_use_and_logout_are_found_with_the_place_of_the_token()
    {
        var session = Read(
            Entry("GET", "/assets/app.js", 200, answer: "x", type: "text/javascript"),
            Entry("GET", "/api/me", 401, answer: """{"error":"who are you"}"""),
            Entry(
                "POST",
                "/api/account/enter",
                200,
                $$"""{"mail":"{{User}}","password":"{{Password}}","keep":true}""",
                $$$"""{"data":{"jwt":"{{{Token}}}"}}"""
            ),
            Entry("GET", "/api/me", 200, answer: $$"""{"mail":"{{User}}"}""", headers: ("Authorization", $"Bearer {Token}")),
            Entry("GET", "/api/orders/4711", 200, answer: "{}", headers: ("Authorization", $"Bearer {Token}")),
            Entry("POST", "/api/account/logout", 204, headers: ("Authorization", $"Bearer {Token}"))
        );

        Assert.Equal(["POST /api/account/enter"], Of(session, Role.Login));
        Assert.Equal(["POST /api/account/logout"], Of(session, Role.Logout));
        Assert.Equal(["GET /api/me"], Of(session, Role.Protected));
        Assert.Contains("access: \"$response.body#/data/jwt\"", session.Overlay);
        Assert.Contains("subject: \"$request.body#/mail\"", session.Overlay);
        Assert.Contains("lifetime: PT3600S", session.Overlay);
        Assert.Contains("scheme: bearer", session.Overlay);
        Assert.Contains("x-origin: observed", session.Overlay);
        AssertKeepsSecrets(session);
    }

    [Fact]
    public void A_session_of_cookies_and_redirections_is_found()
    {
        const string cookie = "s%3Aq8w7e6r5t4z3u2i1o0p9";
        var session = Read(
            Entry(
                "POST",
                "/signin",
                302,
                $"username=carol&password={Password}-no",
                headers: ("Referer", "/"),
                set: ("Location", "/signin?error=1")
            ),
            Entry(
                "POST",
                "/signin",
                302,
                $"username=carol&password={Password}",
                set: [("Location", "/"), ("Set-Cookie", $"sid={cookie}; Path=/; HttpOnly; Expires=Thu, 01 Jan 2099 00:00:00 GMT")]
            ),
            Entry("GET", "/account", 200, answer: "<html>", type: "text/html", headers: ("Cookie", $"theme=dark; sid={cookie}")),
            Entry("GET", "/signout", 302, headers: ("Cookie", $"sid={cookie}"), set: ("Location", "/bye")),
            Entry("GET", "/account", 302, set: ("Location", $"/signin?next=/account&for={Password}"))
        );

        Assert.Equal(["POST /signin"], Of(session, Role.Login));
        Assert.Equal(["GET /signout"], Of(session, Role.Logout));
        Assert.Equal(["GET /account"], Of(session, Role.Protected));
        Assert.Contains("access: $response.cookie.sid", session.Overlay);
        Assert.Contains("$response.header.Location: /signin", session.Overlay);
        Assert.Contains("sid=; Path=/; HttpOnly", Text(session));
        Assert.DoesNotContain("Expires", Text(session));
        Assert.DoesNotContain(cookie, Text(session) + session.Overlay);
        AssertKeepsSecrets(session);
    }

    [Fact]
    public void What_stands_in_paths_and_names_is_not_written()
    {
        var session = Read(
            Entry(
                "POST",
                "/login",
                200,
                $$"""{"username":"carol@shop.example","password":"{{Password}}","otp":"314159","grant_type":"password"}""",
                $$"""{"token":"{{Token}}","carol@shop.example":1}"""
            ),
            Entry("GET", "/me", 200, answer: $$$"""{"sessions":{"{{{Token}}}":1}}""", headers: ("X-Token", Token)),
            Entry("DELETE", $"/sessions/{Token}", 204, headers: ("X-Token", Token))
        );

        Assert.Equal(["DELETE /sessions/{token}"], Of(session, Role.Logout));
        Assert.Contains("name: X-Token", session.Overlay);
        Assert.DoesNotContain("314159", Text(session));
        Assert.Contains("- password", Text(session));
        AssertKeepsSecrets(session);
    }

    [Fact]
    public void A_recording_that_the_browser_has_cleaned_says_so()
    {
        var session = Read(
            Entry("POST", "/login", 200, $$"""{"username":"carol","password":"{{Password}}"}""", """{"user":"carol"}"""),
            Entry("GET", "/me", 200, answer: "{}"),
            Entry("POST", "/logout", 204)
        );

        Assert.Equal(["GET /me"], Of(session, Role.Protected));
        Assert.Contains(session.Observed, s => s.Contains("save the recording with sensitive data"));
        Assert.Contains("x-origin: assumed", session.Overlay);
    }

    [Theory]
    [InlineData("{", "is no JSON from line 1 on")]
    [InlineData("[]", "is no HTTP Archive")]
    [InlineData(
        "{\"log\": {\"entries\": [7, {}, {\"request\": {\"method\": \"GET\", \"url\": \"nowhere\"}}]}}",
        "None of the 0 requests of the recording logs in"
    )]
    public void A_file_that_shows_nothing_is_a_sentence(string text, string sentence)
    {
        var problems = new Problems();
        Assert.Null(TargetInference.PrepareRecording(Written(text), RoleChoices.None, problems));
        Assert.Contains(sentence, Assert.Single(problems).ToString());
    }

    private static void AssertKeepsSecrets(InferredSession session)
    {
        var written = Text(session) + session.Overlay + string.Join(' ', session.Observed);
        Assert.DoesNotContain(Token, written);
        Assert.DoesNotContain(Token.Split('.')[2], written);
        Assert.DoesNotContain(Password, written);
        Assert.DoesNotContain("carol", written);
    }

    private InferredSession Read(params JsonObject[] entries)
    {
        var har = new JsonObject
        {
            ["log"] = new JsonObject { ["version"] = "1.2", ["entries"] = new JsonArray([.. entries]) },
        };
        var problems = new Problems();
        var prepared = TargetInference.PrepareRecording(Written(har.ToJsonString()), RoleChoices.None, problems);
        Assert.Empty(problems);
        return prepared!.WithoutTarget();
    }

    private string Written(string text)
    {
        var path = Path.Combine(_folder, "recording.har");
        File.WriteAllText(path, text);
        return path;
    }

    private static string Text(InferredSession session) => YamlTreeWriter.Write(session.Document);

    private static IReadOnlyList<string> Of(InferredSession session, Role role) =>
        [.. session.Roles.Where(r => r.Role == role).Select(r => r.Operation)];

    private static JsonObject Entry(
        string method,
        string path,
        int status,
        string? body = null,
        string? answer = null,
        string type = "application/json",
        (string, string)? headers = null,
        params (string Name, string Value)[] set
    ) =>
        new()
        {
            ["request"] = new JsonObject
            {
                ["method"] = method,
                ["url"] = Host + path,
                ["headers"] = headers is var (name, value) ? new JsonArray(Pair(name, value)) : [],
                ["postData"] = body is null
                    ? null
                    : new JsonObject
                    {
                        ["mimeType"] = body.StartsWith('{') ? "application/json" : "application/x-www-form-urlencoded",
                        ["text"] = body,
                    },
            },
            ["response"] = new JsonObject
            {
                ["status"] = status,
                ["headers"] = new JsonArray([.. set.Append(("Content-Type", type)).Select(h => Pair(h.Item1, h.Item2))]),
                ["content"] = new JsonObject { ["text"] = answer ?? "" },
            },
        };

    private static JsonObject Pair(string name, string value) => new() { ["name"] = name, ["value"] = value };

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
