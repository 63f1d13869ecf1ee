using Conformance.Contracts.Model;
using Conformance.Generated.MockAdmin.Server;
using Conformance.MockServer.Hosting;
using Conformance.MockServer.Logs;
using Conformance.MockServer.Users;
using Conformance.Sessions;
using Fault = Conformance.MockServer.Faults.Fault;
using Namespace = Conformance.MockServer.Worlds.Namespace;
using Operation = Conformance.Contracts.Model.Operation;
using Verdict = Conformance.MockServer.Journals.Verdict;
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
                    Role = RoleOf(o),
                }),
            ],
        };

    public static Wire.User Of(Account account) => new() { Id = account.User.Id, Name = account.Name };

    public static Wire.Clock Of(MockClock clock) => new() { Now = clock.GetUtcNow(), Frozen = clock.IsFrozen };

    public static Wire.Namespace Of(Namespace shown)
    {
        var world = shown.World;
        return new Wire.Namespace
        {
            Name = shown.Name,
            Requests = world.Journal.Total,
            Faults = world.Faults.All.Length,
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
            State = Enum.Parse<Wire.TokenState>(token.State.ToString()),
            IssuedAt = token.IssuedAt,
            ExpiresAt = token.ExpiresAt,
            RevokedAt = token.RevokedAt,
            RevokedBy = token.RevokedBy == RevocationCause.None ? null : Enum.Parse<TokenRevokedBy>(token.RevokedBy.ToString()),
        };

    public static Wire.Fault Of(Fault fault) =>
        new()
        {
            Id = fault.Id,
            Kind = Enum.Parse<FaultKind>(fault.Kind.ToString()),
            Contract = fault.Contract,
            Operation = fault.Operation,
            Times = fault.Times,
            Probability = fault.Probability,
            Seed = fault.Seed,
            Milliseconds = fault.Span == TimeSpan.Zero ? null : (int)fault.Span.TotalMilliseconds,
            Status = fault.Status == 0 ? null : fault.Status,
            Hits = fault.Hits,
        };

    public static Wire.Verdict Of(Verdict verdict) => Enum.Parse<Wire.Verdict>(verdict.ToString());

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
            Role = entry.Operation is { } operation ? RoleOf(operation) : null,
            Verdict = Of(entry.Verdict),
            Reason = entry.Refusal?.Name(),
            Detail = LogLine.Shortened(Explanation.WithoutContent(entry)) is { Length: > 0 } detail ? detail : null,
            Token = entry.Decision.Token?.Label,
            Issued = entry.Issued.IsEmpty ? null : [.. entry.Issued.Select(t => t.Label)],
            Session = entry.Session?.Id,
            Fault = entry.Fault,
        };

    private static string? RoleOf(Operation operation) => operation.Role == Role.None ? null : operation.Role.ToString().ToLowerInvariant();
}
