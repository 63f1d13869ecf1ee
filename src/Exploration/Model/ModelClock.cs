namespace Conformance.Exploration.Model;

/// <summary>What the model takes for the present: real time, and by how much the target's clock was moved.</summary>
internal sealed class ModelClock(TimeProvider time) : TimeProvider
{
    /// <summary>
    /// How far the target's clock and the model's may be apart: a target may round, and takes its time to answer. What hangs on fewer seconds is not judged.
    /// </summary>
    public static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    private TimeSpan _look;
    private DateTimeOffset? _then;

    /// <summary>By how much the target's clock was moved.</summary>
    public TimeSpan Moved { get; private set; }

    /// <summary>Moves it as the target's was.</summary>
    public void Advance(TimeSpan by) => Moved += by;

    /// <summary>What is seen at another moment.</summary>
    public async ValueTask<T> AtAsync<T>(TimeSpan from, Func<ValueTask<T>> look)
    {
        _look = from;
        try
        {
            return await look();
        }
        finally
        {
            _look = TimeSpan.Zero;
        }
    }

    /// <summary>Does again what was done at a moment.</summary>
    public async ValueTask AsOfAsync(DateTimeOffset then, Func<ValueTask> act)
    {
        _then = then;
        try
        {
            await act();
        }
        finally
        {
            _then = null;
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => (_then ?? time.GetUtcNow() + Moved) + _look;
}
