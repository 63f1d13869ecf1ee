using System.Collections.Concurrent;
using System.Collections.Immutable;
using Conformance.Contracts.Model;
using Conformance.Verification.Client;
using Conformance.Verification.Oracle;
using Conformance.Verification.Results;
using Reqnroll;
using Reqnroll.BoDi;

namespace Conformance.Verification.Steps;

/// <summary>What one scenario works with: the target, its sessions, and the last answers.</summary>
internal sealed class ScenarioState(
    ContractUnderTest subject,
    Target target,
    RequestBuilder requests,
    Conversation conversation,
    TimeProvider time,
    CancellationToken cancellationToken
)
{
    private readonly Dictionary<string, ClientSession> _sessions = new(StringComparer.Ordinal);
    private readonly HashSet<(Operation, TokenAlternative)> _closed = [];
    private readonly ConcurrentDictionary<string, bool> _tokens = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _flaws = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(Operation, TokenAlternative?), Reply> _opened = new();
    private volatile bool _triesLogout;

    public ContractUnderTest Subject { get; } = subject;

    public Target Target { get; } = target;

    public RequestBuilder Requests { get; } = requests;

    public Conversation Conversation { get; } = conversation;

    /// <summary>What judges answers, and tells them free of the scenario's secrets.</summary>
    public ContractOracle Oracle => field ??= new ContractOracle(Subject, Conversation.Redactor, Asides);

    /// <summary>What was met beside the checks of the scenario, each for a rule of its own.</summary>
    public List<Miss> Asides { get; } = [];

    /// <summary>Whether a logout has succeeded in this scenario.</summary>
    public bool HasLoggedOut { get; private set; }

    /// <summary>What may have ended sessions, as far as the scenario has seen.</summary>
    public Endings Endings { get; } = new();

    public TimeProvider Time { get; } = time;

    public CancellationToken Cancellation { get; } = cancellationToken;

    /// <summary>The answers to the last When; a step about "the answer" means the last of them.</summary>
    public ImmutableArray<Reply> Replies { get; set; } = [];

    /// <summary>The readings that were seen: name by requirement id.</summary>
    public ConcurrentDictionary<string, string> Readings { get; } = new(StringComparer.Ordinal);

    /// <summary>Why the first user cannot log in, a sentence; null where nothing is known against it.</summary>
    public string? LoginObstacle { get; init; }

    /// <summary>The tokens that the run has seen die.</summary>
    public DeadTokens Dead { get; init; } = new();

    /// <summary>How deep the run goes.</summary>
    public RunDepth Depth { get; init; } = RunDepth.Standard;

    /// <summary>How many exchanges there were after each step that ran.</summary>
    public ImmutableArray<int> ExchangeCounts { get; private set; } = [];

    /// <summary>Notes that a step has ended.</summary>
    public void CountExchanges() => ExchangeCounts = ExchangeCounts.Add(Conversation.Count);

    /// <summary>What was seen where the document is open, a sentence; null where nothing was to be told.</summary>
    public string? Observation { get; set; }

    /// <summary>Whether a token of before a logout was used after it, so that the scenario shows what the logout did.</summary>
    public bool TriesLogout => _triesLogout;

    /// <summary>The last answer.</summary>
    public Reply Reply =>
        Replies is [.., var last]
            ? last
            : throw new InconclusiveException("The scenario speaks of an answer before anything was asked. Add a When before this step.");

    public Operation Logout =>
        Subject.Roles.Logout ?? throw new NotApplicableException("The contract has no operation with the role logout.");

    /// <summary>The operation of that method and path, which takes a session's tokens.</summary>
    public Operation OperationOf(string name) =>
        Subject.Contract.Operations.FirstOrDefault(o => o.ToString() == name && o.Session is not null)
        ?? throw new NotApplicableException($"The contract has no operation {name} that takes a session's tokens.");

    /// <summary>The session of that name.</summary>
    public ClientSession Session(string name) =>
        _sessions.TryGetValue(name, out var session)
            ? session
            : throw new InconclusiveException($"The scenario speaks of {name} before it has one. Add a Given that begins it.");

    /// <summary>Keeps a session under its name.</summary>
    public ClientSession Keep(ClientSession session) => _sessions[session.Name] = session;

    /// <summary>The user of that position; scenarios about two take the second.</summary>
    public UserCredentials? User(int index)
    {
        if (index > 0 && index < Target.Users.Length && IsSameByPassword(Target.Users[index]))
            throw new NotApplicableException(
                "The login takes a password alone, and the users have the same. Name a second one with another password to have scenarios about two users."
            );
        if (index < Target.Users.Length)
            return Target.Users[index];
        if (index == 0)
            return Target.Tokens is not null
                ? null
                : throw new NotApplicableException(
                    $"No user is known to log in with. Name one with {Target.Names.Users}, or {Target.Names.Tokens}."
                );
        throw new NotApplicableException(
            $"Only one user is known. Name a second one with {Target.Names.Users} to have scenarios about two users."
        );
    }

    private bool IsSameByPassword(UserCredentials other) =>
        Target.Tokens is null
        && Subject.Roles.Login?.Session is { Subject.IsEmpty: true, Assertion: null }
        && other.Secret == Target.Users[0].Secret;

    /// <summary>Notes that a live token does not open an operation in the way of a request.</summary>
    public void Close(RequestDraft request) => _closed.Add((request.Operation, request.Alternative!));

    /// <summary>Notes what an operation answered to a live token.</summary>
    public void NoteOpened(Reply reply) => _opened[(reply.Request.Operation, reply.Request.Alternative)] = reply;

    /// <summary>What an operation answered to a live token that was presented in a way; null where it was not asked.</summary>
    public Reply? OpenedBy(Operation operation, TokenAlternative? way) => _opened.GetValueOrDefault((operation, way));

    /// <summary>Whether a live token was turned away in this way.</summary>
    public bool IsClosed(Operation operation, TokenAlternative alternative) => _closed.Contains((operation, alternative));

    /// <summary>Whether a place of an alternative is one where a live token was turned away.</summary>
    public bool IsDoubtful(TokenAlternative alternative) =>
        _closed.Any(c => c.Item2.Slots.SelectMany(s => s.Places).Any(alternative.Slots.SelectMany(s => s.Places).Contains));

    /// <summary>Notes that a token is used; null for none.</summary>
    public void NoteUse(string? token)
    {
        if (token is not null && !_tokens.TryAdd(token, false) && _tokens[token])
            _triesLogout = true;
    }

    /// <summary>Sends a request of this scenario.</summary>
    public async Task<Reply> SendAsync(RequestDraft draft)
    {
        MarkFlaw(draft);
        Reply reply;
        try
        {
            reply = await Conversation.SendAsync(draft, Cancellation);
        }
        catch (TargetException exception) when (HasLoggedOut && exception.BreaksOff)
        {
            throw Oracle.BrokenOff(draft, Conversation.Count, exception.Message);
        }

        if (draft.Operation.Role == Role.Logout && reply.IsSuccess)
            NoteLogout();
        Endings.Note(reply, draft.Presented.Select(OwnerOf).FirstOrDefault(s => s is not null));
        return reply;
    }

    /// <summary>Sends a request, whose answer is then "the answer".</summary>
    public async Task<Reply> AskAsync(RequestDraft draft)
    {
        var reply = await SendAsync(draft);
        Replies = [reply];
        return reply;
    }

    /// <summary>The index of the kind of that name; the refresh token is whatever the refresh takes.</summary>
    public int Kind(string name)
    {
        if (name == "refresh" && Subject.Roles.RefreshKind >= 0)
            return Subject.Roles.RefreshKind;
        return Subject.Policy?.IndexOf(name) is { } kind and >= 0
            ? kind
            : throw new NotApplicableException($"The contract has no {name} token.");
    }

    /// <summary>The text of a session's token.</summary>
    public string TokenOf(ClientSession session, string name) =>
        session.Tokens.TryGetValue(Kind(name), out var token)
            ? token
            : throw new NotApplicableException($"{session.Name} has no {name} token.");

    /// <summary>Notes that a text is no good token, and what is wrong with it, a noun phrase.</summary>
    public void NoteFlaw(string token, string flaw) => _flaws[token] = flaw;

    private void MarkFlaw(RequestDraft draft)
    {
        if (draft.Flaw is null && draft.Presented.Select(t => _flaws.GetValueOrDefault(t)).FirstOrDefault(f => f is not null) is { } flaw)
            (draft.Flaw, draft.IsTokenFlaw) = (flaw, true);
    }

    /// <summary>The session that has or had a token; null where none does.</summary>
    public ClientSession? OwnerOf(string token) =>
        _sessions.Values.FirstOrDefault(s => s.Tokens.ContainsValue(token) || s.Replaced.Any(r => r.Token == token));

    // Every token that is known by now is one of before the logout.
    private void NoteLogout()
    {
        HasLoggedOut = true;
        foreach (var session in _sessions.Values)
        {
            foreach (var token in session.Tokens.Values.Concat(session.Old.Values).Concat(session.Given.Values))
                _tokens[token] = true;
        }

        foreach (var token in _tokens.Keys)
            _tokens[token] = true;
    }
}

