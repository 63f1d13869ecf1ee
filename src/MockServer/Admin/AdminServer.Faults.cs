using Conformance.Generated.MockAdmin.Server;
using Conformance.MockServer.Engine.Logging;
using Conformance.MockServer.Engine.State;
using Microsoft.AspNetCore.Http;

namespace Conformance.MockServer.Admin;

/// <content>Faults.</content>
internal sealed partial class AdminServer
{
    public async Task<ListFaultsResult> ListFaultsAsync(
        string? conformNamespace,
        HttpContext httpContext,
        CancellationToken cancellationToken
    )
    {
        var listed = new List<Generated.MockAdmin.Server.Fault>();
        foreach (var fault in StateOf(httpContext).Faults.All)
            listed.Add(WireForm.Of(await fault.WithHitsAsync()));
        return new FaultList { Faults = listed };
    }

    public async Task<AddFaultResult> AddFaultAsync(
        NewFault body,
        string? conformNamespace,
        HttpContext httpContext,
        CancellationToken cancellationToken
    )
    {
        if (Wrong(body) is { } wrong)
            return new AddFaultResult.BadRequest(Invalid(httpContext, wrong, "addFault"));
        var fault = await ChangeAsync(
            httpContext,
            state =>
                state.Faults.Add(number => new ActiveFault
                {
                    Id = FaultTable.IdOf(number),
                    Effect = WireForm.Effect(body.Kind),
                    Contract = body.Contract,
                    Operation = body.Operation,
                    Times = body.Times ?? (body.Kind == FaultKind.RefreshFailure ? 1 : null),
                    Probability = body.Probability ?? 1,
                    Seed = body.Seed ?? number,
                    Span = TimeSpan.FromMilliseconds(body.Milliseconds ?? 0),
                    Status = body.Status ?? (body.Kind == FaultKind.RefreshFailure ? StatusCodes.Status503ServiceUnavailable : 0),
                })
        );
        return WireForm.Of(fault);
    }

    public async Task<ClearFaultsResult> ClearFaultsAsync(
        string? conformNamespace,
        HttpContext httpContext,
        CancellationToken cancellationToken
    )
    {
        await ChangeAsync(
            httpContext,
            state =>
            {
                state.Faults.Clear();
                return true;
            }
        );
        return new ClearFaultsResult.NoContent();
    }

    public async Task<RemoveFaultResult> RemoveFaultAsync(
        string fault,
        string? conformNamespace,
        HttpContext httpContext,
        CancellationToken cancellationToken
    ) =>
        await ChangeAsync(httpContext, state => state.Faults.Remove(fault))
            ? new RemoveFaultResult.NoContent()
            : new RemoveFaultResult.NotFound(NotFound(httpContext, $"fault \"{LogLine.Shortened(fault)}\"", "GET /__admin/faults"));

    private string? Wrong(NewFault fault)
    {
        var waits = fault.Kind is FaultKind.Latency or FaultKind.StaleReplica;
        var name = fault.Kind is FaultKind.StaleReplica ? "stale-replica" : fault.Kind.ToString().ToLowerInvariant();
        if (waits && fault.Milliseconds is null)
            return $"the kind {name} needs \"milliseconds\"";
        if (!waits && fault.Milliseconds is not null)
            return "\"milliseconds\" goes with the kinds latency and stale-replica only";
        if (fault.Kind == FaultKind.Status && fault.Status is null)
            return "the kind status needs \"status\"";
        if (fault.Kind is not (FaultKind.Status or FaultKind.RefreshFailure) && fault.Status is not null)
            return "\"status\" goes with the kinds status and refresh-failure only";
        return WrongContract(fault.Contract) ?? WrongOperation(fault.Contract, fault.Operation);
    }
}
