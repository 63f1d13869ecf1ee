using System.Runtime.InteropServices;

namespace Conformance.Cli.Commands;

/// <summary>
/// What SIGINT (Ctrl-C), SIGTERM and SIGHUP (the terminal was closed) do to a command. The first one ends the process at once with 128 and the signal's number, as shells expect; after
/// <see cref="Take"/> it asks the command to end by itself instead, and a second one, or the end of its patience, ends it all the same.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private const int Interrupted = 128 + 2;
    private const int Terminated = 128 + 15;
    private const int HungUp = 128 + 1;

    private readonly CancellationTokenSource _asked = new();
    private readonly PosixSignalRegistration[] _registrations;
    private TimeSpan? _patience;
    private int _exitCode;

    public StopSignals() =>
        _registrations = [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop),
        ];

    /// <summary>Canceled by the first signal that the command takes.</summary>
    public CancellationToken Token => _asked.Token;

    /// <summary>What the process returns that a signal ended; null where there was none.</summary>
    public int? ExitCode => Volatile.Read(ref _exitCode) is var code and > 0 ? code : null;

    /// <summary>Lets the command end by itself from now on, within a time.</summary>
    public CancellationToken Take(TimeSpan patience)
    {
        _patience = patience;
        return Token;
    }

    /// <summary>Tells that a signal ended the command.</summary>
    public static void Tell()
    {
        try
        {
            Console.Error.WriteLine("conform: Stopped by a signal before it was done.");
        }
        catch (IOException)
        {
            // Nobody reads the standard error any more.
        }
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
    }

    private void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        var code = signal.Signal switch
        {
            PosixSignal.SIGINT => Interrupted,
            PosixSignal.SIGHUP => HungUp,
            _ => Terminated,
        };
        if (Interlocked.CompareExchange(ref _exitCode, code, 0) != 0 || _patience is not { } patience)
        {
            End(code);
            return;
        }

        // The source is never disposed: a signal may come at any time.
        _asked.Cancel();
        _ = Task.Delay(patience).ContinueWith(_ => End(code), TaskScheduler.Default);
    }

    private static void End(int code)
    {
        Tell();
        Environment.Exit(code);
    }
}
