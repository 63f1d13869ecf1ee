using System.Collections.Immutable;
using Conformance.Contracts.Model;
using Conformance.Exploration.Commands;
using Conformance.Exploration.Model;
using Conformance.Verification.Client;
using Conformance.Verification.Oracle;
using Conformance.Verification.Results;
using Conformance.Verification.Steps;

namespace Conformance.Exploration.Walking;

/// <summary>A command that was done, and what all readings that were left expected of it.</summary>
internal sealed record DoneCommand(SequenceCommand Command, AnswerExpectation Expected);

/// <summary>Something that a target did and no reading of its contract allows.</summary>
/// <param name="Kind">What was answered where, whatever came before: what a shrunk sequence has to have in common with the one that was found.</param>
/// <param name="Key">The same for the same behaviour.</param>
/// <param name="Sentence">What it does, a sentence without secrets.</param>
/// <param name="IsOfLogin">Whether a user who should be let in cannot log in.</param>
internal sealed record Difference(string Kind, string Key, string Sentence, bool IsOfLogin = false);

/// <summary>What was done until a difference showed.</summary>
/// <param name="Miss">What was expected at its end, and found.</param>
/// <param name="Evidence">What was said, secrets replaced.</param>
internal sealed record ShownSequence(
    ImmutableArray<DoneCommand> Done,
    Difference Difference,
    Miss Miss,
    Func<ImmutableArray<RecordedExchange>> Evidence
);

/// <summary>One sequence on its way: the target and the models side by side, from fresh sessions on.</summary>
internal sealed class Walk
{
    private readonly ScenarioState _state;
    private readonly ModelSet _models;
    private readonly ModelClock _clock;
    private readonly List<DoneCommand> _done = [];
    private readonly List<int> _sessions = [];
    private readonly int _access;
    private bool _hasFailedLogin;
    private Miss? _miss;

    public Walk(ScenarioState state, IEnumerable<ContractReading> readings)
    {
        (_state, _clock, _access) = (state, new ModelClock(state.Time), state.Subject.Roles.AccessKind);
        _models = new ModelSet(readings, _clock);
    }

    /// <summary>What was done, in order; the last one is where a difference showed.</summary>
    public IReadOnlyList<DoneCommand> Done => _done;

    /// <summary>The numbers of the sessions that were begun.</summary>
    public IReadOnlyList<int> Sessions => _sessions;

    /// <summary>What showed; null where nothing did.</summary>
    public Difference? Difference { get; private set; }

    /// <summary>What was done until a difference showed; null where none did.</summary>
    public ShownSequence? Shown =>
        Difference is null ? null : new ShownSequence([.. _done], Difference, _miss!, _state.Conversation.ToEvidence);

    /// <summary>What was done until the reading in force did not explain an answer that another one does; null where none was.</summary>
    public ShownSequence? Deviation { get; private set; }

    /// <summary>The readings that explain everything; none where there is a difference.</summary>
    public IEnumerable<ContractReading> Left => Difference is null ? _models.Left : [];

    /// <summary>Why nothing more can be judged, a sentence; null where it is only that the contract leaves it open.</summary>
    public string? Obstacle { get; private set; }

    /// <summary>Whether nothing more can be judged.</summary>
    public bool IsOver { get; private set; }

    /// <summary>How many requests were sent.</summary>
    public int Requests => _state.Conversation.Count;

    /// <summary>Whether the target's clock was moved.</summary>
    public bool HasMovedClock => _clock.Moved > TimeSpan.Zero;

    /// <summary>The session of a number.</summary>
    public ClientSession Session(int number) => _state.Session(UseCommand.NameOf(number));

    /// <summary>Does a command, and has the models judge what came of it.</summary>
    /// <returns>Whether it could be done.</returns>
    /// <exception cref="TargetException">The target could not be reached.</exception>
    public async Task<bool> TakeAsync(SequenceCommand command)
    {
        if (IsOver || !command.Needs.All(_sessions.Contains))
            return false;
        var before = _state.Conversation.Replies.Length;
        CheckFailedException? missed = null;
        try
        {
            await command.RunAsync(_state);
        }
        catch (NotApplicableException)
        {
            if (_state.Conversation.Replies.Length == before)
                return false;
        }
        catch (CheckFailedException exception)
        {
            missed = exception;
        }
        catch (LoginFailedException exception)
        {
            (IsOver, Obstacle) = (true, exception.Message);
        }
        catch (Exception exception) when (exception is InconclusiveException or ClockException)
        {
            (IsOver, Obstacle) = (true, exception.Message);
            return false;
        }

        await TellModelsAsync(command);
        await JudgeAsync(command, _state.Conversation.Replies[before..]);
        await TellListedAsync(command);
        if (missed is not null && Difference is null)
            (Difference, _miss) = Told($"fails {missed.Miss.Cause?.Key}", missed.Miss);
        IsOver |= Difference is not null || _models.IsLost;
        return true;
    }

    private async Task TellModelsAsync(SequenceCommand command)
    {
        if (command is PassCommand { Time: var time })
            _clock.Advance(time);
        _hasFailedLogin |= command is WrongPasswordCommand;
        if (command is not LogInCommand { Session: var number } || IsOver)
            return;
        _sessions.Add(number);
        if (_state.Target.Tokens is not null)
            await _models.BeginAsync(Session(number).User?.Name ?? "the user", Session(number).Tokens);
    }

