using Conformance.Contracts.Model;
using Conformance.Generated.MockAdmin.Server;
using Conformance.MockServer.Engine.Logging;
using Microsoft.AspNetCore.Http;

namespace Conformance.MockServer.Admin;

/// <content>The journal.</content>
internal sealed partial class AdminServer
{
    private const int UsuallyListed = 100;

    public Task<ListRequestsResult> ListRequestsAsync(
        string? conformNamespace,
        string? contract,
        string? operation,
        Verdict? verdict,
        string? reason,
        string? session,
        DateTimeOffset? since,
        long? after,
        long? before,
        int? limit,
        HttpContext httpContext,
        CancellationToken cancellationToken
    )
    {
        var wrong =
            WrongLimit(limit)
            ?? (after < 0 ? $"found \"after\": {after}" : null)
            ?? (before < 1 ? $"found \"before\": {before}" : null)
            ?? WrongContract(contract)
            ?? WrongOperation(contract, operation);
        if (wrong is not null)
            return Task.FromResult<ListRequestsResult>(new ListRequestsResult.BadRequest(Invalid(httpContext, wrong, "listRequests")));
        var journal = StateOf(httpContext).Journal;
        var found = journal
            .Newest(before)
            .TakeWhile(e => after is null || e.Number > after)
            .Where(e => Fits(e.Entry))
            .Take(limit ?? UsuallyListed)
            .Select(e => WireForm.Of(e.Number, e.Entry));
        return Task.FromResult<ListRequestsResult>(
            new RequestList
            {
                Requests = [.. found],
                Total = journal.Total,
                Kept = journal.Size,
                Forgotten = journal.Forgotten,
                Memory = WireForm.Of(journal.Memory),
                Replica = engine.Replica,
            }
        );

        bool Fits(in RequestLogEntry entry) =>
            (contract is null || entry.Contract == contract)
            && (operation is null || entry.Operation?.Id == operation)
            && (verdict is null || verdict == WireForm.Of(entry.Outcome))
            && (reason is null || entry.Refusal?.Name() == reason)
            && (session is null || entry.Session?.Id == session)
            && (since is null || entry.Time >= since);
    }

    public Task<ClearRequestsResult> ClearRequestsAsync(
        string? conformNamespace,
        HttpContext httpContext,
        CancellationToken cancellationToken
    )
    {
        StateOf(httpContext).Journal.Clear();
        return Task.FromResult<ClearRequestsResult>(new ClearRequestsResult.NoContent());
    }
}
