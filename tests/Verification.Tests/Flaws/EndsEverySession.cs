using Conformance.Verification.Tests.Servers;

namespace Conformance.Verification.Tests.Flaws;

/// <summary>A logout ends every session of every user.</summary>
public sealed class EndsEverySession : DemoApi
{
    private readonly List<Session> _sessions = [];

    protected override void EndSession(Session session)
    {
        foreach (var one in _sessions)
            one.IsOver = true;
    }

    protected override void Began(Session session)
    {
        lock (Gate)
            _sessions.Add(session);
    }
}
