using System.Globalization;
using Conformance.Contracts.Model;
using Conformance.Validation;
using Conformance.Verification.Client;
using Conformance.Verification.Evidence;
using Conformance.Verification.Results;

namespace Conformance.Verification.Oracle;

/// <summary>Tells an accepted request from a refused one, by what the contract documents.</summary>
internal sealed class ContractOracle(ContractUnderTest subject, Redactor redactor, ICollection<Miss> asides)
{
    private const int LongestQuote = 160;

    // Line breaks and blanks of it are left out.
    private const int LongestRead = 16 * 1024;

    private readonly Causes _causes = new(subject);

    /// <summary>Whether an answer lets the request in, and does so with a status that the operation documents.</summary>
    /// <param name="ground">What the request stands on, where that tells more than the request.</param>
    /// <exception cref="CheckFailedException">It does not.</exception>
    public void ExpectAccepted(Reply reply, Ground ground = Ground.None)
    {
        if (IsAccepted(reply))
            return;
        throw Miss(
            $"{Documented(reply)}, as {reply.Request.Name} documents its success",
            reply,
            reply.IsSuccess ? Causes.UndocumentedSuccess(reply) : _causes.TurnedAway(reply, ground)
        );
    }

    /// <summary>Whether a logout took effect by its own word. A status of success that is not documented is noted, and no reason to ask no further.</summary>
    /// <exception cref="CheckFailedException">It did not.</exception>
    public void ExpectLoggedOut(Reply reply)
    {
        if (!IsAccepted(reply) && reply.IsSuccess)
            Note(
                AnyContractRules.Logout,
                $"{Documented(reply)}, as {reply.Request.Name} documents its success",
                Tell(reply),
                reply,
                Causes.UndocumentedSuccess(reply)
            );
        else
            ExpectAccepted(reply);
    }

    /// <summary>The same, as a question.</summary>
    public static bool IsAccepted(Reply reply)
    {
        CheckJudgeable(reply);
        var documented = reply.Request.Operation.Documented;
        return reply.IsSuccess && (documented.Responses.Count == 0 || documented.For(reply.Status) is not null);
    }

    /// <summary>
    /// Whether an answer refuses the request. What says nothing of the token never does, unless it is the documented refusal: 404, 405, 415, 5xx. Another status than the documented
    /// one, or one that does not fulfil its condition, is noted: it is a refusal all the same.
    /// </summary>
    /// <exception cref="CheckFailedException">It does not.</exception>
    public void ExpectRefused(Reply reply, Refusal reason)
    {
        CheckJudgeable(reply);
        if (IsDocumented(reply, reason) || IsInvalidForWantOfToken(reply, reason))
            return;
        var answer = Expected(reply.Request, reason);
        var expected = answer is not null
            ? $"{Describe(answer)}, as documented for {Describe(reason)} at {reply.Request.Name}"
            : $"401 or 403 for {Describe(reason)} at {reply.Request.Name}, which documents no status";
        if (!Refuses(reply))
            throw Miss(expected, reply, _causes.NotRefused(reply, reason, Describe(reason)));
        if (answer is not null)
            Note(AnyContractRules.Form, expected, Tell(reply), reply, _causes.OtherStatus(reply, reason, answer.Status));
    }

    /// <summary>A request that was let in although its token opens nothing.</summary>
    /// <param name="since">What else to tell of it: <c>3.2 s after it was refused first</c>; null for nothing.</param>
    public CheckFailedException LetsIn(Reply reply, Refusal reason, string? since = null) =>
        Miss(
            Expected(reply.Request, reason) is { } answer
                ? $"{Describe(answer)}, as documented for {Describe(reason)} at {reply.Request.Name}"
                : $"no success and no 304 for {Describe(reason)} at {reply.Request.Name}",
            since is null ? Tell(reply) : $"{Tell(reply)}, {since}",
            reply,
            _causes.NotRefused(reply, reason, Describe(reason))
        );

    /// <summary>Whether a faulty request is turned away: 4xx, but for 404 and 405, which say nothing of the fault; or as a refusal that the contract tells by its condition.</summary>
    /// <exception cref="CheckFailedException">It is not.</exception>
    public void ExpectRejected(Reply reply)
    {
        CheckJudgeable(reply);
        if (IsRejected(reply) && reply.Status is not (404 or 405))
        {
            // Which one it has to be is said where refusals are told apart by the kind of token.
            if (
                reply.Request is { Defect: { } known, JudgedKind: { } kind } request
                && request.Operation.RefusalsByKind.Any(r => r.Kind == kind)
            )
                ExpectRefused(reply, known);
            return;
        }

        var cause = reply.Request.Defect is { } defect ? _causes.NotRefused(reply, defect, Describe(defect)) : Causes.NotRejected(reply);
        throw Miss("a refusal with 4xx", reply, cause);
    }

    /// <summary>Whether an answer turns a request away: 4xx, or a refusal that the contract tells by its condition.</summary>
    public static bool IsRejected(Reply reply) => reply.Status is >= 400 and < 500 || reply.Request.Operation.IsToldRefusal(reply);

