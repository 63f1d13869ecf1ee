using Conformance.Verification.Tests.Servers;

namespace Conformance.Verification.Tests.Flaws;

/// <summary>Once somebody has logged out, the tokens of logins open nothing any more.</summary>
public sealed class RefusesFreshTokens : DemoApi
{
    private bool _hasLoggedOut;

    protected override void EndSession(Session session)
    {
        base.EndSession(session);
        _hasLoggedOut = true;
    }

    protected override void Began(Session session) => session.IsOver = _hasLoggedOut;
}
