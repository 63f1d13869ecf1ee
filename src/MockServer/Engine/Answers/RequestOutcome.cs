using System.Collections.Immutable;
using Conformance.Contracts.Model;
using Conformance.MockServer.Engine.Logging;
using Conformance.MockServer.Engine.Requests;
using Conformance.Sessions;
using Conformance.Validation;

namespace Conformance.MockServer.Engine.Answers;

/// <summary>How a request ends: what answers it, and what the stages found, of which the answer, the log line and the journal are made.</summary>
internal sealed record RequestOutcome
{
    public required OutcomeKind Kind { get; init; }

    /// <summary>The documented answer; null where the contract documents none.</summary>
    public Answer? Answer { get; init; }

    /// <summary>The answer in the mock's own words; null where there is a documented one, or the refusal says all, or nothing is to be said.</summary>
    public ProblemDetails? Problem { get; init; }

    public Refusal? Refusal { get; init; }

    /// <summary>What became of the tokens that were presented.</summary>
    public Decision Decision { get; init; }

    public Issued? Issued { get; init; }

    /// <summary>Who logged in; null where nobody did.</summary>
    public User? User { get; init; }

    /// <summary>The user's live sessions, where the operation lists them.</summary>
    public ImmutableArray<SessionSnapshot> Listed { get; init; } = [];

    /// <summary>What in the request is not as documented.</summary>
    public IReadOnlyList<RequestViolation> Violations { get; init; } = [];

    /// <summary>The id of the last fault that struck; null where none did.</summary>
    public string? Fault { get; init; }

    /// <summary>Whether a fault breaks the connection, so that nothing is answered.</summary>
    public bool BreaksConnection { get; init; }

    /// <summary>The name of the mapping that answers; null where none does.</summary>
    public string? Mapping { get; init; }

    /// <summary>What the mapping answers; null where none does, or what it answers cannot be sent.</summary>
    public MappedAnswer? Mapped { get; init; }

    /// <summary>Whether it was a preflight request of the CORS protocol.</summary>
    public bool IsPreflight { get; init; }

    /// <summary>The methods that there are, where the answer names them.</summary>
    public string? Allow { get; init; }

    /// <summary>The preference that the answer follows (RFC 7240, section 3); null for none.</summary>
    public string? AppliedPreference { get; init; }

    /// <summary>The answer's body with values of its own, drawn or of what was made; null for the documented one.</summary>
    public byte[]? OwnBody { get; init; }

    /// <summary>The id of what was made, for <c>Location</c>; null where nothing was.</summary>
    public string? MadeId { get; init; }

    /// <summary>Documented headers whose values come of what was made, by name, without a value where one is not sent; null where none do.</summary>
    public ImmutableDictionary<string, string?>? OwnHeaders { get; init; }

    /// <summary>Whether it was answered already, by a server in the mock's place.</summary>
    public bool IsAnswered { get; init; }

    /// <summary>What the log says beside the reason.</summary>
    public string? Note { get; init; }

    /// <summary>How the answer breaks the contract; null where it does not, or was not checked.</summary>
    public string? ContractViolation { get; init; }

    /// <summary>The session that was begun, or that the presented tokens belong to; null where there is none.</summary>
    public Session? Session => Issued?.Session ?? Decision.Session;

    /// <summary>The places of the violations: <c>body /a, query /page</c>.</summary>
    public string BrokenPlaces =>
        string.Join(", ", Violations.Select(v => $"{v.In} {v.Pointer}".TrimEnd()).Distinct(StringComparer.Ordinal));

    /// <summary>A refusal of a request that led to no operation.</summary>
    public static RequestOutcome Refused(MockRequest request, Refusal refusal, string? allow = null) =>
        new()
        {
            Kind = OutcomeKind.Refused,
            Answer = Documented(request, refusal),
            Refusal = refusal,
            Allow = allow,
        };

    /// <summary>The contract's own form of a refusal, where it is told apart by the kind of token that was refused; see <see cref="Documented(MockRequest, Refusal)"/>.</summary>
    public static Answer? Documented(MockRequest request, Refusal refusal, Decision decision) =>
        !decision.Accepted && request.Operation?.RefusalOf(refusal, decision.Kind) is { } answer ? answer : Documented(request, refusal);

    /// <summary>The contract's own form of a refusal: the operation's, else the contract's, else that of another operation at the path; null where there is none.</summary>
    public static Answer? Documented(MockRequest request, Refusal refusal) =>
        request.Operation?.Refusals[(int)refusal]
        ?? request.Mount.Contract.Refusals[(int)refusal]
        ?? request.Route.Entry?.Operations.Select(o => o.Refusals[(int)refusal]).FirstOrDefault(a => a is not null);

    /// <summary>What the log and the journal keep of it, once it was answered.</summary>
    /// <param name="namespace">The name of the namespace; null for the default one.</param>
    public RequestLogEntry ToLogEntry(MockRequest request, string? @namespace) =>
        new()
        {
            Time = request.Now,
            Namespace = @namespace,
            Method = RequestLogEntry.Cut(request.Http.Request.Method)!,
            Path = RequestLogEntry.Cut(request.Path)!,
            Status = BreaksConnection ? 0 : request.Http.Response.StatusCode,
            Outcome = Kind,
            Contract = request.Route.Mount?.Contract.Name,
            Operation = request.Operation,
            Refusal = Refusal,
            Decision = Decision,
            Session = Session,
            Issued = Issued is { } issued ? ImmutableArray.CreateRange(issued.Tokens, static token => token.Record) : [],
            Fault = Fault,
            Mapping = RequestLogEntry.Cut(Mapping),
            ContractViolation = RequestLogEntry.Cut(ContractViolation),
            Note = RequestLogEntry.Cut(Violations.Count > 0 ? string.Join(" ", Violations.Take(3).Select(v => v.Expectation)) : Note),
            Query = RequestLogEntry.Cut(request.Http.Request.QueryString.Value),
            IsPreflight = IsPreflight,
            BrokenPlaces = Violations.Count > 0 ? RequestLogEntry.Cut(BrokenPlaces) : null,
        };
}
