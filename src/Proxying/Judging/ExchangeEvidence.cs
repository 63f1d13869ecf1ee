using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Conformance.Proxying.Tokens;
using Conformance.Validation;
using Conformance.Verification.Client;
using Conformance.Verification.Evidence;
using Conformance.Verification.Oracle;
using Conformance.Verification.Results;

namespace Conformance.Proxying.Judging;

/// <summary>Records exchanges without their secrets. Marks stand for the same secret in all exchanges of a run, and call a token what messages call it.</summary>
internal sealed partial class ExchangeEvidence(ContractUnderTest subject, TokenBook book, Uri target)
{
    // Bytes of a body that is kept with a logout, of which there may be many.
    private const int LongestKept = 2 * 1024;

    private const int MostWords = 4096;

    // What belongs to a connection or to a browser, and would keep a command from doing the same again.
    private static readonly string[] NotRepeated =
    [
        "Host",
        "Content-Length",
        "Content-Type",
        "Connection",
        "Keep-Alive",
        "Transfer-Encoding",
        "Upgrade",
        "TE",
        "Accept-Encoding",
        "Origin",
        "Referer",
    ];

    private readonly byte[] _salt = RandomNumberGenerator.GetBytes(16);
    private readonly IssuedSecrets _issued = new(subject.Contract, new Target { BaseUrl = target }, subject.Published);

    /// <summary>A redactor that knows no secret but by its form, for texts that are thrown away.</summary>
    public Redactor Unknowing() => new(new Secrets(_salt));

    /// <summary>A redactor that knows the secrets of an exchange.</summary>
    /// <param name="tokens">Those that it presents.</param>
    public Redactor RedactorOf(PassedExchange exchange, Reply reply, IEnumerable<PresentedText> tokens)
    {
        var secrets = new Secrets(_salt);
        foreach (var token in tokens)
            secrets.Add(LabelOf(token.Text) ?? subject.Policy!.Kinds[token.Kind].Name, token.Text);
        foreach (var issued in reply.Request.Operation.Session?.Issued ?? [])
        {
            if (reply.TokenAt(issued) is { } token)
                secrets.Add(LabelOf(token) ?? subject.Policy!.Kinds[issued.Kind].Name, token);
        }

        foreach (var text in TextsOf(exchange))
        {
            foreach (var word in Words().Matches(text).Take(MostWords).Select(m => m.Value))
            {
                // A cookie's value may be escaped; its token is what that stands for.
                foreach (
                    var token in word.Contains('%', StringComparison.Ordinal) ? [word, Uri.UnescapeDataString(word)] : (string[])[word]
                )
                {
                    if (LabelOf(token) is { } label)
                        secrets.Add(label, token);
                }
            }
        }

        AddCredentials(exchange, secrets);
        AddHeaders(exchange, secrets);
        var redactor = new Redactor(secrets);
        foreach (var (name, value) in _issued.In(reply))
            redactor.Add(name, value);
        return redactor;
    }

    /// <summary>The exchange, secrets replaced.</summary>
    public static RecordedExchange Record(PassedExchange exchange, int number, string label, Redactor redactor) =>
        Sent(exchange, label, int.MaxValue).ToEvidence(number, redactor);

    /// <summary>The same with no more of its bodies than their beginning, to be kept for as long as its tokens.</summary>
    public static RecordedExchange RecordShort(PassedExchange exchange, string label, Redactor redactor) =>
        Sent(exchange, label, LongestKept).ToEvidence(1, redactor);

    private static SentRequest Sent(PassedExchange exchange, string label, int longest) =>
        new()
        {
            Label = label,
            Method = exchange.Method,
            Url = exchange.Url,
            Headers = [.. exchange.RequestHeaders.Where(h => IsRepeated(h.Name))],
            ContentType = exchange.RequestBody is { IsEmpty: false } ? exchange.ContentType : null,
            Body = exchange.RequestBody is { IsEmpty: false } body ? Shown(body, longest) : null,
            SentAt = exchange.BegunAt,
            Duration = exchange.Duration,
            Answer = new RecordedAnswer(
                exchange.Status,
                exchange.AnswerHeaders,
                exchange.AnswerBody is { } answer && answer.Length <= longest ? answer : default
            ),
        };

    private static string Shown(ReadOnlyMemory<byte> body, int longest) =>
        body.Length > longest || !Utf8.IsValid(body.Span) ? $"({body.Length} bytes)" : Encoding.UTF8.GetString(body.Span);

