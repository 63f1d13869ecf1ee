using System.Runtime.CompilerServices;
using Conformance.Verification.Tests.Servers;

namespace Conformance.Verification.Tests.Flaws;

/// <summary>What a logout ended is let in again after a while.</summary>
public sealed class ForgetsLogoutsAfter(TimeSpan time) : DemoApi
{
    private readonly ConditionalWeakTable<Session, object> _endedAt = [];

    protected override void EndSession(Session session)
    {
        _endedAt.TryAdd(session, Clock.GetUtcNow());
        base.EndSession(session);
    }

    protected override bool Outlives(Token token) =>
        _endedAt.TryGetValue(token.Session, out var at) && Clock.GetUtcNow() - (DateTimeOffset)at >= time;
}
