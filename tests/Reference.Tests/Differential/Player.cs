using Conformance.Reference.Tests.Dialects;

namespace Conformance.Reference.Tests.Differential;

/// <summary>Plays steps on one server, and keeps the tokens that it gave.</summary>
internal sealed class Player(Caller caller)
{
    private readonly List<(List<string> Access, List<string> Second)> _sessions = [];
    private readonly List<string> _users = [];

    /// <summary>Plays a step that sends something.</summary>
    public async Task<Reply> PlayAsync(Step step)
    {
        void Twist(HttpRequestMessage request) => Twists.Apply(step.Twist, request);
        switch (step.Act)
        {
            case Act.Login:
                return await LoginAsync(step, Twist);
            case Act.Use:
                return await caller.UseAsync(Text(step.Access), Twist);
            case Act.Refresh:
                var before = caller.Dialect is BankezyDialect ? step.Second with { Kind = 1 - step.Second.Kind } : step.Second;
                var refreshed = await caller.RefreshAsync(Text(before), Twist);
                if (refreshed.Status == 200 && _sessions.Count > 0)
                    Keep(_sessions[step.Second.Session % _sessions.Count], caller.Dialect.Read(refreshed.Json!, TokenPair.None));
                return refreshed;
            case Act.Logout:
                return await caller.LogoutAsync(Text(step.Access), Text(step.Second), Twist);
            default:
                return await caller.SendAsync(new HttpRequestMessage(HttpMethod.Get, "no/such/path"));
        }
    }

    /// <summary>Which session a token is of, counted from 0; -1 before the first.</summary>
    public int SessionOf(Pick pick) => _sessions.Count == 0 ? -1 : pick.Session % _sessions.Count;

    /// <summary>Whose it is.</summary>
    public string UserOf(Pick pick) => _sessions.Count == 0 ? "" : _users[SessionOf(pick)];

    private async Task<Reply> LoginAsync(Step step, Action<HttpRequestMessage> twist)
    {
        var tokens = TokenPair.None;
        if (caller.Dialect.BeforeLogin() is { } before)
            tokens = caller.Dialect.Read((await caller.SendAsync(before)).Json!, tokens);
        var reply = await caller.SendAsync(caller.Dialect.Login(step.User, step.Password, tokens.Second), twist);
        if (reply.Status != 200)
            return reply;
        var session = (new List<string>(), new List<string>());
        Keep(session, caller.Dialect.Read(reply.Json!, tokens));
        _sessions.Add(session);
        _users.Add(step.User);
        return reply;
    }

    private static void Keep((List<string> Access, List<string> Second) session, TokenPair tokens)
    {
        session.Access.Add(tokens.Access);
        if (tokens.Second.Length > 0)
            session.Second.Add(tokens.Second);
    }

    private string? Text(Pick pick)
    {
        if (pick.Flaw == Flaw.Missing)
            return null;
        if (pick.Flaw == Flaw.Empty)
            return "";
        if (pick.Flaw == Flaw.Nonsense || _sessions.Count == 0)
            return "nonsense";
        var (access, second) = _sessions[pick.Session % _sessions.Count];
        var tokens = pick.Kind == Kind.Access || second.Count == 0 ? access : second;
        var token = tokens[^(1 + pick.Age % tokens.Count)];
        return pick.Flaw switch
        {
            Flaw.Tampered => Forgery.Tampered(token),
            Flaw.Unsigned when token.Contains('.', StringComparison.Ordinal) => Forgery.Unsigned(token),
            _ => token,
        };
    }
}
