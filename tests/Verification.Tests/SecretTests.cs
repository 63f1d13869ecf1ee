using System.Buffers;
using System.Collections.Immutable;
using System.Net;
using System.Text;
using System.Text.Json;
using Conformance.Contracts.Loading;
using Conformance.Documents;
using Conformance.MockServer;
using Conformance.MockServer.Engine.State;
using Conformance.Samples;
using Conformance.TestKit;
using Conformance.Verification.Client;
using Conformance.Verification.Results;
using Conformance.Verification.Scenarios;
using Conformance.Verification.Suite;
using Conformance.Verification.Tests.Demo;
using Conformance.Verification.Tests.Servers;
using Microsoft.AspNetCore.Http;

namespace Conformance.Verification.Tests;

/// <summary>No token and no password leaves a run, in no form, whatever the server does with them.</summary>
[Trait("Category", "Slow")]
public sealed class SecretTests
{
    // Stretches of a token from this length on are too much.
    private const int LongPart = 20;

    private const string Unknown = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbm4iLCJ3b3JkIjoiaGlkZGVuIn0.c2lnbmF0dXJlLW9mLXRoaXM";

    public static TheoryData<string> BuiltIn => [.. new ContractCatalog(Repository.PathOf("specs")).Sources.Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(BuiltIn))]
    public async Task No_secret_of_a_run_against_the_mock_is_in_its_events(string name)
    {
        var source = new ContractCatalog(Repository.PathOf("specs")).Find(name)!;
        var contract = ContractLoader.Load(source, new Dictionary<string, string>(), SampleSource.Of, [])!;
        await using var mock = await Mock.StartAsync(new MockOptions { Contracts = [contract], Port = 0 });
        using var clock = new ControlApiClock(new Uri(mock.Address, "/__admin"));
        var suite = ConformanceSuite.Load(source, new SuiteOptions(), new Problems(), new List<FeatureProblem>())!;
        using var run = suite.Against(
            new Target
            {
                BaseUrl = mock.Address,
                Users = [.. Account.Seeded.Select(a => new UserCredentials(a.Name, a.Password))],
                Clock = clock,
                Headers = [new HeaderLine("X-Environment-Key", "an-environment-key-1"), new HeaderLine("Accept", "application/json")],
            }
        );
        var events = await run.RunAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        Assert.True(run.SecretsUsed.Count > 60, $"{run.SecretsUsed.Count} secrets");
        Assert.Contains("an-environment-key-1", run.SecretsUsed);
        CheckNothingLeaks(events, run.SecretsUsed);
        Assert.Contains(Texts.In(events), t => t.Contains("«access#1 ", StringComparison.Ordinal));
    }

    public static TheoryData<string> Disguises => [.. Echoes.Keys];

    [Theory]
    [MemberData(nameof(Disguises))]
    public async Task No_secret_that_a_server_sends_back_in_disguise_is_in_the_events(string disguise)
    {
        var api = new EchoApi(Echoes[disguise]);
        await using var server = await DemoServer.StartAsync(api);
        using var run = DemoSuite.Whole.Against(DemoSuite.At(server.Address) with { Clock = new DemoClock(api) });
        var events = await run.RunAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Contains(DemoApi.Password, run.SecretsUsed);
        Assert.True(run.SecretsUsed.Count > 60, $"{run.SecretsUsed.Count} secrets");
        CheckNothingLeaks(events, run.SecretsUsed);
    }

    public static TheoryData<string> EncodingNames => [.. Encodings.Keys];

    [Theory]
    [MemberData(nameof(EncodingNames))]
    public async Task No_secret_that_a_server_sends_back_encoded_is_in_the_events(string name)
    {
        var encode = Encodings[name];
        var api = new EchoApi(encode);
        await using var server = await DemoServer.StartAsync(api);
        using var run = DemoSuite.Whole.Against(DemoSuite.At(server.Address) with { Clock = new DemoClock(api) });
        var events = await run.RunAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        CheckNothingLeaks(events, run.SecretsUsed);
        var all = string.Join('\u0001', Texts.In(events));
        var encoded = SearchValues.Create([.. run.SecretsUsed.Select(encode).Where(e => e.Length >= 8)], StringComparison.Ordinal);
        var leak = all.AsSpan().IndexOfAny(encoded);
        Assert.True(leak < 0, $"a secret stands in \"…{Around(all, leak)}…\"");
    }

    [Fact]
    public async Task No_eight_characters_of_what_nobody_guesses_are_in_the_events()
    {
        var api = new EchoApi(s => string.Join(' ', s.Chunk(8).Select(c => new string(c))));
        await using var server = await DemoServer.StartAsync(api);
        using var run = DemoSuite.Whole.Against(
            DemoSuite.At(server.Address) with
            {
                Headers = [new HeaderLine("Authorization-Of-App", HardToGuess)],
                Clock = new DemoClock(api),
            }
        );
        var events = await run.RunAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        var all = string.Join('\u0001', Texts.In(events));
        var parts = run
            .SecretsUsed.Where(s => s.Length >= 32 && s.Any(char.IsAsciiDigit) && !s.StartsWith("eyJ", StringComparison.Ordinal))
            .SelectMany(s => Enumerable.Range(0, s.Length - 7).Select(at => s.Substring(at, 8)))
            .ToArray();
        Assert.True(parts.Length > 24, $"{parts.Length} parts");
        var leak = all.AsSpan().IndexOfAny(SearchValues.Create(parts, StringComparison.Ordinal));
        Assert.True(leak < 0, $"a part of a secret stands in \"…{Around(all, leak)}…\"");
    }

    [Fact]
    public async Task A_live_token_in_an_undocumented_field_or_cookie_is_a_secret()
    {
        await using var server = await DemoServer.StartAsync(http =>
        {
            http.Response.Headers.SetCookie = "sid=a-live-session-cookie-1; Path=/";
            return http.Response.WriteAsJsonAsync(
                new
                {
                    data = new
                    {
                        access_token = "an-opaque-live-token-1",
                        token_type = "Bearer",
                        jwt = Unknown,
                    },
                }
            );
        });
        using var run = DemoSuite.Whole.Against(DemoSuite.At(server.Address));
        var events = await run.RunAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Contains("an-opaque-live-token-1", run.SecretsUsed);
        Assert.Contains("a-live-session-cookie-1", run.SecretsUsed);
        Assert.Contains(Unknown, run.SecretsUsed);
        CheckNothingLeaks(events, run.SecretsUsed);
        Assert.Contains(Texts.In(events), t => t.Contains("\"token_type\":\"Bearer\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_in_a_url_is_no_part_of_the_reason_why_no_answer_came()
    {
        using var folder = new TemporaryFolder();
        var suite = ConformanceSuite.FromFolder(
            folder.Demo(
                (
                    "presents: {refresh: $request.body#/refresh}\n        revokes",
                    "presents: {refresh: $request.query.refresh}\n        revokes"
                )
            )
        );
        await using var server = await DemoServer.StartAsync(new HangingApi().HandleAsync);
        using var run = suite.Against(DemoSuite.At(server.Address) with { RequestTimeout = TimeSpan.FromSeconds(1) });
        var result = await run.RunAsync(
            suite.Scenarios.Single(s => s.Name == "The documented logout succeeds"),
            TestContext.Current.CancellationToken
        );
        Assert.Matches("^POST http://[^ ]+/api/logout\\?refresh=«refresh#1 [0-9a-f]{4}» was not answered within 1 s\\.$", result.Reason);
        CheckNothingLeaks([result], run.SecretsUsed);
    }

    [Fact]
    public async Task A_password_that_the_token_command_tells_is_no_part_of_the_obstacle()
    {
        await using var server = await DemoServer.StartAsync(new DemoApi());
        using var run = DemoSuite.Whole.Against(
            DemoSuite.At(server.Address) with
            {
                Tokens = new CommandTokens("echo \"no: $CONFORM_PASSWORD\" >&2; exit 3", TimeSpan.FromSeconds(20)),
            }
        );
        var result = await run.RunToEndAsync(TestContext.Current.CancellationToken);
        Assert.Matches(
            "^The token command ended with exit code 3 and said \"no: «password#1 [0-9a-f]{4}»\"\\. Run it by hand to see why\\.$",
            Assert.Single(result.Obstacles)
        );
        CheckNothingLeaks([result], run.SecretsUsed);
    }

    [Fact]
    public void The_walk_over_texts_finds_those_inside()
    {
        var result = new Miss("a", "b", 1);
        Assert.Equal(
            ["a", "b", "https://c/"],
            Texts.In(new object[] { ImmutableArray.Create(result), new HeaderLine("a", "b"), new Uri("https://c/") }).Order()
        );
    }

    private const string HardToGuess = "b7Xp2kQ9-vT4mZ8cL1sD6wN3yR5hF0jGa";

    // Of a whole secret; whoever reads one has it.
    private static readonly Dictionary<string, Func<string, string>> Encodings = new()
    {
        ["base64, twice"] = s => ToBase64(ToBase64(s)),
        ["base64url, twice"] = s => ToBase64Url(ToBase64Url(s)),
        ["base64 of base64url"] = s => ToBase64(ToBase64Url(s)),
        ["base64, twice, within other text"] = s => ToBase64($"a={ToBase64($"b={s}&c")}:d"),
        ["base64 for a URL"] = s => Uri.EscapeDataString(ToBase64(s)),
        ["base64 of what is escaped for a URL"] = s => ToBase64(Uri.EscapeDataString(s)),
        ["base64 of JSON"] = s => ToBase64(JsonSerializer.Serialize(new { s })),
        ["base64, twice, beside other letters"] = s => $"path/{ToBase64(ToBase64(s))}/x",
        ["hexadecimal digits"] = s => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(s)),
        ["hexadecimal digits in capitals"] = s => Convert.ToHexString(Encoding.UTF8.GetBytes(s)),
        ["hexadecimal digits, twice"] = s =>
            Convert.ToHexString(Encoding.UTF8.GetBytes(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(s)))),
        ["hexadecimal digits behind an odd one"] = s => "0x1" + Convert.ToHexStringLower(Encoding.UTF8.GetBytes(s)),
        ["base64 of hexadecimal digits"] = s => ToBase64(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(s))),
        ["a URL, twice"] = s => Percent(Percent(s)),
        ["HTML, twice"] = s => Html(Html(s)),
        ["HTML in hexadecimal digits"] = s => string.Concat(s.Select(c => $"&#x{(int)c:x};")),
        ["JSON, each character"] = Json,
        ["JSON, each character, twice"] = s => Json(Json(s)),
        ["capitals"] = s => s.ToUpperInvariant(),
        ["small letters"] = s => s.ToLowerInvariant(),
        ["the other case"] = s => string.Concat(s.Select(c => char.IsUpper(c) ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c))),
        ["backwards"] = Backwards,
        ["backwards in capitals"] = s => Backwards(s).ToUpperInvariant(),
        ["base64 of backwards"] = s => ToBase64(Backwards(s)),
    };

    private static string ToBase64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string ToBase64Url(string text) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private static string Percent(string text) => string.Concat(Encoding.UTF8.GetBytes(text).Select(b => $"%{b:X2}"));

    private static string Html(string text) => string.Concat(text.Select(c => $"&#{(int)c};"));

    private static string Json(string text) => string.Concat(text.Select(c => $"\\u{(int)c:x4}"));

    private static string Backwards(string text) => new([.. text.Reverse()]);

    private static readonly Dictionary<string, Func<string, string>> Echoes = new()
    {
        ["as it is"] = s => s,
        ["in a sentence"] = s => $"token '{s}', which is revoked.",
        ["glued to other text"] = s => $"abc{s}xyz",
        ["for a URL"] = Uri.EscapeDataString,
        ["for a URL, every character"] = s => string.Concat(Encoding.UTF8.GetBytes(s).Select(b => $"%{b:x2}")),
        ["for JSON"] = s => JsonSerializer.Serialize(s).Trim('"'),
        ["for JSON, twice"] = s => JsonSerializer.Serialize(JsonSerializer.Serialize(s).Trim('"')).Trim('"'),
        ["for JSON, slashes too"] = s => s.Replace("/", "\\/", StringComparison.Ordinal),
        ["for HTML"] = s => WebUtility.HtmlEncode(s)!,
        ["in base64"] = s => Convert.ToBase64String(Encoding.UTF8.GetBytes(s)),
        ["in base64 behind a name"] = s => Convert.ToBase64String(Encoding.UTF8.GetBytes("ann:" + s)),
        ["in base64 behind two characters"] = s => Convert.ToBase64String(Encoding.UTF8.GetBytes("::" + s + "!")),
        ["in base64url"] = s => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(s)),
        ["its first half"] = s => s[..(s.Length / 2)],
        ["its last half"] = s => s[(s.Length / 2)..],
        ["its middle"] = s => s[(s.Length / 4)..(3 * s.Length / 4)],
        ["the first half of its base64"] = s => Convert.ToBase64String(Encoding.UTF8.GetBytes(s))[..(s.Length / 2)],
        ["the claims alone"] = s => s.Split('.') is [_, var claims, _] ? claims : "",
        ["the signature alone"] = s => s.Split('.') is [_, _, var signature] ? signature : "",
        ["where a quote ends"] = s => new string('-', 110) + s,
        ["where evidence ends"] = s => new string('-', (64 * 1024) - 50) + s,
        ["behind a beginning of its own"] = s => s[..Math.Min(12, s.Length)] + s,
        ["twice in a row"] = s => s + s,
        ["behind a header that never ends"] = s => string.Concat(Enumerable.Repeat("eyJ", 5000)) + " " + s,
    };

    private static void CheckNothingLeaks(IEnumerable<object> events, IReadOnlyCollection<string> secrets)
    {
        var all = string.Join('\u0001', Texts.In(events));
        var forms = SearchValues.Create([.. secrets.SelectMany(Forms)], StringComparison.OrdinalIgnoreCase);
        var leak = all.AsSpan().IndexOfAny(forms);
        Assert.True(leak < 0, $"a secret stands in \"…{Around(all, leak)}…\"");
        var parts = secrets.SelectMany(Parts).ToHashSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        for (var at = 0; at + LongPart <= all.Length; at++)
        {
            if (parts.Contains(all.AsSpan(at, LongPart)))
                Assert.Fail($"a part of a secret stands in \"…{Around(all, at)}…\"");
        }
    }

    private static string Around(string text, int at) => at < 0 ? "" : text[Math.Max(0, at - 60)..Math.Min(text.Length, at + 60)];

    private static string[] Forms(string secret) =>
        [
            secret,
            Uri.EscapeDataString(secret),
            JsonSerializer.Serialize(secret).Trim('"'),
            InBase64("", secret)[..^1],
            InBase64("a", secret)[4..^1],
            InBase64("ab", secret)[4..^1],
        ];

    private static string InBase64(string before, string secret) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(before + secret)).TrimEnd('=');

    // The header of a JWT is no secret.
    private static IEnumerable<string> Parts(string secret)
    {
        var from = secret.StartsWith("eyJ", StringComparison.Ordinal) ? secret.IndexOf('.', StringComparison.Ordinal) + 1 : 0;
        for (var at = from; at + LongPart <= secret.Length; at++)
            yield return secret.Substring(at, LongPart);
    }

    /// <summary>Sends what it is given back in the body, and in a header, in one disguise.</summary>
    private sealed class EchoApi(Func<string, string> disguise) : DemoApi
    {
        public override async Task HandleAsync(HttpContext http)
        {
            http.Request.EnableBuffering();
            var body = await new StreamReader(http.Request.Body).ReadToEndAsync();
            http.Request.Body.Position = 0;
            Echo(http, "X-Echo-Authorization", http.Request.Headers.Authorization.ToString().Split(' ')[^1]);
            foreach (var secret in Strings(body))
                Echo(http, "X-Echo-Body", secret);
            await base.HandleAsync(http);
        }

        protected override Task MeAsync(HttpContext http) =>
            SendAsync(
                http,
                200,
                new { user = disguise(http.Request.Headers.Authorization.ToString().Split(' ')[^1]), word = disguise(Password) }
            );

        protected override Task LogOutAsync(HttpContext http, string body) =>
            SendAsync(
                http,
                409,
                new
                {
                    error = disguise(http.Request.Headers.Authorization.ToString().Split(' ')[^1]),
                    refresh = string.Concat(Strings(body).Select(disguise)),
                }
            );

        private static List<string> Strings(string body)
        {
            try
            {
                return JsonDocument
                    .Parse(body)
                    .RootElement.EnumerateObject()
                    .Where(p => p.Value.ValueKind == JsonValueKind.String && p.Name != "user")
                    .Select(p => p.Value.GetString()!)
                    .ToList();
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException)
            {
                return [];
            }
        }

        private void Echo(HttpContext http, string name, string secret)
        {
            var text = disguise(secret);
            if (text.Length is > 0 and < 2000 && !text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
                http.Response.Headers[name] = text;
        }
    }

    /// <summary>Never answers a logout.</summary>
    private sealed class HangingApi : DemoApi
    {
        public override Task HandleAsync(HttpContext http) =>
            http.Request.Path.Value == "/api/logout" ? Task.Delay(Timeout.InfiniteTimeSpan, http.RequestAborted) : base.HandleAsync(http);
    }
}