/// <summary>A session as its client holds it: the tokens that a login gave, and those that a refresh replaced.</summary>
/// <param name="name">How the scenario calls it.</param>
internal sealed class ClientSession(string name, UserCredentials? user)
{
    public string Name { get; } = name;

    public UserCredentials? User { get; } = user;

    /// <summary>Whether it is one of many that the scenario tells apart by numbers.</summary>
    public bool IsNumbered => Name.StartsWith("session ", StringComparison.Ordinal);

    /// <summary>The tokens in use, by kind.</summary>
    public Dictionary<int, string> Tokens { get; } = [];

    /// <summary>Whether its tokens are those of a refresh.</summary>
    public bool IsRefreshed => Old.Count > 0;

    /// <summary>The tokens that the last refresh replaced, by kind.</summary>
    public Dictionary<int, string> Old { get; } = [];

    /// <summary>What protected operations gave it, by kind.</summary>
    public Dictionary<int, string> Given { get; } = [];

    /// <summary>Its id in the list of the user's sessions; null where it is not known.</summary>
    public string? ListedId { get; set; }

    /// <summary>Every token that a refresh has replaced, the oldest first.</summary>
    public List<(int Kind, string Token)> Replaced { get; } = [];

    /// <summary>Every token of a kind that it has had, the login's first; one that a refresh gave back stands there once.</summary>
    public IReadOnlyList<string> Had(int kind) =>
        [.. Replaced.Where(r => r.Kind == kind).Select(r => r.Token), .. Tokens.TryGetValue(kind, out var token) ? [token] : (string[])[]];

    /// <summary>Takes tokens in, and keeps those that they replace.</summary>
    public void Take(IReadOnlyDictionary<int, string> issued)
    {
        foreach (var (kind, token) in issued)
        {
            if (Tokens.TryGetValue(kind, out var old) && old != token)
            {
                Old[kind] = old;
                Replaced.Add((kind, old));
            }

            Tokens[kind] = token;
        }
    }
}

/// <summary>What is done around steps and scenarios.</summary>
[Binding]
internal sealed class ScenarioHooks(IObjectContainer scenario)
{
    // In a project of Reqnroll that uses our steps the hooks run for its other scenarios too.
    private ScenarioState? State => scenario.IsRegistered<ScenarioState>() ? scenario.Resolve<ScenarioState>() : null;

    /// <summary>Remembers how many exchanges there were, so that evidence can be told by step.</summary>
    [AfterStep]
    public void CountExchanges() => State?.CountExchanges();

    /// <summary>Sets the target's clock right again, for the scenario that comes next.</summary>
    [AfterScenario("needs-clock")]
    public Task SetClockRight() => State?.Target.Clock?.ResetAsync(CancellationToken.None) ?? Task.CompletedTask;
}
