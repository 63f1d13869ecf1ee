using Conformance.Contracts.Model;
using Conformance.MockServer.Engine.Answers;
using Conformance.MockServer.Engine.Logging;
using Conformance.MockServer.Engine.Requests;
using Conformance.MockServer.Engine.State;
using Conformance.Sessions;

namespace Conformance.MockServer.Engine.Stages;

/// <summary>Lets the faults of a namespace strike a request.</summary>
/// <param name="time">The clock that latency waits by: the namespace's own may stand still.</param>
internal sealed class FaultStage(TimeProvider time)
{
    /// <summary>Lets faults strike in the order in which they were set, until one of them answers the request or breaks its connection.</summary>
    /// <returns>The id of the last fault that struck, and the outcome where that one ends the request.</returns>
    public async ValueTask<(string? Struck, RequestOutcome? Ended)> StrikeAsync(Operation operation, MockRequest request)
    {
        string? struck = null;
        foreach (var fault in request.State.Faults.All)
        {
            if (fault.Effect == FaultEffect.StaleReplica || !fault.IsAbout(request.Mount, operation) || !await fault.StrikesAsync())
                continue;
            struck = fault.Id;
            if (fault.Effect != FaultEffect.Latency)
                return (struck, fault.Effect == FaultEffect.Reset ? Break(fault) : Answer(fault, operation));
            await Task.Delay(fault.Span, time, request.Http.RequestAborted);
        }

        return (struck, null);
    }

    /// <summary>Asks a replica that lags behind, where there is one, about tokens that were refused; null where it does not accept them either.</summary>
    public static async ValueTask<SessionResult?> AskStaleReplicaAsync(Operation operation, MockRequest request, PresentedToken[] presented)
    {
        foreach (var fault in request.State.Faults.All)
        {
            if (fault.Effect != FaultEffect.StaleReplica || !fault.IsAbout(request.Mount, operation))
                continue;
            var stale = await request.Sessions!.PresentToLaggingAsync(fault.Span, presented);
            if (stale.Accepted && await fault.StrikesAsync())
                return new SessionResult(null, stale, Fault: fault.Id, Note: $"{fault.Id} accepts {stale.Token?.Label}, which is revoked");
        }

        return null;
    }

    private static RequestOutcome Break(ActiveFault fault) =>
        new()
        {
            Kind = OutcomeKind.Forced,
            BreaksConnection = true,
            Fault = fault.Id,
            Note = $"{fault.Id} broke the connection",
        };

    private static RequestOutcome Answer(ActiveFault fault, Operation operation)
    {
        var documented = operation.Documented.Choose(fault.Status.ToString(), example: null);
        return new RequestOutcome
        {
            Kind = OutcomeKind.Forced,
            Answer = documented,
            Problem = documented is null
                ? new ProblemDetails(
                    fault.Status,
                    "fault",
                    $"The fault {fault.Id} answers so. Remove it with DELETE /__admin/faults/{fault.Id}."
                )
                : null,
            Fault = fault.Id,
            Note = $"{fault.Id} chose {fault.Status}",
        };
    }
}
