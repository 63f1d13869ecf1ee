using Conformance.Verification.Results;

namespace Conformance.Reporting.Terminal;

/// <summary>
/// Tells a run on a console: progress while it happens, and at the end what it came to, worst last, with a command that repeats each failure. The last
/// two lines are the totals and the outcome. May be called from any thread.
/// </summary>
public sealed class ConsoleReporter
{
    private readonly Lock _lock = new();
    private readonly Screen _screen;
    private readonly Progress _progress;
    private readonly bool _isVerbose;

    /// <param name="output">Where lines go; stays open.</param>
    /// <param name="style">How they look, see <see cref="ConsoleStyle.Of"/>.</param>
    public ConsoleReporter(TextWriter output, ConsoleStyle style)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(style);
        _screen = new Screen(output, style);
        _progress = new Progress(_screen);
        _isVerbose = style.IsVerbose;
    }

    /// <summary>Shows an event of the run.</summary>
    public void On(VerificationEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        lock (_lock)
            _progress.On(happened);
    }

    /// <summary>Tells what the run came to.</summary>
    public void Finish(VerificationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        lock (_lock)
        {
            _screen.Clear();
            foreach (var run in report.Runs)
                new ContractSection(_screen, run, report.IsStrict, _isVerbose).Write();
            new Ending(_screen, report).Write();
            _screen.Flush();
        }
    }
}