    // The models know the tokens of a login when its answer was judged.
    private async Task TellListedAsync(SequenceCommand command)
    {
        if (
            command is LogInCommand { SeenBy: not null, Session: var number }
            && _sessions.Contains(number)
            && Session(number) is { ListedId: { } id } session
            && session.Tokens.TryGetValue(_access, out var token)
        )
            await _models.NoteListedAsync(id, token);
    }

    private async Task JudgeAsync(SequenceCommand command, ImmutableArray<Reply> replies)
    {
        if (replies.Any(r => r.AsksToComeAgain))
        {
            (IsOver, Obstacle) = (true, ContractOracle.Later(replies.First(r => r.AsksToComeAgain)).Message);
            return;
        }

        var expected = new List<AnswerExpectation>();
        UnexplainedAnswer? unexplained = null;
        if (command.IsAtOnce)
            unexplained = await _models.TakeAtOnceAsync(replies);
        foreach (var reply in command.IsAtOnce ? [] : replies)
        {
            (var agreed, unexplained) = await _models.TakeAsync(reply);
            if (reply.Request.Operation.Role is not (Role.Login or Role.Prelogin) || replies.Length == 1)
                expected.Add(agreed);
            if (unexplained is not null)
                break;
        }

        // Who was refused a login may be kept out for a while.
        if (unexplained?.Reply.Request.Operation.Role == Role.Login && _hasFailedLogin)
            IsOver = true;
        else if (unexplained is not null)
            (Difference, _miss) = Told(unexplained);
        _done.Add(
            new DoneCommand(
                unexplained is null ? command : Pointed(command, unexplained),
                unexplained?.Expected
                    ?? (
                        expected.Count > 0 && expected.TrueForAll(e => e.Answer == expected[0].Answer && e.Reason == expected[0].Reason)
                            ? expected[0]
                            : new AnswerExpectation(ExpectedAnswer.Open)
                    )
            )
        );
        if (Deviation is null && _models.Deviation is { } deviation)
        {
            var (difference, miss) = Told(deviation);
            Deviation = new ShownSequence([.. _done], difference, miss, _state.Conversation.ToEvidence);
        }
    }

    // Which session a list has otherwise than expected.
    private SequenceCommand Pointed(SequenceCommand command, UnexplainedAnswer unexplained)
    {
        if (
            command is not LookAtListCommand list
            || !unexplained.Expected.IsLetInAsExpected(unexplained.Reply)
            || unexplained.Expected.WronglyListed(unexplained.Reply) is not { } wrong
            || _sessions.Find(n => Session(n).ListedId == wrong.Id) is not (> 0 and var number)
        )
            return command;
        return list with { Wrong = number, IsWrongMissing = wrong.IsExpected };
    }

    private (Difference, Miss) Told(UnexplainedAnswer unexplained)
    {
        var (reply, expected) = (unexplained.Reply, unexplained.Expected);
        var request = reply.Request;
        if (expected.IsLetInAsExpected(reply) && expected.WronglyListed(reply) is { } wrong)
        {
            var steps = new ListedSteps(_state);
            return Told(
                $"lists {(wrong.IsExpected ? "too little" : "too much")} {request.Operation}",
                (wrong.IsExpected ? steps.NotListed(reply) : steps.ListedStill(reply)).Miss
            );
        }

        var ground = GroundOf(request);
        var kind = expected.Answer switch
        {
            ExpectedAnswer.Accepted => $"refuses {request.Operation}",
            ExpectedAnswer.Refused => $"lets in {request.Operation} {expected.Reason} {request.Flaw}",
            _ => $"fails {request.Operation}",
        };
        try
        {
            if (expected.Answer == ExpectedAnswer.Accepted)
                _state.Oracle.ExpectAccepted(reply, ground);
            else if (expected.Answer == ExpectedAnswer.Refused && request.Flaw is null)
                _state.Oracle.ExpectRefused(reply, expected.Reason!.Value);
            else if (expected.Answer == ExpectedAnswer.Refused)
                _state.Oracle.ExpectRejected(reply);
            throw _state.Oracle.Miss("an answer below 500", reply);
        }
        catch (CheckFailedException exception)
        {
            var (difference, miss) = Told(kind, exception.Miss);
            return (
                difference with
                {
                    IsOfLogin = request.Operation.Role == Role.Login && expected.Answer == ExpectedAnswer.Accepted,
                },
                miss
            );
        }
    }

    private (Difference, Miss) Told(string kind, Miss miss) =>
        (
            new Difference(kind, $"{kind} {miss.Cause?.Key}", miss.Cause?.Sentence ?? miss.ToString()),
            _state.Conversation.WithScript(miss, HasMovedClock)
        );

    // What a token stands on that should have been let in.
    private Ground GroundOf(RequestDraft request) =>
        request.Operation.Role is not (Role.Login or Role.Prelogin)
        && request.Tokens.Values.Select(_state.OwnerOf).FirstOrDefault(s => s is not null) is { } owner
            ? _state.Endings.GroundOf(owner)
            : Ground.None;
}
