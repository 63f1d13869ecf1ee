using System.Collections.Immutable;
using System.Text;
using Conformance.Verification.Results;

namespace Conformance.Reporting.Views;

/// <summary>A request and its answer as HTTP/1.1 writes them, for people.</summary>
internal static class ExchangeText
{
    /// <summary>The request line, the headers and the body.</summary>
    public static string Request(RecordedExchange exchange) =>
        Text($"{exchange.Method} {exchange.Url}", exchange.RequestHeaders, exchange.RequestBody);

    /// <summary>The status line, the headers and the body, or why there was no answer.</summary>
    public static string Response(RecordedExchange exchange) =>
        exchange.Status is { } status
            ? Text($"{status}", exchange.ResponseHeaders, exchange.ResponseBody)
            : $"No answer: {exchange.Failure}";

    private static string Text(string first, ImmutableArray<HeaderLine> headers, string? body)
    {
        var text = new StringBuilder(first);
        foreach (var (name, value) in headers)
            text.Append('\n').Append(name).Append(": ").Append(value);
        if (body is not null)
            text.Append("\n\n").Append(body);
        return text.ToString();
    }
}
