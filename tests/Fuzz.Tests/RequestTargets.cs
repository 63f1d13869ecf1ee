using System.Text;
using Conformance.Contracts;
using Conformance.Contracts.Loading;
using Conformance.Documents;
using Conformance.MockServer.Engine;
using Conformance.MockServer.Engine.Logging;
using Conformance.Samples;
using Conformance.Sessions;
using Conformance.TestKit;
using Conformance.Verification.Scenarios;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Conformance.Fuzz.Tests;

/// <summary>
/// Requests to a mock: one input is a few lines, the request line, header fields, an empty line and the body, without what a server refuses before the mock sees it. It never answers with a
/// defect, and whoever reads the log reads characters that are what they seem.
/// </summary>
internal sealed class RequestTarget(string name, params string[] words) : IFuzzTarget
{
    private static readonly Lazy<Contract> Served = new(() =>
    {
        var problems = new Problems();
        var contract = ContractLoader.Load(
            ContractSource.FromFile(Repository.PathOf("tests", "Fuzz.Tests", "parsers.yaml")),
            new Dictionary<string, string>(),
            SampleSource.Of,
            problems
        );
        Assert.Empty(problems);
        return contract!;
    });

    public string Name => name;

    public IReadOnlyList<string> Words => [.. words, "\n", "\n\n", "GET ", "POST ", ": "];

    public string Run(byte[] input)
    {
        var log = new LastEntry();
        var http = new DefaultHttpContext();
        using var answer = new MemoryStream();
        if (!Write(input, http.Request))
            return "no request";
        http.Response.Body = answer;
        var engine = new MockEngine(
            new EngineOptions
            {
                Contracts = [Served.Value],
                Log = log,
                Seed = 1,
                Time = new ManualClock(),
            }
        );
        engine.AnswerAsync(http).GetAwaiter().GetResult();
        engine.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Assert.NotEqual(StatusCodes.Status500InternalServerError, http.Response.StatusCode);
        var line = LogLine.Text(log.Entry!.Value);
        Assert.All(
            line.Concat(LogLine.Json(log.Entry.Value)),
            c =>
                Assert.False(
                    char.IsControl(c) || c is '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069'),
                    line
                )
        );
        return $"{http.Response.StatusCode} {Outcome.Shape(line[(line.IndexOf(' ') + 1)..])}";
    }

    private static bool Write(byte[] input, HttpRequest request)
    {
        var end = input.AsSpan().IndexOf("\n\n"u8);
        var head = Encoding.Latin1.GetString(end < 0 ? input : input[..end]).Split('\n');
        if (
            head[0].Split(' ') is not [var method, var target]
            || !target.StartsWith('/')
            || method.Length == 0
            || !method.All(char.IsAsciiLetterUpper)
        )
            return false;
        request.Method = method;
        if (target.Any(c => c is <= ' ' or >= '\x7f') || target.Contains("%00", StringComparison.Ordinal))
            return false;
        request.HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget = target;
        var question = target.IndexOf('?', StringComparison.Ordinal);
        request.Path = PathString.FromUriComponent(question < 0 ? target : target[..question]);
        request.QueryString = question < 0 ? default : new QueryString(target[question..]);
        foreach (var line in head.Skip(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || !line[..colon].All(c => char.IsAsciiLetterOrDigit(c) || c == '-') || line.Any(c => c is '\0' or '\r'))
                return false;
            request.Headers.Append(line[..colon], line[(colon + 1)..].Trim(' ', '\t'));
        }

        request.Headers.Remove("Transfer-Encoding");
        request.Headers.Remove("Expect");
        var body = end < 0 ? [] : input[(end + 2)..];
        request.ContentLength = end < 0 ? null : body.Length;
        request.Body = new MemoryStream(body);
        return true;
    }

    private sealed class LastEntry : IRequestLog
    {
        public RequestLogEntry? Entry { get; private set; }

        public void Write(in RequestLogEntry entry) => Entry = entry;
    }
}

/// <summary>The text of a token of each format: whatever it is, it is refused, unless it is one that was issued.</summary>
internal sealed class TokenTarget : IFuzzTarget
{
    private static readonly SessionPolicy Policy = new([
        new("jwt", new JwtFormat(JwtAlgorithm.HS256), TimeSpan.FromHours(1), Rotation.None),
        new("rsa", new JwtFormat(JwtAlgorithm.RS256), TimeSpan.FromHours(1), Rotation.None),
        new("jwe", new JweFormat(), TimeSpan.FromHours(1), Rotation.None),
        new("opaque", new OpaqueFormat(32, OpaqueFormat.Base64Url, "rt_"), TimeSpan.FromHours(1), Rotation.None),
        new("uuid", PositionalFormat.Uuid, TimeSpan.FromHours(1), Rotation.None),
    ]);

    private readonly SessionWorld _world;
    private readonly Dictionary<string, int> _issued;

    public TokenTarget()
    {
        _world = new SessionWorld(Policy, KeyRing.Create(1), new ManualClock(), Entropy.FromSeed(1));
        var issued = _world.LogInAsync(new User("u", "u"), [0, 1, 2, 3, 4]).AsTask().GetAwaiter().GetResult();
        _issued = issued.Tokens.ToDictionary(t => t.Text, t => t.Kind, StringComparer.Ordinal);
        Words = [.. _issued.Keys, .. _issued.Keys.SelectMany(t => t.Split('.')), ".", "..", "=", "eyJhbGciOiJub25lIn0", "rt_", "-"];
    }

    public string Name => "token";

    public IReadOnlyList<string> Words { get; }

    public string Run(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        var outcomes = new List<string>();
        for (var kind = 0; kind < Policy.Kinds.Length; kind++)
        {
            var decision = _world.PresentAsync(new PresentedToken(kind, text)).AsTask().GetAwaiter().GetResult();
            Assert.Equal(_issued.TryGetValue(text, out var own) && own == kind, decision.Accepted);
            outcomes.Add($"{decision.Reason} {decision.Detail}");
        }

        return string.Join(", ", outcomes);
    }
}

/// <summary>An expression over tags, which holds or does not, and which its negation contradicts.</summary>
internal sealed class TagTarget : IFuzzTarget
{
    public string Name => "tags";

    public IReadOnlyList<string> Words { get; } = ["@a", "@b", " and ", " or ", " not ", "(", ")", "\\(", "\\ ", "@", ","];

    public string Run(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        if (!TagExpression.TryParse(text, out var expression, out var error))
        {
            Assert.NotEmpty(error);
            return Outcome.Shape(error);
        }

        var holds = expression.Matches(["@a"]);
        if (!string.IsNullOrWhiteSpace(text) && TagExpression.TryParse($"not ({text})", out var negated, out _))
            Assert.NotEqual(holds, negated.Matches(["@a"]));
        return $"holds {holds} {expression.Matches([])} {Outcome.Size(text.Length)}";
    }
}