    private static bool IsRepeated(string name) =>
        !NotRepeated.Contains(name, StringComparer.OrdinalIgnoreCase)
        && !name.StartsWith("Sec-", StringComparison.OrdinalIgnoreCase)
        && !name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase);

    private string? LabelOf(string text) => book.Find(book.KeyOf(text))?.Label;

    // Wherever a token of another exchange may have been repeated.
    private static IEnumerable<string> TextsOf(PassedExchange exchange)
    {
        yield return exchange.Url.PathAndQuery;
        foreach (var header in exchange.RequestHeaders.Concat(exchange.AnswerHeaders))
            yield return header.Value;
        if (exchange.RequestBody is { } body)
            yield return Encoding.UTF8.GetString(body.Span);
        if (exchange.AnswerBody is { } answer)
            yield return Encoding.UTF8.GetString(answer.Span);
    }

    private void AddCredentials(PassedExchange exchange, Secrets secrets)
    {
        using var places = new RequestPlaces(exchange, exchange.ContentType, exchange.RequestBody ?? default);
        if (exchange.Operation is { } operation)
        {
            foreach (var place in (operation.Session?.Secret ?? []).Concat(operation.Session?.Assertion is { } outside ? [outside] : []))
                Secret("password", PresentedWay.TextAt(places, place.Expression));
            foreach (var credential in operation.Client.Where(c => c.Name != Contracts.Model.ClientCredential.Origin))
                Add($"client-{credential.Name}", PresentedWay.TextAt(places, credential.Place.Expression));
        }

        if (BasicOf(exchange) is { } basic)
            Secret("password", basic);
        if (exchange.RequestBody is { IsEmpty: false } body)
        {
            using var json = WellFormed.NearlyJson(body.Span);
            foreach (var (name, text) in json is null ? [] : Members(json.RootElement, ""))
            {
                if (Credential().IsMatch(name))
                    Add("value", text);
            }

            if (json is null && Utf8.IsValid(body.Span))
            {
                foreach (Match field in Field().Matches(Encoding.UTF8.GetString(body.Span)))
                    Add("value", Uri.UnescapeDataString(field.Groups["value"].Value.Replace('+', ' ')));
            }
        }

        foreach (var (name, value) in exchange.Query.Where(q => Credential().IsMatch(q.Key)))
            Add("value", value);

        void Add(string name, string? text)
        {
            if (text is not ("true" or "false" or "null") && text is not null && !subject.Published.Contains(text))
                Secret(name, text);
        }

        void Secret(string name, string? text)
        {
            if (text is { Length: > 0 })
                secrets.Add(name, text);
        }
    }

    // The credentials in them, so that the rest can be read; what has none but may be a secret is one whole.
    private void AddHeaders(PassedExchange exchange, Secrets secrets)
    {
        foreach (var header in exchange.RequestHeaders.Where(h => TargetSecrets.IsSecret(h)))
        {
            var credentials = TargetSecrets.Credentials(header).Where(c => c.Length > 0).ToList();
            foreach (var secret in credentials.Count > 0 ? credentials : [header.Value])
            {
                if (!subject.Published.Contains(secret))
                    secrets.Add(
                        header.Name.Equals("Cookie", StringComparison.OrdinalIgnoreCase)
                            ? "cookie"
                            : $"header-{header.Name.ToLowerInvariant()}",
                        secret
                    );
            }
        }
    }

    private static string? BasicOf(PassedExchange exchange) =>
        Contracts.Expressions.BasicCredentials.Of(exchange.Header("Authorization"))?.Password;

    private static IEnumerable<(string Name, string Text)> Members(JsonElement value, string name) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => value.EnumerateObject().SelectMany(m => Members(m.Value, m.Name)),
            JsonValueKind.Array => value.EnumerateArray().SelectMany(i => Members(i, name)),
            JsonValueKind.String when JsonText.Of(value) is { } text => [(name, text)],
            JsonValueKind.Number => [(name, value.GetRawText())],
            _ => [],
        };

    [GeneratedRegex(
        "pass|pwd|pin$|secret|token|otp|^code$|credential|assertion|jwt|api[_-]?key|session",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Credential();

    [GeneratedRegex(
        "(?:^|&)[^=&]{0,60}(?:pass|pwd|pin|secret|token|otp|credential|assertion)[^=&]{0,60}=(?<value>[^&]+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Field();

    [GeneratedRegex(@"[A-Za-z0-9._~+/%-]{8,8192}={0,2}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Words();
}
