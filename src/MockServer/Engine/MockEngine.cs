using System.Collections.Immutable;
using Conformance.Contracts;
using Conformance.Contracts.Model;
using Conformance.MockServer.Engine.Answers;
using Conformance.MockServer.Engine.Logging;
using Conformance.MockServer.Engine.Requests;
using Conformance.MockServer.Engine.Routing;
using Conformance.MockServer.Engine.Stages;
using Conformance.MockServer.Engine.State;
using Conformance.Sessions;
using Conformance.Validation;
using Microsoft.AspNetCore.Http;

namespace Conformance.MockServer.Engine;

/// <summary>
/// Answers requests as contracts and sessions say, for whoever brings them. A request passes the stages namespace, route, mappings, faults, preference, body and
/// parameters, session, and each may end it; what the stages return becomes an <see cref="RequestOutcome"/>, which is then answered, logged and kept in the journal.
/// </summary>
public sealed class MockEngine : IAsyncDisposable
{
    // What delays are drawn from, so that they do not change which tokens are.
    private const ulong DelayLabel = 0xDE1A;

    private static readonly TimeSpan EvictionPeriod = TimeSpan.FromMinutes(1);

    private readonly EngineOptions _options;
    private readonly FaultStage _faults;
    private readonly Entropy _delays;
    private readonly CancellationTokenSource _stopped = new();
    private readonly Task _evicting;
    private readonly Lock _replacing = new();
    private ServedContracts _served;

    /// <summary>Makes ready to answer, and begins to forget expired sessions from time to time.</summary>
    /// <exception cref="ArgumentException">A seed is given beside a shared state: each replica would make the same tokens.</exception>
    public MockEngine(EngineOptions options)
    {
        if (options is { Seed: not null, Shared: not null })
            throw new ArgumentException(
                "A seed has every replica make the same tokens; expected none beside a shared state.",
                nameof(options)
            );
        _served = new ServedContracts([
            .. options.Contracts.Select((contract, i) => new MountedContract(contract, "/" + contract.Name, i) { Client = options.Client }),
        ]);

        // They may be replaced, and are not kept then.
        _options = options with
        {
            Contracts = [],
        };
        Keys = options.Shared?.Keys ?? KeyRing.Create(options.Seed);
        Namespaces = new NamespaceTable(
            new InitialState(
                options.Contracts.Length,
                Keys,
                AccountDirectory.ByName(options.Accounts),
                options.Time,
                options.FrozenAt,
                options.Seed,
                options.JournalSize,
                new JournalMemory(options.JournalMemory),
                options.Shared,
                () =>
                    from mount in Mounts
                    where mount.Contract.Session is not null
                    select KeyValuePair.Create(mount.Contract.Name, mount.Contract.Session!.Policy),
                options.GivesMemoryBack ? new MemoryReturn() : null
            ),
            options.MostNamespaces
        );
        _faults = new FaultStage(options.Time);
        _delays = options.Seed is { } seed ? Entropy.FromSeed(seed, DelayLabel) : Entropy.System;
        _evicting = options.EvictsByTimer ? EvictAsync(_stopped.Token) : Task.CompletedTask;
    }

    /// <summary>What it serves.</summary>
    public ImmutableArray<MountedContract> Mounts => Volatile.Read(ref _served).Mounts;

    /// <summary>The clock that the sessions of the default namespace live by, until a reset.</summary>
    public MockClock Clock => Namespaces.Default.State.Clock;

    internal KeyRing Keys { get; }

    /// <summary>What this replica is called; null where it is alone.</summary>
    internal string? Replica => _options.Shared is null ? null : _options.Replica;

    internal NamespaceTable Namespaces { get; }

    /// <summary>The sessions of a contract in a namespace, until a reset; null where the contract says nothing about tokens, or nobody has named the namespace.</summary>
    public SessionWorld? SessionsOf(MountedContract mount, string @namespace = Namespace.Default) =>
        Namespaces.Has(@namespace) && Namespaces.TryGet(@namespace, out var found) ? found.State.SessionsOf(mount) : null;

