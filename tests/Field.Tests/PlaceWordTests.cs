using System.Collections.Immutable;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Conformance.Contracts.Loading;
using Conformance.Documents;
using Conformance.Verification.Client;
using Conformance.Verification.Results;

namespace Conformance.Field.Tests;

/// <summary>
/// Each word about the places of tokens, who owns a session, and how users and clients log in, in a contract of its own: lint has nothing to say, its own mock keeps it, and a server that does
/// otherwise is found by the rule that the word is for.
/// </summary>
public sealed class PlaceWordTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("conformance-");

    private static readonly Dictionary<string, string> Client = new()
    {
        ["id"] = "web-app",
        ["secret"] = "s3cr3t-of-the-app-0815",
        ["key"] = "key-4711-of-the-app",
        ["origin"] = "https://app.example",
    };

    public static TheoryData<string> Words =>
        [
            "arrays",
            "basic-login",
            "by-kind",
            "client",
            "client-basic",
            "double-submit",
            "flow-id",
            "holder",
            "holder-alone",
            "no-login",
            "password-alone",
            "path-token",
            "root-security",
            "several-places",
            "shaped-tokens",
            "text-around",
            "unnamed-body",
        ];

    /// <summary>A word, what a server does otherwise (one text of its contract for another), and the rule that finds it.</summary>
    public static TheoryData<string, string, string, string> Faults =>
        new()
        {
            { "arrays", "revokes: {access: session, refresh: session}", "revokes: {access: session}", "ANY-03" },
            { "basic-login", "revokes: {access: session}", "revokes: {}", "ANY-02" },
            { "by-kind", "csrf.missing: {status: 403, example: csrf}", "csrf.missing: {status: 401, example: session}", "ANY-19" },
            { "by-kind", "csrf.default: {status: 403}", "csrf.default: {status: 401}", "ANY-19" },
            { "by-kind", "missing: {status: 401, example: session}", "missing: {status: 403, example: csrf}", "ANY-19" },
            { "by-kind", "revokes: {access: session, csrf: session}", "revokes: {}", "ANY-02" },
            { "client", "revokes: {access: session}", "revokes: {}", "ANY-02" },
            { "client-basic", "revokes: {access: session}", "revokes: {}", "ANY-02" },
            {
                "double-submit",
                "{csrf: [$request.cookie.csrf, $request.header.X-CSRF-Token]}",
                "{csrf: $request.header.X-CSRF-Token}",
                "ANY-09"
            },
            { "double-submit", "{csrf: [$request.cookie.csrf, $request.header.X-CSRF-Token]}", "{csrf: $request.cookie.csrf}", "ANY-28" },
            { "double-submit", "sid=abc; Path=/; HttpOnly; SameSite=Strict;", "sid=abc; Path=/; SameSite=Strict;", "ANY-19" },
            { "double-submit", "sid=abc; Path=/; HttpOnly; SameSite=Strict;", "sid=abc; Path=/; HttpOnly; SameSite=Lax;", "ANY-19" },
            { "flow-id", "revokes: {access: session}", "revokes: {}", "ANY-02" },
            { "holder", "revokes: {access: session, refresh: session}", "revokes: {access: session}", "ANY-03" },
            { "holder-alone", "revokes: {access: session, refresh: session}", "revokes: {refresh: session}", "ANY-02" },
            { "no-login", "revokes: {access: session}", "revokes: {}", "ANY-02" },
            { "password-alone", "revokes: {access: session}", "revokes: {}", "ANY-02" },
            { "path-token", "revokes: {access: presented}", "revokes: {}", "ANY-02" },
            {
                "path-token",
                "presents: {access: $request.path.token}",
                "presents: {access: $request.path.token}, tolerates: {access: [malformed]}",
                "ANY-10"
            },
            { "root-security", "revokes: {access: session}", "revokes: {}", "ANY-02" },
            {
                "several-places",
                "role: protected, presents: {access: [$request.header.Authorization, $request.header.X-Token]}",
                "role: protected, presents: {access: $request.header.Authorization}",
                "ANY-09"
            },
            { "shaped-tokens", "revokes: {access: session, refresh: session}", "revokes: {access: session}", "ANY-03" },
            { "shaped-tokens", "{type: string, format: uuid}", "{type: string, maxLength: 30}", "ANY-19" },
            { "shaped-tokens", "'^rt_[0-9a-f]{32}$'", "'^rx_[0-9a-f]{32}$'", "ANY-19" },
            { "shaped-tokens", "minLength: 20, maxLength: 24", "minLength: 40, maxLength: 44", "ANY-19" },
            { "unnamed-body", "revokes: {access: session}", "revokes: {}", "ANY-02" },
            { "unnamed-body", "enum: [Unauthorized]}, example: Unauthorized", "enum: [No]}, example: No", "ANY-19" },
            { "text-around", "revokes: {access: session, refresh: session}", "revokes: {refresh: session}", "ANY-02" },
        };

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Words))]
    public void Lint_has_nothing_to_say_but_of_a_login_under_the_security_of_the_others(string word) =>
        Assert.Equal(word == "root-security" ? ["login-needs-token"] : [], OwnMock.Lint(Source(word)).Select(p => p.Rule));

    [Theory]
    [MemberData(nameof(Words))]
    public async Task Its_own_mock_keeps_it(string word)
    {
        var run = await OwnMock.VerifyAsync(
            Source(word),
            configure: Configured(word),
            client: word == "client" ? Client.ToImmutableDictionary() : null
        );
        Assert.True(run.Outcome == Outcome.Passed, OwnMock.Told(run));
    }

    [Fact]
    public async Task A_server_that_takes_any_client_is_found_and_no_credential_is_shown()
    {
        var run = await OwnMock.VerifyAsync(Source("client"), configure: Configured("client"));
        Assert.Equal(
            ["POST /login takes a wrong \"secret\" of the client."],
            run.Findings.Where(f => f.Requirements.Contains("ANY-27")).Select(f => f.Cause)
        );
        Assert.Equal(Verdict.Failed, run.Requirements.Single(r => r.Requirement.Id == "ANY-27").Verdict);
        Assert.DoesNotContain(
            run.Scenarios.SelectMany(s => s.Exchanges),
            e => $"{e.Curl} {e.RequestBody}".Contains(Client["secret"], StringComparison.Ordinal)
        );
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_server_that_does_otherwise_is_found(string word, string text, string other, string rule)
    {
        var run = await OwnMock.VerifyAsync(Source(word), Source(word, text, other), Configured(word));
        Assert.True(run.Outcome == Outcome.Failed, OwnMock.Told(run));
        Assert.Equal(Verdict.Failed, run.Requirements.Single(r => r.Requirement.Id == rule).Verdict);
    }

    private const string AroundAccess = "'Bearer {$response.header.Authorization}'";

    [Fact]
    public async Task A_token_that_the_document_shows_behind_its_scheme_is_what_follows_and_lint_tells_how_to_say_so()
    {
        var source = Source("text-around", AroundAccess, "$response.header.Authorization");
        Assert.Contains(
            OwnMock.Lint(source),
            p => p.Rule == "token-with-scheme" && p.Mend!.Contains(AroundAccess, StringComparison.Ordinal)
        );

        // Its own mock and a server of the contract that says it read it alike.
        foreach (var served in (ContractSource[])[source, Source("text-around")])
        {
            var run = await OwnMock.VerifyAsync(source, served);
            Assert.True(run.Outcome == Outcome.Passed, OwnMock.Told(run));
        }

        var broken = await OwnMock.VerifyAsync(
            source,
            Source("text-around", "revokes: {access: session, refresh: session}", "revokes: {refresh: session}")
        );
        Assert.Equal(Verdict.Failed, broken.Requirements.Single(r => r.Requirement.Id == "ANY-02").Verdict);
    }

    [Fact]
    public async Task A_token_that_bears_its_scheme_is_told_where_nothing_says_so()
    {
        var source = Source("text-around", AroundAccess, "$response.header.Authorization", ", pattern: '^Bearer .+$'", "");
        Assert.DoesNotContain(OwnMock.Lint(source), p => p.Rule == "token-with-scheme");
        var run = await OwnMock.VerifyAsync(source, Source("text-around"));
        Assert.Equal(Outcome.NotJudged, run.Outcome);
        Assert.Contains(
            run.Obstacles,
            o =>
                o.Contains("begins with the scheme \"Bearer\"", StringComparison.Ordinal)
                && o.Contains(AroundAccess, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Two_kinds_at_one_place_are_told() =>
        Assert.Equal(
            ["POST /login", "POST /refresh"],
            OwnMock
                .Lint(Source("arrays", "refresh: $response.body#/tokens/1/value", "refresh: $response.body#/tokens/0"))
                .Where(p => p is { Rule: "tokens-at-one-place", Severity: Severity.Error })
                .Select(p => p.Message[..p.Message.IndexOf(" issues", StringComparison.Ordinal)])
        );

    [Theory]
    [InlineData("crsf.missing", "unknown-token-kind", "Did you mean \"csrf\"?")]
    [InlineData("csrf.reused", "refusal-never", "Leave it out, or say what makes it possible: \"presents\", \"rotation\", a request body.")]
    [InlineData("csrf.missng", "x-session", null)]
    public void A_refusal_of_a_kind_that_cannot_be_is_told(string key, string rule, string? mend)
    {
        var told = OwnMock.Lint(Source("by-kind", "csrf.missing:", key + ":"));
        Assert.Contains(told, p => p.Rule == rule && (mend is null || p.Mend == mend) && p.At.Line > 1);
    }

    [Fact]
    public void A_segment_that_the_path_has_not_is_told() =>
        Assert.Contains(
            OwnMock.Lint(Source("path-token", "presents: {access: $request.path.token}", "presents: {access: $request.path.tokn}")),
            p => p is { Rule: "place-not-in-path", Mend: "Did you mean $request.path.token?" }
        );

    [Fact]
    public void A_login_that_says_nothing_of_credentials_is_told() =>
        Assert.Contains(
            OwnMock.Lint(Source("basic-login", "{type: http, scheme: basic}", "{type: http, scheme: digest}")),
            p => p.Rule == "login-credentials"
        );

    [Fact]
    public async Task A_client_credential_without_a_value_is_one_sentence_for_each()
    {
        var run = await OwnMock.VerifyAsync(Source("client"), configure: t => t);
        Assert.Equal(Outcome.NotJudged, run.Outcome);
        Assert.Equal(4, run.Obstacles.Length);
        Assert.Contains(
            "POST /login asks for the client's \"secret\" (the body's \"/client_secret\"), and no value is given for it.",
            run.Obstacles[1],
            StringComparison.Ordinal
        );
        Assert.Contains("--client secret=VALUE", run.Obstacles[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_for_a_client_credential_that_the_contract_has_not_is_told()
    {
        var run = await OwnMock.VerifyAsync(
            Source("client"),
            configure: t => t with { Client = ImmutableDictionary<string, string>.Empty.Add("secert", "x-9") }
        );
        Assert.Contains(run.Obstacles, o => o.EndsWith("Did you mean \"secret\"?", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Client_credentials_are_sent_where_the_contract_says_and_shown_nowhere_but_for_the_origin()
    {
        var given = Client;
        var run = await OwnMock.VerifyAsync(Source("client"), configure: Configured("client"), client: given.ToImmutableDictionary());
        Assert.True(run.Outcome == Outcome.Passed, OwnMock.Told(run));
        var evidence = string.Join(
            '\n',
            run.Scenarios.SelectMany(s => s.Exchanges).Select(e => $"{e.Curl} {e.RequestBody} {e.ResponseBody}")
        );
        Assert.DoesNotContain(given["secret"], evidence, StringComparison.Ordinal);
        Assert.DoesNotContain(given["key"], evidence, StringComparison.Ordinal);
        Assert.Contains(given["origin"], evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_client_is_refused_as_the_contract_says()
    {
        var wrong = new Dictionary<string, string>
        {
            ["id"] = "other-app",
            ["secret"] = "s",
            ["key"] = "k",
            ["origin"] = "o",
        };
        var run = await OwnMock.VerifyAsync(Source("client"), configure: t => t with { Client = wrong.ToImmutableDictionary() });
        Assert.Contains(run.Obstacles, o => o.Contains("it answered 403 {\"error\":\"unknown client\"}", StringComparison.Ordinal));
    }

    private static Func<Target, Target>? Configured(string word) =>
        word switch
        {
            "no-login" => t => t with { Tokens = new ControlApiTokens(new Uri(t.BaseUrl, "/__admin/sessions")) },
            "client" => t => t with { Client = Client.ToImmutableDictionary() },
            "client-basic" => t => t with { Client = Client.Take(2).ToImmutableDictionary() },
            _ => null,
        };

    // The edits are pairs of a text and of what stands in its place.
    private ContractSource Source(string word, params string[] edits)
    {
        var document = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Words", word + ".yaml"));
        foreach (var edit in edits.Chunk(2))
        {
            Assert.Contains(edit[0], document, StringComparison.Ordinal);
            document = document.Replace(edit[0], edit[1], StringComparison.Ordinal);
        }

        var path = Directory
            .CreateDirectory(Path.Combine(_folder.FullName, $"{Directory.GetDirectories(_folder.FullName).Length}", word))
            .FullName;
        File.WriteAllText(Path.Combine(path, "openapi.yaml"), document);
        return ContractSource.FromFolder(path)!;
    }

    /// <summary>Tokens of the mock's users, from its control API: a login outside of the contract.</summary>
    private sealed class ControlApiTokens(Uri sessions) : ITokenSource
    {
        public async Task<ImmutableDictionary<string, string>> NextAsync(UserCredentials? user, CancellationToken cancellationToken)
        {
            using var http = new HttpClient();
            using var answer = await http.PostAsJsonAsync(sessions, new { user = user!.Name }, cancellationToken);
            answer.EnsureSuccessStatusCode();
            var tokens = (await answer.Content.ReadFromJsonAsync<JsonObject>(cancellationToken))!;
            return tokens.ToImmutableDictionary(t => t.Key, t => (string)t.Value!);
        }
    }
}
