using Conformance.Generated.MockAdmin.Server;
using Conformance.MockServer.Engine.Logging;
using Conformance.MockServer.Engine.State;
using Microsoft.AspNetCore.Http;

namespace Conformance.MockServer.Admin;

/// <content>Faults.</content>
internal sealed partial class AdminServer
{
    public Task<ListFaultsResult> ListFaultsAsync(string? conformNamespace, HttpContext httpContext, CancellationToken cancellationToken) =>
        Task.FromResult<ListFaultsResult>(new FaultList { Faults = [.. StateOf(httpContext).Faults.All.Select(WireForm.Of)] });

    public Task<AddFaultResult> AddFaultAsync(
        NewFault body,
        string? conformNamespace,
        HttpContext httpContext,
        CancellationToken cancellationToken
    )
    {
        if (Wrong(body) is { } wrong)
            return Task.FromResult<AddFaultResult>(new AddFaultResult.BadRequest(Invalid(httpContext, wrong, "addFault")));
        var fault = StateOf(httpContext)
            .Faults.Add(number => new ActiveFault
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
            });
        return Task.FromResult<AddFaultResult>(WireForm.Of(fault));
    }

    public Task<ClearFaultsResult> ClearFaultsAsync(string? conformNamespace, HttpContext httpContext, CancellationToken cancellationToken)
    {
        StateOf(httpContext).Faults.Clear();
        return Task.FromResult<ClearFaultsResult>(new ClearFaultsResult.NoContent());
    }

    public Task<RemoveFaultResult> RemoveFaultAsync(
        string fault,
        string? conformNamespace,
        HttpContext httpContext,
        CancellationToken cancellationToken
    ) =>
        Task.FromResult<RemoveFaultResult>(
            StateOf(httpContext).Faults.Remove(fault)
                ? new RemoveFaultResult.NoContent()
                : new RemoveFaultResult.NotFound(NotFound(httpContext, $"fault \"{LogLine.Shortened(fault)}\"", "GET /__admin/faults"))
        );

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