    /// <summary>Whether an answer has a documented status, media type, headers and body. What it has not is noted for the rule that asks for it.</summary>
    public void ExpectDocumented(Reply reply)
    {
        var operation = reply.Request.Operation;

        // No document lists every refusal of HTTP itself, such as 405; whether a refusal has the right status is asked elsewhere.
        if (
            reply.AsksToComeAgain
            || operation.Documented.Responses.Count == 0
            || (reply.Status is >= 400 and < 500 && operation.Documented.For(reply.Status) is null)
        )
            return;
        if (ResponseValidator.Validate(operation, reply) is not [var first, ..] violations)
            return;
        var more = violations.Count > 1 ? $" (and {violations.Count - 1} more)" : "";
        Note(
            AnyContractRules.Form,
            $"an answer as {operation} documents it",
            $"{reply.Status}: {first.Message.TrimEnd('.')}{more}",
            reply,
            _causes.OtherForm(reply, first)
        );
    }

    /// <summary>Whether an answer turns a request away, whatever the reason that it gives.</summary>
    public static bool Refuses(Reply reply) => IsRejected(reply) && reply.Status is not (404 or 405 or 415) && !reply.AsksToComeAgain;

    /// <summary>A faulty request that was not turned away, where a step knows better what to expect.</summary>
    public CheckFailedException NotRejected(string expected, Reply reply) => Miss(expected, reply, Causes.NotRejected(reply));

    /// <summary>What an answer that asks to come again comes to wherever it is met: it tells of the run's speed or of the target's load, and of nothing else.</summary>
    public static InconclusiveException Later(Reply reply) =>
        new(
            reply.Status == 429
                ? $"{reply.Request.Operation} answered 429, Too Many Requests. Slow the run down with --rate-limit."
                : $"{reply.Request.Operation} answered 503 and asks to come again later, which --max-wait leaves no time for. Run again when the target is less busy, or wait longer."
        );

    /// <summary>Sees to it that an answer tells of what was asked at all.</summary>
    /// <exception cref="InconclusiveException">It asks to come again later.</exception>
    public static void CheckJudgeable(Reply reply)
    {
        if (reply.AsksToComeAgain)
            throw Later(reply);
    }

    /// <summary>A missed check, its texts free of secrets.</summary>
    public CheckFailedException Miss(string expected, Reply reply, Cause? cause = null) => Miss(expected, Tell(reply), reply, cause);

    /// <summary>The body of an answer has not what a step asks for; where it is not as documented at all, that is why.</summary>
    public CheckFailedException MissInBody(string expected, string found, Reply reply) =>
        Miss(expected, found, reply, _causes.OfBody(redactor.Redact(expected), reply));

    /// <inheritdoc cref="MissInBody(string, string, Reply)"/>
    public CheckFailedException MissInBody(string expected, Reply reply) => MissInBody(expected, Tell(reply), reply);

    /// <summary>How a message tells an answer: <c>200 {"message":"ok"}</c>, free of secrets, long bodies cut.</summary>
    public string Tell(Reply reply)
    {
        // Secrets are replaced first: half of one would not be found any more.
        var text = redactor.RedactBeginning(reply.Text, LongestRead).ReplaceLineEndings(" ").Trim();
        return text.Length == 0
            ? $"{reply.Status} without a body"
            : $"{reply.Status} {(text.Length > LongestQuote ? WellFormed.Beginning(text, LongestQuote) + "…" : text)}";
    }

    /// <inheritdoc cref="Miss(string, Reply, Cause)"/>
    /// <exception cref="InconclusiveException">The answer asks to come again later.</exception>
    public CheckFailedException Miss(string expected, string found, Reply? reply, Cause? cause = null)
    {
        if (reply is not null)
            CheckJudgeable(reply);
        return new CheckFailedException(Told(expected, found, reply, cause));
    }

    private Answer? Expected(RequestDraft request, Refusal reason) =>
        request.Operation.RefusalOf(reason, request.JudgedKind ?? subject.Roles.AccessKind);

    // Of several tokens the target may look at any first: at one that is not there, or at one that has died with the one that the request is about.
    private bool IsDocumented(Reply reply, Refusal reason)
    {
        var (request, operation) = (reply.Request, reply.Request.Operation);
        if (operation.RefusalsByKind.IsEmpty)
            return operation.IsRefusal(reply, reason);
        var judged = request.JudgedKind ?? subject.Roles.AccessKind;
        if (Is(reason, judged))
            return true;
        foreach (var kind in (request.Alternative?.Slots ?? []).Select(s => s.Kind).Where(k => k != judged))
        {
            if (!request.Tokens.ContainsKey(kind) ? Is(Refusal.Missing, kind) : DiesWithOthers(reason) && Is(reason, kind))
                return true;
        }

        return false;

        bool Is(Refusal why, int kind) =>
            operation.RefusalOf(why, kind) is { } answer ? operation.IsRefusal(reply, answer) : reply.Status is 401 or 403;
    }

