namespace Conformance.MockServer.Logs;

/// <summary>Is told of every answered request. Called on the request's thread: it must be quick, and safe under concurrency.</summary>
public interface IRequestLog
{
    /// <summary>A log that keeps nothing.</summary>
    static IRequestLog Silent { get; } = new SilentLog();

    /// <summary>Takes note of a request.</summary>
    void Write(in RequestLogEntry entry);

    private sealed class SilentLog : IRequestLog
    {
        public void Write(in RequestLogEntry entry) { }
    }
}
