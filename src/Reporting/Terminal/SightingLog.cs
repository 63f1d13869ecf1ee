using System.Globalization;
using Conformance.Verification.Results;
using Spectre.Console.Rendering;

namespace Conformance.Reporting.Terminal;

/// <summary>Tells what a watch sees the moment it is seen: a block for what is new, a line where it happens again. May be called from any thread.</summary>
internal sealed class SightingLog(TextWriter output, ConsoleStyle style)
{
    private readonly Lock _lock = new();
    private readonly Screen _screen = new(output, style);

    /// <summary>Writes a line.</summary>
    public void Line(string text)
    {
        lock (_lock)
        {
            _screen.Line(new Segment(ConsoleText.OneLine(text)));
            _screen.Flush();
        }
    }

    /// <summary>Tells of a sight.</summary>
    public void Tell(Sighting seen)
    {
        lock (_lock)
        {
            var fields = new LabelledText(_screen);
            var time = seen.At.ToUniversalTime().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
            if (seen.Miss is not { } miss)
            {
                fields.Text("client", $"{time} request {seen.Number}, {seen.Request}: {seen.Sentence}");
            }
            else if (seen.Exchange is not { } exchange)
            {
                fields.Text("again", $"{time} request {seen.Number}, {seen.Request}: {seen.Sentence} Found {miss.Found}.", seen.Verdict);
            }
            else if (seen.Verdict != Verdict.Failed)
            {
                fields.Text(
                    seen.Verdict == Verdict.Review ? "review" : "warning",
                    $"{time} request {seen.Number}, {seen.Request}: {seen.Sentence} {miss} ({seen.Rule})",
                    seen.Verdict
                );
            }
            else
            {
                _screen.Line();
                fields.Heading("FAILED", Verdict.Failed, $"{seen.Sentence} ({seen.Rule})");
                fields.Text("request", $"{seen.Number} at {time} UTC, {exchange.Method} {exchange.Url}");
                fields.Text("expected", miss.Expected);
                fields.Text("found", miss.Found);
                if (miss.Cause is { } cause)
                    fields.Text("contract", cause.Pointer.Length > 0 ? $"{cause.At} ({cause.Pointer})" : $"{cause.At}");
                fields.Command("repeat", exchange.Curl);
                _screen.Line();
            }

            _screen.Flush();
        }
    }
}
