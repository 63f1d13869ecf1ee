using Conformance.Contracts.Model;
using Conformance.MockServer.Engine.Answers;
using Conformance.MockServer.Engine.Logging;
using Conformance.MockServer.Engine.Requests;
using Conformance.MockServer.Engine.Routing;
using Conformance.MockServer.Engine.State;
using Conformance.Sessions;

namespace Conformance.MockServer.Engine.Stages;

/// <summary>Lets the faults of a world strike a request.</summary>
/// <param name="time">The clock that latency waits by: the world's own may stand still.</param>
internal sealed class FaultStage(TimeProvider time)
{
    /// <summary>Whether a fault has answered the request, or broken its connection. Faults are tried in the order in which they were set.</summary>
    public async ValueTask<bool> AnswersAsync(Operation operation, HttpExchange exchange)
    {
        foreach (var fault in exchange.World.Faults.All)
        {
            if (fault.Effect == FaultEffect.StaleReplica || !fault.IsAbout(exchange.Mount, operation) || !fault.Strikes())
                continue;
            exchange.Fault = fault.Id;
            if (fault.Effect == FaultEffect.Latency)
            {
                await Task.Delay(fault.Span, time, exchange.Http.RequestAborted);
                continue;
            }

            exchange.Outcome = OutcomeKind.Forced;
            if (fault.Effect == FaultEffect.Reset)
                Break(fault, exchange);
            else
                Answer(fault, operation, exchange);
            return true;
        }

        return false;
    }

    /// <summary>Asks a replica that lags behind where there is one and the tokens were refused; what it says counts if it accepts them.</summary>
    public static async ValueTask<Decision> AskStaleReplicaAsync(
        Operation operation,
        HttpExchange exchange,
        Decision decision,
        PresentedToken[] presented
    )
    {
        foreach (var fault in exchange.World.Faults.All)
        {
            if (fault.Effect != FaultEffect.StaleReplica || !fault.IsAbout(exchange.Mount, operation))
                continue;
            var stale = await exchange.Sessions!.PresentToLaggingAsync(fault.Span, presented);
            if (!stale.Accepted || !fault.Strikes())
                continue;
            exchange.Fault = fault.Id;
            exchange.Note = $"{fault.Id} accepts {stale.Token?.Label}, which is revoked";
            return stale;
        }

        return decision;
    }

    private static void Break(Fault fault, HttpExchange exchange)
    {
        exchange.Note = $"{fault.Id} broke the connection";
        exchange.IsBroken = true;
        exchange.Http.Abort();
    }

    private static void Answer(Fault fault, Operation operation, HttpExchange exchange)
    {
        exchange.Note = $"{fault.Id} chose {fault.Status}";
        if (operation.Documented.Choose(fault.Status.ToString(), example: null) is { } answer)
            AnswerWriter.Write(exchange, answer);
        else
            ProblemWriter.Write(
                exchange.Http,
                fault.Status,
                "fault",
                $"The fault {fault.Id} answers so. Remove it with DELETE /__admin/faults/{fault.Id}."
            );
    }
}
