using Conformance.Contracts.Model;

namespace Conformance.Validation;

/// <summary>
/// What an answer means by its operation: a success, or a refusal. A status tells it where <c>x-session</c> says nothing else; <c>succeeds</c> and the conditions of <c>refusals</c> come before.
/// </summary>
public static class AnswerMeaning
{
    /// <summary>
    /// Whether an answer is a success: as <c>succeeds</c> tells it, else of any status 2xx (RFC 9110, section 15.3). What fulfils the condition of a refusal is none, unless the condition of
    /// <c>succeeds</c> holds as well.
    /// </summary>
    public static bool IsSuccess(this Operation operation, IResponseView response)
    {
        var rule = operation.Succeeds;
        if (rule?.Status is { } status ? response.Status != status : response.Status is < 200 or >= 300)
            return false;
        if (rule?.Where is null && operation.RefusalsByCondition.IsEmpty)
            return true;
        using var places = new ResponsePlaces(response);
        return rule?.Where is { } where
            ? where.Holds(places)
            : !operation.RefusalsByCondition.Any(r => r.Status == response.Status && r.Where!.Holds(places));
    }

    /// <summary>Whether an answer is the documented refusal for a reason, of whatever kind the token is; where none is documented, whether it is a 401 or a 403.</summary>
    public static bool IsRefusal(this Operation operation, IResponseView response, Refusal reason) =>
        (operation.Refusals[(int)reason] is { } answer ? operation.IsRefusal(response, answer) : response.Status is 401 or 403)
        || operation.RefusalsByKind.Any(r => r.Reason == reason && operation.IsRefusal(response, r.Answer));

    /// <summary>Whether an answer is one of the refusals that are told by their condition, or by a status that is no usual one for a refusal.</summary>
    public static bool IsToldRefusal(this Operation operation, IResponseView response) =>
        response.Status is < 400 and >= 200
            && operation
                .Refusals.Concat(operation.RefusalsByKind.Select(r => (Answer?)r.Answer))
                .Any(a => a is { Status: < 400 } && operation.IsRefusal(response, a))
        || operation.RefusalsByCondition.Any(a => operation.IsRefusal(response, a));

    /// <summary>Whether an answer is one that the operation documents for a refusal: by its status, and by its condition where it has one.</summary>
    public static bool IsRefusal(this Operation operation, IResponseView response, Answer answer)
    {
        if (response.Status != answer.Status)
            return false;
        if (answer.Where is null)
            return response.Status >= 400 || !operation.IsSuccess(response);
        using var places = new ResponsePlaces(response);
        return answer.Where.Holds(places) && !operation.IsSuccess(response);
    }
}
