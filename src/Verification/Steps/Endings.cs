using Conformance.Contracts.Model;
using Conformance.Verification.Client;
using Conformance.Verification.Oracle;

namespace Conformance.Verification.Steps;

/// <summary>What has happened that may have ended a session since it was seen alive last, so that a token which is turned away can be told by its reason. Safe for requests at the same time.</summary>
internal sealed class Endings
{
    private readonly List<(Ground Ground, ClientSession? By)> _events = [];
    private readonly Dictionary<ClientSession, int> _seenAlive = [];
    private readonly Lock _gate = new();

    /// <summary>Takes in an answer.</summary>
    /// <param name="owner">The session whose tokens were presented; null where none of a session's were.</param>
    public void Note(Reply reply, ClientSession? owner)
    {
        var isAccepted = reply.IsSuccess;
        lock (_gate)
        {
            switch (reply.Request.Operation.Role)
            {
                case Role.Logout or Role.End:
                    _events.Add((isAccepted ? Ground.KeptToken : Ground.RefusedLogout, owner));
                    break;
                case Role.Login when !isAccepted:
                    _events.Add((Ground.RefusedLogin, null));
                    break;
                case Role.Refresh when isAccepted:
                    _events.Add((Ground.RefreshedToken, owner));
                    break;
                case Role.Protected or Role.List when isAccepted && owner is not null:
                    _seenAlive[owner] = _events.Count;
                    break;
            }
        }
    }

    /// <summary>What a session's token stands on that has to be let in: the last of what has happened since the session was seen alive.</summary>
    public Ground GroundOf(ClientSession session)
    {
        lock (_gate)
        {
            var (ground, by) = _events.Skip(_seenAlive.GetValueOrDefault(session)).LastOrDefault(e => Concerns(e.Ground, e.By, session));
            return ground != Ground.KeptToken || by is null || by == session ? ground
                : by.User == session.User ? Ground.SiblingSession
                : Ground.OtherUser;
        }
    }

    private static bool Concerns(Ground ground, ClientSession? by, ClientSession session) =>
        ground != Ground.RefreshedToken || by is null || by == session;
}
