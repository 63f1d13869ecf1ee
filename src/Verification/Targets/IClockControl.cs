namespace Conformance.Verification.Targets;

/// <summary>Moves the clock that a target's tokens live by. While one scenario moves it no other one runs.</summary>
public interface IClockControl
{
    /// <summary>What the target takes for the present.</summary>
    Task<DateTimeOffset> NowAsync(CancellationToken cancellation);

    /// <summary>Moves the clock forward.</summary>
    Task AdvanceAsync(TimeSpan by, CancellationToken cancellation);

    /// <summary>Sets the clock right again.</summary>
    Task ResetAsync(CancellationToken cancellation);
}

/// <summary>The target's clock could not be moved or read. The message is a sentence for people.</summary>
public sealed class ClockException(string message, Exception? inner = null) : Exception(message, inner);
