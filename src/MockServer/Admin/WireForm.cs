using System.Diagnostics;
using Conformance.Contracts.Model;
using Conformance.Generated.MockAdmin.Server;
using Conformance.MockServer.Engine.Logging;
using Conformance.MockServer.Engine.Routing;
using Conformance.MockServer.Engine.State;
using Conformance.Sessions;
using JournalMemory = Conformance.MockServer.Engine.Logging.JournalMemory;
using Namespace = Conformance.MockServer.Engine.State.Namespace;
using Operation = Conformance.Contracts.Model.Operation;
using Wire = Conformance.Generated.MockAdmin.Server;

namespace Conformance.MockServer.Admin;

/// <summary>Shows things as the control API's contract describes them: tokens by their labels, users without passwords.</summary>
internal static class WireForm
{
    public static Wire.Contract Of(MountedContract mount) =>
        new()
        {
            Name = mount.Contract.Name,
            Title = mount.Contract.Title,
            Version = mount.Contract.Version,
            BasePath = mount.Prefix,
            Readings = mount.Contract.Readings,
            Operations =
            [
                .. mount.Contract.Operations.Select(o => new Wire.Operation
                {
                    Id = o.Id,
                    Method = o.Method,
                    Path = mount.Prefix + o.BasePaths[0] + o.Path,
                    Role = LogLine.RoleOf(o),
                    Summary = SummaryOf(mount.Contract, o),
                }),
            ],
        };

    public static Draft Of(MountedContract mount, Operation operation, ExampleRequest request) =>
        new()
        {
            Method = request.Method,
            Target = request.Target,
            Headers = [.. request.Headers.Select(h => new Wire.HeaderLine { Name = h.Key, Value = h.Value })],
            Body = request.Body,
            Presents = [.. KindsOf(mount, (operation.Session?.Slots ?? []).Select(s => s.Kind))],
            Issues = [.. KindsOf(mount, operation.Session?.Issues ?? [])],
            TakesUser = operation.Session?.UserPlaces.Any() == true,
            Answers =
            [
                .. operation.Documented.Responses.Select(r => new AnswerChoice
                {
                    Status = r.Key,
                    Examples =
                    [
                        .. r
                            .Content.SelectMany(c => c.Examples)
                            .Select(e => e.Name)
                            .Where(n => n.Length > 0)
                            .Distinct(StringComparer.Ordinal),
                    ],
                }),
            ],
        };

    public static Finding Of(Documents.Problem problem) =>
        new()
        {
            Severity = problem.Severity == Documents.Severity.Error ? FindingSeverity.Error : FindingSeverity.Warning,
            Rule = problem.Rule,
            At = problem.At.ToString(),
            Message = problem.Message,
            Mend = problem.Mend,
        };

    public static Wire.User Of(Account account) => new() { Id = account.User.Id, Name = account.Name };

    public static Wire.Clock Of(MockClock clock) => new() { Now = clock.GetUtcNow(), Frozen = clock.IsFrozen };

    public static Wire.JournalMemory Of(JournalMemory memory) => new() { Used = memory.Used, Limit = memory.Limit };

    public static Wire.Namespace Of(Namespace shown)
    {
        var state = shown.State;
        return new Wire.Namespace
        {
            Name = shown.Name,
            Requests = state.Journal.Total,
            Faults = state.Faults.All.Length,
        };
    }

    public static Wire.Session Of(string contract, SessionSnapshot session) =>
        new()
        {
            Id = session.Id,
            Contract = contract,
            User = session.User?.Name,
            CreatedAt = session.CreatedAt,
            Tokens = [.. session.Tokens.Select(Of)],
        };

    public static Wire.Token Of(TokenSnapshot token) =>
        new()
        {
            Label = token.Label,
            Kind = token.Kind,
            State = Of(token.State),
            IssuedAt = token.IssuedAt,
            ExpiresAt = token.ExpiresAt,
            RevokedAt = token.RevokedAt,
            RevokedBy = Of(token.RevokedBy),
        };

