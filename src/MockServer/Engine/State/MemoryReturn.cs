namespace Conformance.MockServer.Engine.State;

/// <summary>
/// Gives the memory of many forgotten sessions back to the system. The runtime would keep it for what may come, and a mock that served a load test last night would hold it for good.
/// </summary>
internal sealed class MemoryReturn
{
    private const long Many = 50_000; // about 20 MB; a collection of all that lives costs a pause, which few would not be worth

    private long _forgotten;

    /// <summary>Notes that so many sessions were forgotten.</summary>
    public void Note(long sessions)
    {
        if (sessions == 0 || Interlocked.Add(ref _forgotten, sessions) < Many)
            return;
        Interlocked.Exchange(ref _forgotten, 0);

        // Not on the caller's time: whoever reset a namespace waits for the answer.
        _ = Task.Run(static () => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true));
    }
}
