using System.Globalization;

namespace Conformance.MockServer.Engine.Logging;

/// <summary>How lines of the log look to people.</summary>
public sealed record LogAppearance
{
    private const string Reset = "\e[0m";
    private const int LeastReason = 12;

    /// <summary>Tells how many characters a line may have, asked anew for each; null, or a number that is not positive, for any number.</summary>
    public Func<int>? Width { get; init; }

    /// <summary>Whether the status is coloured by the outcome.</summary>
    public bool IsColoured { get; init; }

    /// <summary>A line: <c>03:04:05 GET /my-api/orders?page=2 200 opened by access#3 (3 ms, after a preflight)</c>.</summary>
    internal string Line(in RequestLogEntry entry, int preflights)
    {
        var asked = LogLine.Asked(entry);
        var status = entry.Status == 0 ? "---" : entry.Status.ToString(CultureInfo.InvariantCulture);
        var reason = LogLine.Reason(entry);
        var end = End(entry.Duration, preflights);
        if (Width?.Invoke() is > 0 and var width)
        {
            // What was asked for keeps most of the line; what it took keeps its place.
            var fixedLength = status.Length + 2 + end.Length;
            asked = Cut(asked, Math.Max(width - fixedLength - Math.Min(reason.Length, LeastReason), LeastReason));
            reason = Cut(reason, Math.Max(width - fixedLength - asked.Length, 0));
        }

        var shown = IsColoured ? $"\e[{ColourOf(entry.Outcome)}m{status}{Reset}" : status;
        return $"{asked} {shown}{(reason.Length > 0 ? " " + reason : "")}{end}";
    }

    /// <summary>A line for preflights that no request has followed.</summary>
    internal static string Alone(int preflights) => $"({Preflights(preflights)}, and no request)";

    private static string End(TimeSpan? duration, int preflights)
    {
        var took = duration is { } time
            ? time.TotalMilliseconds < 9.95
                ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.#} ms")
                : time.TotalSeconds < 10
                    ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms")
                    : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s")
            : null;
        var parts = string.Join(", ", new[] { took, preflights > 0 ? $"after {Preflights(preflights)}" : null }.OfType<string>());
        return parts.Length == 0 ? "" : $" ({parts})";
    }

    private static string Preflights(int count) => count == 1 ? "a preflight" : $"{count} preflights";

    private static string Cut(string text, int length) =>
        text.Length <= length ? text
        : length < 2 ? ""
        : string.Concat(text.AsSpan(0, length - 1), "…");

    private static int ColourOf(OutcomeKind outcome) =>
        outcome switch
        {
            OutcomeKind.Accepted => 32,
            OutcomeKind.Refused => 33,
            OutcomeKind.Forced => 35,
            OutcomeKind.Mapped => 36,
            _ => 31,
        };
}