    /// <summary>
    /// Serves a contract in the place of the one of its name. Requests under way end with the one that they began with. Sessions go on where its tokens are as they were; else those of
    /// this contract are over, in every namespace. Clocks, users, faults and journals stay.
    /// </summary>
    /// <exception cref="ArgumentException">No contract of that name is served.</exception>
    public async Task<ContractReplacement> ReplaceAsync(Contract contract)
    {
        ArgumentNullException.ThrowIfNull(contract);
        MountedContract before,
            after;
        ImmutableArray<string> changed;
        lock (_replacing)
        {
            var mounts = Mounts;
            before =
                mounts.FirstOrDefault(m => m.Contract.Name == contract.Name)
                ?? throw new ArgumentException($"No contract \"{contract.Name}\" is served.", nameof(contract));
            changed = SessionPlan.Differences(before.Contract.Session, contract.Session);
            after = before with { Contract = contract, PolicyNumber = before.PolicyNumber + (changed.IsEmpty ? 0 : 1) };
            Volatile.Write(ref _served, new ServedContracts(mounts.Replace(before, after)));
        }

        var ended = ImmutableArray.CreateBuilder<EndedSession>();
        foreach (var known in Namespaces.All)
        {
            var state = known.State;
            state.Journal.Rename(contract.Name, old => contract.Operations.FirstOrDefault(o => o.Id == old.Id && o.Path == old.Path));
            if (changed.IsEmpty || state.LetGo(before) is not { } over)
                continue;
            foreach (var session in await over.ListSessionsAsync())
            {
                if (session.Tokens.Any(t => t.State == TokenState.Live))
                    ended.Add(new EndedSession(known.Name, session.Id, session.User?.Name));
            }
        }

        return new ContractReplacement(after, changed, ended.ToImmutable());
    }

    /// <summary>Whether a contract has the path, percent-encoded and perhaps with the prefix of a namespace, whatever the method.</summary>
    internal bool HasPath(string path) => Volatile.Read(ref _served).Routes.Find(RequestTarget.Parse(path).Path).Entry is not null;

    /// <summary>
    /// Answers one request; never throws but for a client that is gone. A body is read where the request has a Content-Length or a Transfer-Encoding, and what
    /// was written to the response is the host's to flush.
    /// </summary>
    public Task AnswerAsync(HttpContext http) => AnswerAsync(http, RequestTarget.Take(http));

