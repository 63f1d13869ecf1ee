using System.Globalization;
using Conformance.Contracts.Model;
using Conformance.Validation;
using Conformance.Verification.Client;
using Conformance.Verification.Evidence;
using Conformance.Verification.Results;

namespace Conformance.Verification.Oracle;

/// <summary>Tells an accepted request from a refused one, by what the contract documents.</summary>
internal sealed class ContractOracle(Redactor redactor)
{
    private const int LongestQuote = 160;

    // Line breaks and blanks of it are left out.
    private const int LongestRead = 16 * 1024;

    /// <summary>Whether an answer lets the request in, and does so with a status that the operation documents.</summary>
    /// <exception cref="CheckFailedException">It does not.</exception>
    public void ExpectAccepted(Reply reply)
    {
        if (IsAccepted(reply))
            return;
        var operation = reply.Request.Operation;
        var documented = operation.Success is [var success, ..] ? success.Status.ToString(CultureInfo.InvariantCulture) : "2xx";
        throw Miss($"{documented}, as {reply.Request.Name} documents its success", reply);
    }

    /// <summary>The same, as a question.</summary>
    public static bool IsAccepted(Reply reply)
    {
        CheckJudgeable(reply);
        var documented = reply.Request.Operation.Documented;
        return reply.IsSuccess && (documented.Responses.Count == 0 || documented.For(reply.Status) is not null);
    }

    /// <summary>
    /// Whether an answer is the documented refusal. Without a documented status 401 and 403 are taken for one; what says nothing of the token never is: 404, 405, 415, 429, 5xx.
    /// </summary>
    /// <exception cref="CheckFailedException">It is not.</exception>
    public void ExpectRefused(Reply reply, Refusal reason)
    {
        CheckJudgeable(reply);
        var operation = reply.Request.Operation;
        if (operation.Refusals[(int)reason] is { } answer)
        {
            if (reply.Status == answer.Status)
                return;
            throw Miss($"{answer.Status}, as documented for {Describe(reason)} at {reply.Request.Name}", reply);
        }

        if (reply.Status is 401 or 403)
            return;
        throw Miss($"401 or 403 for {Describe(reason)} at {reply.Request.Name}, which documents no status", reply);
    }

    /// <summary>Whether a faulty request is turned away: 4xx, but for 404 and 405, which say nothing of the fault.</summary>
    /// <exception cref="CheckFailedException">It is not.</exception>
    public void ExpectRejected(Reply reply)
    {
        CheckJudgeable(reply);
        if (reply.Status is >= 400 and < 500 and not 404 and not 405)
            return;
        throw Miss("a refusal with 4xx", reply);
    }

    /// <summary>Whether an answer has a documented status, media type, headers and body.</summary>
    /// <exception cref="CheckFailedException">It has not.</exception>
    public void ExpectDocumented(Reply reply)
    {
        var operation = reply.Request.Operation;

        // No document lists every refusal of HTTP itself, such as 405; whether a refusal has the right status is asked elsewhere.
        if (
            operation.Documented.Responses.Count == 0
            || (reply.Status is >= 400 and < 500 && operation.Documented.For(reply.Status) is null)
        )
            return;
        if (ResponseValidator.Validate(operation, reply) is not [var first, ..] violations)
            return;
        var more = violations.Count > 1 ? $" (and {violations.Count - 1} more)" : "";
        throw Miss($"an answer as {operation} documents it", $"{reply.Status}: {first.Message.TrimEnd('.')}{more}", reply);
    }

    /// <summary>What an answer of 429 comes to wherever it is met: it tells of the run's speed, and of nothing else.</summary>
    public static InconclusiveException TooMany(Reply reply) =>
        new($"{reply.Request.Operation} answered 429, Too Many Requests. Slow the run down with --rate-limit.");

    /// <summary>Sees to it that an answer tells of what was asked at all.</summary>
    /// <exception cref="InconclusiveException">It is a 429.</exception>
    public static void CheckJudgeable(Reply reply)
    {
        if (reply.Status == 429)
            throw TooMany(reply);
    }

    /// <summary>A missed check, its texts free of secrets.</summary>
    public CheckFailedException Miss(string expected, Reply reply) => Miss(expected, Tell(reply), reply);

    /// <summary>How a message tells an answer: <c>200 {"message":"ok"}</c>, free of secrets, long bodies cut.</summary>
    public string Tell(Reply reply)
    {
        // Secrets are replaced first: half of one would not be found any more.
        var text = redactor.RedactBeginning(reply.Text, LongestRead).ReplaceLineEndings(" ").Trim();
        return text.Length == 0
            ? $"{reply.Status} without a body"
            : $"{reply.Status} {(text.Length > LongestQuote ? WellFormed.Beginning(text, LongestQuote) + "…" : text)}";
    }

    /// <inheritdoc cref="Miss(string, Reply)"/>
    /// <exception cref="InconclusiveException">The answer is a 429.</exception>
    public CheckFailedException Miss(string expected, string found, Reply? reply)
    {
        if (reply is not null)
            CheckJudgeable(reply);
        return new CheckFailedException(new Finding(redactor.Redact(expected), redactor.Redact(found), reply?.Number));
    }

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
            Refusal.Invalid => "an invalid request",
            Refusal.UnsupportedMediaType => "another media type",
            _ when IsOfToken(reason) => $"{(reason == Refusal.Expired ? "an" : "a")} {reason.Name()} token",
            _ => $"\"{reason.Name()}\"",
        };

    private static bool IsOfToken(Refusal reason) => reason is Refusal.Malformed or Refusal.Expired or Refusal.Revoked;
}

/// <summary>A check found something else than it expected. In a Given it means that the scenario's ground does not hold.</summary>
internal sealed class CheckFailedException(Finding finding) : Exception(finding.ToString())
{
    public Finding Finding { get; } = finding;
}

/// <summary>A check could not be made. The message is a sentence, and holds no secret.</summary>
internal class InconclusiveException(string message) : Exception(message);

/// <summary>A login was answered, and it did not work.</summary>
internal sealed class LoginFailedException(string message) : InconclusiveException(message);

/// <summary>A check does not apply to the contract or the target. The message is a sentence.</summary>
internal sealed class NotApplicableException(string message) : Exception(message);