    public static Wire.Fault Of(ActiveFault fault) =>
        new()
        {
            Id = fault.Id,
            Kind = Of(fault.Effect),
            Contract = fault.Contract,
            Operation = fault.Operation,
            Times = fault.Times,
            Probability = fault.Probability,
            Seed = fault.Seed,
            Milliseconds = fault.Span == TimeSpan.Zero ? null : (int)fault.Span.TotalMilliseconds,
            Status = fault.Status == 0 ? null : fault.Status,
            Hits = fault.Hits,
        };

    public static Wire.Verdict Of(OutcomeKind outcome) =>
        outcome switch
        {
            OutcomeKind.Accepted => Wire.Verdict.Accepted,
            OutcomeKind.Refused => Wire.Verdict.Refused,
            OutcomeKind.Forced => Wire.Verdict.Forced,
            OutcomeKind.Mapped => Wire.Verdict.Mapped,
            OutcomeKind.Failed => Wire.Verdict.Failed,
            _ => throw new UnreachableException(),
        };

    public static Request Of(long number, in RequestLogEntry entry) =>
        new()
        {
            Number = number,
            Time = entry.Time,
            Method = entry.Method,
            Path = LogLine.Path(entry),
            Status = entry.Status,
            Contract = entry.Contract,
            Operation = entry.Operation?.Id,
            Role = entry.Operation is { } operation ? LogLine.RoleOf(operation) : null,
            Verdict = Of(entry.Outcome),
            Reason = entry.Refusal?.Name(),
            Detail = LogLine.Shortened(LogDetail.WithoutContent(entry)) is { Length: > 0 } detail ? detail : null,
            Token = entry.Decision.Token?.Label,
            Issued = entry.Issued.IsEmpty ? null : [.. entry.Issued.Select(t => t.Label)],
            Session = entry.Session?.Id,
            Fault = entry.Fault,
            Mapping = entry.Mapping,
        };

    public static FaultEffect Effect(FaultKind kind) =>
        kind switch
        {
            FaultKind.Latency => FaultEffect.Latency,
            FaultKind.Status => FaultEffect.Status,
            FaultKind.Reset => FaultEffect.Reset,
            FaultKind.StaleReplica => FaultEffect.StaleReplica,
            FaultKind.RefreshFailure => FaultEffect.RefreshFailure,
            _ => throw new UnreachableException(),
        };

    private static FaultKind Of(FaultEffect effect) =>
        effect switch
        {
            FaultEffect.Latency => FaultKind.Latency,
            FaultEffect.Status => FaultKind.Status,
            FaultEffect.Reset => FaultKind.Reset,
            FaultEffect.StaleReplica => FaultKind.StaleReplica,
            FaultEffect.RefreshFailure => FaultKind.RefreshFailure,
            _ => throw new UnreachableException(),
        };

    private static Wire.TokenState Of(Sessions.TokenState state) =>
        state switch
        {
            Sessions.TokenState.Live => Wire.TokenState.Live,
            Sessions.TokenState.Expired => Wire.TokenState.Expired,
            Sessions.TokenState.Revoked => Wire.TokenState.Revoked,
            _ => throw new UnreachableException(),
        };

    private static TokenRevokedBy? Of(RevocationCause cause) =>
        cause switch
        {
            RevocationCause.None => null,
            RevocationCause.LoggedOut => TokenRevokedBy.LoggedOut,
            RevocationCause.EndedByAdministrator => TokenRevokedBy.EndedByAdministrator,
            RevocationCause.Rotated => TokenRevokedBy.Rotated,
            RevocationCause.ReuseDetected => TokenRevokedBy.ReuseDetected,
            _ => throw new UnreachableException(),
        };

    private static IEnumerable<string> KindsOf(MountedContract mount, IEnumerable<int> kinds) =>
        kinds.Distinct().Select(k => mount.Contract.Session!.Policy.Kinds[k].Name);

    private static string? SummaryOf(Contracts.Contract contract, Operation operation) =>
        Documents.JsonPointer.TryParse(operation.Pointer)?.Resolve(contract.Document)?["summary"]?.AsString();
}
