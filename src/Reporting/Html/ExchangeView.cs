using System.Collections.Immutable;
using System.Globalization;
using Conformance.Reporting.Views;
using Conformance.Verification.Results;

namespace Conformance.Reporting.Html;

/// <summary>A request and its answer side by side, and the command that repeats the request.</summary>
/// <param name="StatusClass">The first digit of the status; 0 where no answer came.</param>
/// <param name="IsProof">Whether it is the one that shows what was missed; it is open then.</param>
internal sealed record ExchangeView(
    int Number,
    string Method,
    ImmutableArray<MarkedText> Url,
    int StatusClass,
    string Status,
    string Took,
    bool IsProof,
    ImmutableArray<MessageView> Messages,
    string Curl
)
{
    private const string NoAnswer = "no answer";

    public static ExchangeView Of(RecordedExchange exchange, Marks marks, bool isProof)
    {
        var status = exchange.Status?.ToString(CultureInfo.InvariantCulture);
        return new ExchangeView(
            exchange.Number,
            exchange.Method,
            marks.In(exchange.Url),
            exchange.Status / 100 ?? 0,
            status ?? NoAnswer,
            Words.Of(exchange.Duration),
            isProof,
            [
                Message(marks, "request", $"{exchange.Method} {exchange.Url}", exchange.RequestHeaders, exchange.RequestBody),
                Message(marks, "response", status ?? exchange.Failure ?? NoAnswer, exchange.ResponseHeaders, exchange.ResponseBody),
            ],
            exchange.Curl
        );
    }

    private static MessageView Message(Marks marks, string name, string first, ImmutableArray<HeaderLine> headers, string? body) =>
        new(
            name,
            marks.In(first),
            [.. headers.Select(h => new HeaderView(h.Name, marks.In(h.Value)))],
            body is null ? null : marks.In(BodyText.Of(body))
        );
}

/// <summary>One side of an exchange.</summary>
/// <param name="First">The line that comes first: method and URL, or the status.</param>
internal sealed record MessageView(
    string Name,
    ImmutableArray<MarkedText> First,
    ImmutableArray<HeaderView> Headers,
    ImmutableArray<MarkedText>? Body
);

/// <summary>One line of a header section.</summary>
internal sealed record HeaderView(string Name, ImmutableArray<MarkedText> Value);
