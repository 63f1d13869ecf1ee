using Conformance.Verification.Results;

namespace Conformance.Reporting.Terminal;

/// <summary>
/// Tells a run on a console: progress while it happens, and at the end what it came to, worst last, with a command that repeats each failure. The last
/// two lines are the totals and the outcome. May be called from any thread.
/// </summary>
public sealed class ConsoleReporter
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);

    private readonly ITimer? _timer;
    private readonly Lock _lock = new();
    private readonly Screen _screen;
    private readonly Progress _progress;
    private readonly Trace _trace;
    private readonly bool _isVerbose;

    /// <param name="output">Where lines go; stays open.</param>
    /// <param name="style">How they look, see <see cref="ConsoleStyle.Of"/>.</param>
    /// <param name="time">Where no line shows the progress live, one is written every ten seconds by this clock; null for none.</param>
    public ConsoleReporter(TextWriter output, ConsoleStyle style, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(style);
        _screen = new Screen(output, style);
        _progress = new Progress(_screen);
        _trace = new Trace(_screen);
        _isVerbose = style.IsVerbose;
        _timer = style.IsLive ? null : time?.CreateTimer(_ => Tell(), null, BetweenLines, BetweenLines);
    }

    /// <summary>Shows an event of the run.</summary>
    public void On(VerificationEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        lock (_lock)
        {
            if (happened is StepBegun or StepEnded or ScenarioBegun)
                _trace.On(happened);
            else
                _progress.On(happened);
        }
    }

    /// <summary>Shows how far something is that tells no events, where a line shows the progress live.</summary>
    public void Tell(string status)
    {
        lock (_lock)
            _screen.Show(ConsoleText.OneLine(status));
    }

    /// <summary>Tells what the run came to.</summary>
    public void Finish(VerificationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        lock (_lock)
        {
            _timer?.Dispose();
            _screen.Clear();
            foreach (var run in report.Runs)
                new ContractSection(_screen, run, report.IsStrict, _isVerbose).Write();
            new Ending(_screen, report).Write();
            _screen.Flush();
        }
    }

    private void Tell()
    {
        lock (_lock)
        {
            _progress.Tell();
            _screen.Flush();
        }
    }
}