    /// <summary>Stops forgetting expired sessions. It can be asked on.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        await _evicting;
        _stopped.Dispose();
    }

    /// <summary>Answers one request whose target was read.</summary>
    /// <param name="trace">Is told what became of it; null where nobody asks.</param>
    internal async Task AnswerAsync(HttpContext http, RequestTarget target, RequestTrace? trace = null)
    {
        var start = TimeProvider.System.GetTimestamp();
        if (_options.Cors)
            Cors.Allow(http);
        var (chosen, refused) = await NamespaceStage.ChooseAsync(http, Namespaces, target.Namespace, _options.ControlOrigins);
        if (chosen is null)
        {
            ProblemWriter.Write(http, refused!);
            LogRefused(http, target.Path, refused!.Detail);
            return;
        }

        var state = chosen.State;
        if (_options.Shared is not null && (state = await StateNowAsync(http, chosen, target.Path)) is null)
            return;
        var served = Volatile.Read(ref _served);
        var route = served.Routes.Find(target.Path);
        var isPreflight = _options.Cors && Cors.IsPreflight(http);
        var operation = isPreflight ? null : route.Entry?.For(http.Request.Method, route.Values);
        var request = new MockRequest(http, target.Path, route, operation, state);
        RequestOutcome outcome;
        string? struck = null;
        try
        {
            if (operation is not null && route.Entry!.VariantsOf(operation) is { Count: > 0 } variants)
                request = await VariantStage.ChooseAsync(request, variants, _options.MaxBody);
            RequestOutcome? ended = null;
            if (_options.Mappings is { } mappings && !isPreflight)
                (request, ended) = await MappingStage.AskAsync(
                    mappings,
                    request,
                    served.Mounts is [var only] ? only.Prefix : null,
                    _options.MaxBody
                );
            if (ended is null && !isPreflight && _options.Upstream is { } upstream && upstream.Takes(request))
                (struck, ended) = await AskUpstreamAsync(request, upstream);
            if (ended is null)
                (struck, ended) = await EndEarlyAsync(request, isPreflight, served.Routes);
            outcome = ended is null ? await AnswerAsync(request, request.Operation!, struck) : Answered(request, ended);
        }
        catch (StoreUnavailableException gone) when (!http.Response.HasStarted)
        {
            http.Response.Clear();
            outcome = Answered(
                request,
                Failed(StatusCodes.Status503ServiceUnavailable, StoreProblem.Reason, StoreProblem.Detail(gone), gone.Message, struck)
            );
        }
        catch (IOException broken) when (BrokenRequest.StatusOf(broken) is { } status && !http.Response.HasStarted)
        {
            outcome = Answered(request, Failed(status, "malformed-http", "The request is broken HTTP.", "broken HTTP", struck));
        }
        catch (Exception defect) when (defect is not (OperationCanceledException or IOException) && !http.Response.HasStarted)
        {
            // A defect of ours: the client is told so without a word about our insides, the log is told what it was.
            http.Response.Clear();
            var what = $"defect in the mock: {defect.GetType().Name}: {defect.Message}";
            outcome = Answered(
                request,
                Failed(StatusCodes.Status500InternalServerError, "defect", "The mock has a defect. Its log says more.", what, struck)
            );
        }

        var entry = outcome.ToLogEntry(request, chosen == Namespaces.Default ? null : chosen.Name) with
        {
            Duration = TimeProvider.System.GetElapsedTime(start),
        };
        var number = state.Journal.Write(entry);
        trace?.Take(number, entry, outcome.Issued);
        _options.Log.Write(entry);

        // Last, so that whoever sees the connection break finds the request in the journal, as with an answer.
        if (outcome.BreaksConnection)
            http.Abort();
    }

    /// <summary>Tells the log of a request that was refused before a namespace could be found for it.</summary>
    internal void LogRefused(HttpContext http, string path, string why) =>
        _options.Log.Write(RequestLogEntry.OfNoNamespace(http, path, Clock.GetUtcNow(), why));

    /// <summary>Lets the real server answer, unless a fault does.</summary>
    private async ValueTask<(string? Struck, RequestOutcome? Ended)> AskUpstreamAsync(MockRequest request, Upstream upstream)
    {
        var (struck, ended) =
            request.Operation is { } operation && !request.State.Faults.All.IsEmpty
                ? await _faults.StrikeAsync(operation, request)
                : (null, null);
        return (struck, ended ?? await upstream.AnswerAsync(request, _options.Cors, struck));
    }

    /// <summary>The state of a namespace as all replicas have it; null where the request is answered already, because it cannot be had.</summary>
    private async ValueTask<NamespaceState?> StateNowAsync(HttpContext http, Namespace chosen, string path)
    {
        var (state, refused) = await SharedStateStage.AskAsync(chosen, Namespaces);
        if (refused is null)
            return state;
        ProblemWriter.Write(http, refused);
        LogRefused(http, path, refused.Detail);
        return null;
    }

    /// <summary>Ends a request that leads to no operation, or is struck by a fault that answers it.</summary>
    /// <returns>The id of the last fault that struck, and the outcome where the request ends here.</returns>
    private ValueTask<(string? Struck, RequestOutcome? Ended)> EndEarlyAsync(MockRequest request, bool isPreflight, MountTable routes)
    {
        var operation = request.Operation;
        if (!isPreflight && (operation is null ? request.Route.Entry?.Unread : operation.Unread) is { } unread)
            return ValueTask.FromResult<(string?, RequestOutcome?)>(
                (null, Failed(StatusCodes.Status501NotImplemented, "unread", unread, unread, fault: null))
            );
        if (operation is null)
            return ValueTask.FromResult<(string?, RequestOutcome?)>((null, WithoutOperation(request, isPreflight, routes)));
        return request.State.Faults.All.IsEmpty ? default : _faults.StrikeAsync(operation, request);
    }

    private static RequestOutcome Failed(int status, string reason, string detail, string note, string? fault) =>
        new()
        {
            Kind = OutcomeKind.Failed,
            Problem = new ProblemDetails(status, reason, detail),
            Fault = fault,
            Note = note,
        };

    /// <summary>The stages of a request to an operation that come after its faults.</summary>
    /// <param name="struck">The id of the last fault that struck it; null where none did.</param>
    private async ValueTask<RequestOutcome> AnswerAsync(MockRequest request, Operation operation, string? struck)
    {
        if (_options.Delay is { } delay)
            await Task.Delay(delay.Draw(_delays), _options.Time, request.Http.RequestAborted);
        var preference = PreferenceStage.Of(request);
        if (preference?.Wait is { } wait)
            await Task.Delay(wait, _options.Time, request.Http.RequestAborted);
        if (preference?.Choose(operation, request, struck) is { } preferred)
            return Answered(request, preferred);
        var content = await RequestContent.ReadAsync(request, operation, _options.MaxBody);
        using var body = content.Body;
        var result = content.Refusal is { } wrong ? new SessionResult(wrong) : await SessionStage.RunAsync(operation, content);
        var outcome = new RequestOutcome
        {
            Kind = result.Refusal is null ? OutcomeKind.Accepted : OutcomeKind.Refused,
            Answer = result.Refusal is { } refusal
                ? RequestOutcome.Documented(request, refusal, result.Decision)
                : Negotiation.Choose(operation.Success, request.Http.Request.Headers.Accept),
            Refusal = result.Refusal,
            Decision = result.Decision,
            Issued = result.Issued,
            User = result.User,
            Listed = result.Listed,
            Violations = content.Violations,
            Fault = result.Fault ?? struck,
            Note = result.Note ?? content.Note,
        };
        if (
            operation.Resource is { } resource
            && result.Refusal is null
            && (resource.Action == ResourceAction.Make || request.State.Resources is not null)
            && !_options.IsStateless
        )
            outcome = ResourceStage.Follow(request, resource, outcome, body);
        return Answered(request, preference is null ? outcome : preference.Applied(request, outcome), body);
    }

    /// <summary>The outcome of a request that leads to no operation.</summary>
    private RequestOutcome WithoutOperation(MockRequest request, bool isPreflight, MountTable routes)
    {
        // A browser asks before it sends what a mapping outside of every contract may answer.
        if (request.Route.Mount is null && !(isPreflight && _options.Mappings is not null))
        {
            var detail = $"No contract is served at this path. There is {routes.Overview}.";
            return new RequestOutcome
            {
                Kind = OutcomeKind.Refused,
                Problem = new ProblemDetails(StatusCodes.Status404NotFound, Refusal.NotFound.Name(), detail),
                Note = "no contract is served here",
            };
        }

        var allow = request.Route.Entry?.Allow;
        if (isPreflight)
            return new RequestOutcome
            {
                Kind = OutcomeKind.Accepted,
                IsPreflight = true,
                Allow = allow,
                Note = "CORS preflight",
            };
        if (allow is null)
            return RequestOutcome.Refused(request, Refusal.NotFound);
        return HttpMethods.IsOptions(request.Http.Request.Method)
            ? new RequestOutcome { Kind = OutcomeKind.Accepted, Allow = allow }
            : RequestOutcome.Refused(request, Refusal.MethodNotAllowed, allow);
    }

    /// <summary>Sends the answer; the outcome then says whether that broke the contract.</summary>
    private RequestOutcome Answered(MockRequest request, RequestOutcome outcome, BodyValue? body = null) =>
        AnswerWriter.Write(request, outcome, body, _options.CheckSelf) is { } violation
            ? outcome with
            {
                ContractViolation = violation,
            }
            : outcome;

    private async Task EvictAsync(CancellationToken stopped)
    {
        using var timer = new PeriodicTimer(EvictionPeriod, TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(stopped))
            {
                try
                {
                    foreach (var known in Namespaces.All)
                        await known.State.EvictAsync();
                    await Namespaces.FollowRemovalsAsync();
                }
                catch (StoreUnavailableException)
                {
                    // Requests are told so; the next turn comes in a minute.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The engine was disposed of.
        }
    }
}

/// <summary>A contract has taken the place of another one of its name.</summary>
/// <param name="Mount">What is served now.</param>
/// <param name="ChangedKinds">The kinds of tokens that are otherwise than before, for which its sessions are over; none where they go on.</param>
/// <param name="Ended">The sessions that had a live token, and are over.</param>
public sealed record ContractReplacement(MountedContract Mount, ImmutableArray<string> ChangedKinds, ImmutableArray<EndedSession> Ended);

/// <summary>A session that is over since its contract has other tokens now.</summary>
/// <param name="User">Whose it was; null where nobody had logged in to it.</param>
public sealed record EndedSession(string Namespace, string Id, string? User);
