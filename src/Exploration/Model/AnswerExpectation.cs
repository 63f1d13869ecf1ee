using System.Collections.Immutable;
using Conformance.Contracts.Model;
using Conformance.Sessions;
using Conformance.Validation;
using Conformance.Verification.Client;
using Conformance.Verification.Oracle;

namespace Conformance.Exploration.Model;

/// <summary>What a contract has a target answer.</summary>
internal enum ExpectedAnswer
{
    /// <summary>The request has to be let in.</summary>
    Accepted,

    /// <summary>The request has to be refused.</summary>
    Refused,

    /// <summary>The contract leaves it open: what the target answers is taken for what happened. Only a failure of the server is none.</summary>
    Open,
}

/// <summary>What one reading of a contract has a target answer to a request.</summary>
/// <param name="Reason">Why it has to be refused, or would be where that is open.</param>
/// <param name="Decision">What the model makes of the tokens.</param>
internal readonly record struct AnswerExpectation(ExpectedAnswer Answer, Refusal? Reason = null, Decision Decision = default)
{
    /// <summary>Whether a few seconds decide, so that nobody can tell what the target makes of it.</summary>
    public bool IsOfSeconds { get; init; }

    /// <summary>Of requests that were sent at once: how many were let in.</summary>
    public int? LetIn { get; init; }

    /// <summary>What has to be in a list of sessions, or must not be.</summary>
    public ImmutableArray<ListedExpectation> Listed { get; init; } = [];

    /// <summary>What an accepted list of sessions has otherwise; null where it has nothing so, or is none.</summary>
    public ListedExpectation? WronglyListed(Reply reply)
    {
        if (Listed.IsDefaultOrEmpty || !IsAccepted(reply) || reply.Request.Operation.Session?.Lists is not { } places)
            return null;
        var ids = reply.IdsAt(places);
        return Listed.FirstOrDefault(l => ids.Contains(l.Id) != l.IsExpected);
    }

    /// <summary>Whether an answer is as expected.</summary>
    public bool Holds(Reply reply) => IsLetInAsExpected(reply) && WronglyListed(reply) is null;

    /// <summary>Whether it lets in, or refuses, as expected.</summary>
    public bool IsLetInAsExpected(Reply reply) =>
        Answer switch
        {
            ExpectedAnswer.Accepted => IsAccepted(reply),
            ExpectedAnswer.Refused => IsRefused(reply, Reason!.Value),
            _ => reply.Status < 500 || reply.Request.Operation.IsToldRefusal(reply),
        };

    /// <summary>Whether a request was let in.</summary>
    public static bool IsAccepted(Reply reply) =>
        (reply.Request.Operation.Role == Role.Logout ? reply.IsSuccess : ContractOracle.IsAccepted(reply))
        && !reply.Request.Operation.IsToldRefusal(reply);

    private static bool IsRefused(Reply reply, Refusal reason) =>
        reply.Request.Operation.IsRefusal(reply, reason) || ContractOracle.Refuses(reply);
}

/// <summary>Whether a session has to be in a list.</summary>
/// <param name="Id">The id that the target lists it by.</param>
internal sealed record ListedExpectation(string Id, bool IsExpected);
