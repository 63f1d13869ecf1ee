using System.Collections.Concurrent;
using Conformance.MockServer.Engine.Logging;

namespace Conformance.MockServer.Tests;

/// <summary>Keeps the log lines of a mock, for people and for machines.</summary>
public sealed class RecordedLog : IRequestLog
{
    private readonly ConcurrentQueue<(string Text, string Json)> _lines = new();

    public IEnumerable<string> Text => _lines.Select(l => l.Text);

    public IEnumerable<string> Json => _lines.Select(l => l.Json);

    public void Write(in RequestLogEntry entry) => _lines.Enqueue((LogLine.Text(entry), LogLine.Json(entry)));
}