    private static bool DiesWithOthers(Refusal reason) => reason is Refusal.Revoked or Refusal.Expired or Refusal.Foreign;

    // A member of the body that is not there may be the schema's affair before it is the session's.
    private static bool IsInvalidForWantOfToken(Reply reply, Refusal reason) =>
        reason == Refusal.Missing
        && reply.Request.LacksTokenInBody()
        && reply.Status == (reply.Request.Operation.Refusals[(int)Refusal.Invalid]?.Status ?? Refusal.Invalid.UsualStatus());

    /// <summary>A login that was answered and gave no session.</summary>
    public LoginFailedException LoginFailed(string message, Reply reply)
    {
        var told = redactor.Redact(message);
        return new LoginFailedException(
            told,
            Told(
                $"{Documented(reply)} with tokens, as {reply.Request.Operation} documents its success",
                Tell(reply),
                reply,
                Causes.LoginFails(reply.Request.Operation)
            )
        );
    }

    /// <summary>A target that breaks off after a logout.</summary>
    public CheckFailedException BrokenOff(RequestDraft request, int exchange, string message) =>
        new(new Miss("an answer", redactor.Redact(message).TrimEnd('.'), exchange) { Cause = Causes.BreaksAfterLogout(request.Operation) });

    /// <summary>An answer with another status than a step asks for.</summary>
    public CheckFailedException MissedStatus(int expected, Reply reply)
    {
        var isPlain = reply.Request.Flaw is null;
        var cause =
            expected is >= 200 and < 300 && !reply.IsSuccess ? _causes.TurnedAway(reply, Ground.None)
            : expected is >= 200 and < 300 && isPlain && !IsAccepted(reply) ? Causes.UndocumentedSuccess(reply)
            : expected >= 400 && !isPlain ? (IsRejected(reply) ? Causes.OtherRefusal(reply) : Causes.NotRejected(reply))
            : null;
        return Miss(expected.ToString(CultureInfo.InvariantCulture), reply, cause);
    }

    /// <summary>Notes what an answer misses of a rule that holds of any answer.</summary>
    public void Notice(string rule, string expected, string found, Reply reply, Cause? cause = null) =>
        Note(rule, expected, found, reply, cause ?? _causes.Other(redactor.Redact(expected), reply));

    // Told once by the rule that asks for it, whatever the scenario is about.
    private void Note(string rule, string expected, string found, Reply reply, Cause cause)
    {
        var miss = Told(expected, found, reply, cause) with { Rule = rule };
        lock (asides)
        {
            if (!asides.Any(a => a.Cause!.Key == cause.Key))
                asides.Add(miss);
        }
    }

    private Miss Told(string expected, string found, Reply? reply, Cause? cause)
    {
        var (wanted, seen) = (redactor.Redact(expected), redactor.Redact(found));
        cause ??= _causes.Other(wanted, reply);
        return new Miss(wanted, seen, reply?.Number) { Cause = cause with { Sentence = redactor.Redact(cause.Sentence) } };
    }

    private static string Documented(Reply reply) => reply.Request.Operation.Success is [var success, ..] ? Describe(success) : "2xx";

    private static string Describe(Answer answer) =>
        answer.Where is { } where
            ? $"{answer.Status.ToString(CultureInfo.InvariantCulture)} where {where}"
            : answer.Status.ToString(CultureInfo.InvariantCulture);

    private static string Describe(Refusal reason) =>
        reason switch
        {
            Refusal.Missing => "a missing token",
            Refusal.WrongKind => "a token of another kind",
            Refusal.Foreign => "a token of another session",
            Refusal.Unknown => "an unknown token",
            Refusal.WrongScheme => "another scheme",
            Refusal.Reused => "a token that was used before",
            Refusal.Credentials => "wrong credentials",
            Refusal.UnknownUser => "an unknown user",
            Refusal.Client => "a wrong credential of the client",
            Refusal.Invalid => "an invalid request",
            Refusal.UnsupportedMediaType => "another media type",
            _ when IsOfToken(reason) => $"{(reason == Refusal.Expired ? "an" : "a")} {reason.Name()} token",
            _ => $"\"{reason.Name()}\"",
        };

    private static bool IsOfToken(Refusal reason) => reason is Refusal.Malformed or Refusal.Expired or Refusal.Revoked;
}

/// <summary>A check found something else than it expected. In a Given it means that the scenario's ground does not hold.</summary>
internal sealed class CheckFailedException(Miss miss) : Exception(miss.ToString())
{
    public Miss Miss { get; } = miss;
}

/// <summary>A check could not be made. The message is a sentence, and holds no secret.</summary>
internal class InconclusiveException(string message) : Exception(message);

/// <summary>A login was answered, and it did not work.</summary>
/// <param name="miss">What it missed.</param>
internal sealed class LoginFailedException(string message, Miss miss) : InconclusiveException(message)
{
    public Miss Miss { get; } = miss;
}

/// <summary>A check does not apply to the contract or the target. The message is a sentence.</summary>
internal sealed class NotApplicableException(string message) : Exception(message);
