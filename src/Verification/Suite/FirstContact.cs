using Conformance.Verification.Client;
using Conformance.Verification.Oracle;
using Conformance.Verification.Results;
using Conformance.Verification.Steps;

namespace Conformance.Verification.Suite;

/// <summary>What a first session with the target came to. A run against nothing would be a list of failures without a cause.</summary>
/// <param name="Obstacle">Why the target cannot be judged as a whole, a sentence without secrets; null where a session could be had.</param>
/// <param name="EndsRun">Whether nothing at all can be checked. Where only the login does not work, what needs none is checked all the same.</param>
internal sealed record FirstContact(string? Obstacle, bool EndsRun)
{
    /// <summary>The last request of it and its answer, where there is an obstacle and something was said.</summary>
    public RecordedExchange? Shown { get; private init; }

    /// <summary>Logs the first user in, or knocks at a protected operation where there are no users, or tokens were given, which are used once.</summary>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static async Task<FirstContact> TryAsync(ScenarioState state)
    {
        var contact = await MakeAsync(state);
        return contact.Obstacle is null
            ? contact
            : contact with
            {
                Shown = state.Conversation.ToEvidence() is [.., var last] ? last : null,
            };
    }

    private static async Task<FirstContact> MakeAsync(ScenarioState state)
    {
        try
        {
            var logsIn = state.Target.Tokens is not GivenTokens;

            // An absent target is told before an absent user.
            var isWithoutUser = state.Target is { Tokens: null, Users.IsEmpty: true };
            if ((!logsIn || isWithoutUser) && !state.Subject.Protected.IsEmpty)
                await state.UseAsync(null);
            if (!isWithoutUser && MissingCredentials.Of(state) is { } missing)
                return new FirstContact(missing, true);
            if (!logsIn)
                return new FirstContact(null, false);
            var session = await LogIn.AsUserAsync(state, "first contact", state.User(0));
            return await FirstUseAsync(state, session);
        }
        catch (TargetException exception)
        {
            return new FirstContact(state.Conversation.Redactor.Redact(exception.Message), true);
        }
        catch (Exception exception) when (exception is InconclusiveException or NotApplicableException)
        {
            // What a proxy answers of its own accord is nothing to judge a target by.
            return new FirstContact(
                state.Conversation.Redactor.Redact(exception.Message),
                state.Target.Tokens is not null
                    || (exception is LoginFailedException && (state.Conversation.Proxy is not null || IsElsewhere(state)))
            );
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new FirstContact(Judgement.FaultOfTheRun(state, "first contact with the target", exception), true);
        }
    }

    // Nothing at this address is what the contract speaks of.
    private static bool IsElsewhere(ScenarioState state) =>
        state.Conversation.Replies is [.., { Status: (>= 300 and < 400) or 404 or 405 } last]
        && last.Request.Operation.Documented.For(last.Status) is null;

    // What a token is refused for that nobody has ended yet is no logout.
    private static async Task<FirstContact> FirstUseAsync(ScenarioState state, ClientSession session)
    {
        if (state.Subject.Protected.IsEmpty || !session.Tokens.TryGetValue(state.Subject.Roles.AccessKind, out var token))
            return new FirstContact(null, false);
        var replies = await state.UseAsync(token, session);
        if (replies.Any(ContractOracle.IsAccepted))
            return new FirstContact(null, false);
        var reply = replies[0];
        return new FirstContact(
            $"A token that the login just gave is not taken at {reply.Request.Name}: it answered {state.Oracle.Tell(reply)}. {Mend(reply)}",
            true
        );
    }

    private static string Mend(Reply reply) =>
        reply.Status switch
        {
            401 or 403 =>
                "See whether the target wants something beside the token, such as the key of an app (-H \"X-Api-Key: …\"), and whether the contract says where the token travels.",
            404 or 405 => "Check the base URL: nothing there answers to this path.",
            >= 500 => "The target is at fault; see its log.",
            _ => "See what the contract documents as its success, and what else the operation needs.",
        };
}
