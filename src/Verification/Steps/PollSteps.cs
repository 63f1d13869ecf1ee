using System.Text.Json.Nodes;
using Conformance.Contracts.Expressions;
using Conformance.Contracts.Model;
using Conformance.Verification.Client;
using Conformance.Verification.Oracle;
using Reqnroll;

namespace Conformance.Verification.Steps;

/// <summary>Keeps requests waiting over a logout that a server answers when something has happened.</summary>
[Binding]
internal sealed class PollSteps(ScenarioState state)
{
    // What says for how long to wait: RFC 7240, section 4.3, and the names that are common for it.
    private static readonly string[] Names = ["wait", "timeout", "poll", "Prefer"];

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    // What was under way when the logout was answered may still come.
    private static readonly TimeSpan UnderWay = TimeSpan.FromMilliseconds(250);

    /// <summary>Whether an operation documents that a client may have it wait.</summary>
    public static bool IsPoll(Operation operation) => operation.Method == "GET" && operation.Parameters.Any(IsWait);

    private static bool IsWait(Parameter parameter) =>
        parameter.In is ParameterLocation.Query or ParameterLocation.Header
        && Names.Contains(parameter.Name, StringComparer.OrdinalIgnoreCase);

    [Then(
        "what {session} waits for is not told after its logout",
        Description = "Each operation that a parameter has wait is asked, the session logs out meanwhile, and the answer that comes later holds nothing. One that is answered at once does not count.",
        Example = "what the session waits for is not told after its logout"
    )]
    public async Task NothingIsTold(ClientSession session)
    {
        var waiting = new List<Task<Reply>>();
        foreach (var operation in state.Subject.Protected.Where(o => IsPoll(o) && state.OpenAlternatives(o).Any()))
        {
            state.NoteUse(state.TokenOf(session, "access"));
            var draft = state.Presenting(operation, state.Subject.Roles.AccessKind, state.TokenOf(session, "access"), session);
            var parameter = operation.Parameters.First(IsWait);
            var place = new Expression(
                parameter.In == ParameterLocation.Query ? ExpressionSource.RequestQuery : ExpressionSource.RequestHeader,
                parameter.Name
            );
            draft.Remove(place);
            draft.Put(place, TimeOf(parameter));
            waiting.Add(state.SendAsync(draft));
        }

        await Task.Delay(Patience, state.Time, state.Cancellation);
        waiting.RemoveAll(w => w.IsCompleted);
        if (waiting.Count == 0)
            throw new NotApplicableException("No request of the session is kept waiting.");
        state.Oracle.ExpectLoggedOut(await state.SendAsync(state.BuildLogout(session.Tokens)));
        await Task.Delay(UnderWay, state.Time, state.Cancellation);
        foreach (var waited in waiting.Where(w => !w.IsCompleted).ToList())
        {
            var reply = await waited;
            if (ContractOracle.IsAccepted(reply) && Tells(reply))
                throw state.Oracle.Miss(
                    "no success, or one that holds nothing, for a request that was waiting when its session logged out",
                    reply,
                    Causes.PollOutlives(reply.Request.Operation)
                );
        }

        // So that the logout is known to have ended something.
        foreach (var reply in await state.UseAsync(state.TokenOf(session, "access"), session))
            state.Oracle.ExpectRefused(reply, Refusal.Revoked);
    }

    // Three seconds, in the unit that the parameter seems to have.
    private string TimeOf(Parameter parameter) =>
        parameter.Example is not null && state.Requests.ValueOf(parameter) is { } shown ? shown
        : parameter.Name.Equals("Prefer", StringComparison.OrdinalIgnoreCase) ? "wait=3"
        : parameter.Schema?.Shape.Parts.Any(p => double.TryParse(p["maximum"]?.ToString(), out var most) && most >= 1000) == true ? "3000"
        : "3";

    private static bool Tells(Reply reply) =>
        reply.Json switch
        {
            null => !reply.Body.IsEmpty,
            JsonArray list => list.Count > 0,
            JsonObject members => members.Any(m => m.Value is not (null or JsonArray { Count: 0 })),
            _ => true,
        };
}
