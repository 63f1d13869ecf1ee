using System.Collections.Immutable;
using Conformance.Contracts;
using Conformance.Contracts.Loading;
using Conformance.Contracts.Model;
using Conformance.Contracts.Requirements;
using Conformance.Documents;
using Conformance.Samples;
using Conformance.Sessions;
using Conformance.Verification.Evidence;

namespace Conformance.Verification.Oracle;

/// <summary>A contract, by the roles that its operations play, and by what its document leaves open.</summary>
internal sealed class ContractUnderTest
{
    private readonly ImmutableArray<(string Id, Contract Contract)> _alternatives;

    /// <param name="files">What the contract was compiled from.</param>
    /// <param name="settled">The ids of the readings that the user chose; what they decide is no longer open.</param>
    public ContractUnderTest(MergedContract files, Contract contract, RequirementSet? requirements, IEnumerable<string> settled)
    {
        (Source, Contract, Requirements) = (files.Source, contract, requirements);
        Policy = contract.Session?.Policy;
        Published = new PublishedTexts(contract.Document);
        Protected = FindProtected();
        _alternatives = [.. Alternatives(files, settled)];
    }

    private ContractUnderTest(ContractUnderTest other, string logout)
    {
        (Source, Contract, Requirements) = (other.Source, other.Contract.WithFirstLogout(logout), other.Requirements);
        (Policy, Published) = (other.Policy, other.Published);
        Protected = FindProtected();
        _alternatives = [.. other._alternatives.Select(a => (a.Id, a.Contract.WithFirstLogout(logout)))];
    }

    public ContractSource Source { get; }

    public Contract Contract { get; }

    /// <summary>The documented behaviours; null where the contract lists none.</summary>
    public RequirementSet? Requirements { get; }

    public SessionPolicy? Policy { get; }

    /// <summary>Which operations play which role.</summary>
    public Roles Roles => Contract.Roles;

    /// <summary>
    /// The operations at which an access token is tried: those that the contract marks as protected; where it marks none, those that ask for one, change nothing and have no place in
    /// their path to fill in.
    /// </summary>
    public ImmutableArray<Operation> Protected { get; }

    /// <summary>Every further operation that asks for a live access token, whatever else it does.</summary>
    public IEnumerable<Operation> Guarded =>
        Contract.Operations.Where(o =>
            o.Session is { Role: not (Role.Login or Role.Prelogin or Role.Refresh or Role.Logout) } session
            && !Protected.Contains(o)
            && RefusesDeadTokens(session)
        );

    /// <summary>Whether a logout ends all sessions of its user, so that scenarios with the same user cannot run side by side.</summary>
    public bool EndsAllSessions => Roles.Logouts.Any(o => o.Session!.Revokes.Contains(RevocationScope.User));

    /// <summary>What its document publishes.</summary>
    public PublishedTexts Published { get; }

    /// <summary>The slot in which an operation takes a kind; null where it takes none.</summary>
    public static TokenSlot? Slot(Operation? operation, int kind) => operation?.Session?.Slots.FirstOrDefault(s => s.Kind == kind);

    /// <summary>The same with another one of its logouts as the first, which scenarios speak of.</summary>
    public ContractUnderTest WithFirstLogout(Operation logout) => new(this, logout.ToString());

    /// <summary>The ids of the requirements whose other readings would answer a question about the contract differently.</summary>
    public IEnumerable<string> OpenBy<T>(Func<Contract, T> question)
    {
        var own = question(Contract);
        return _alternatives
            .Where(a => !EqualityComparer<T>.Default.Equals(question(a.Contract), own))
            .Select(a => a.Id)
            .Distinct(StringComparer.Ordinal);
    }

    private ImmutableArray<Operation> FindProtected()
    {
        var all = Roles.Protected.Where(o => RefusesDeadTokens(o.Session!)).ToList();
        var marked = all.Where(o => o.SessionPointer is not null).ToList();
        return marked.Count > 0 ? [.. marked] : [.. all.Where(o => o.Method == "GET" && o.PathParameters.IsEmpty)];
    }

    // One that lets anybody in, or tolerates a defect, tells nothing of a token.
    private bool RefusesDeadTokens(OperationSession session)
    {
        var ways = session.Alternatives.Where(a => a.Takes(Roles.AccessKind)).ToList();
        return ways.Count > 0
            && session.Alternatives.All(a => a.Slots.Length + a.Credentials.Length > 0)
            && ways.TrueForAll(a => a.Slots.All(s => s.Kind != Roles.AccessKind || s.Tolerates == Tolerance.None));
    }

    private IEnumerable<(string Id, Contract Contract)> Alternatives(MergedContract files, IEnumerable<string> settled)
    {
        foreach (var (id, _, reading) in (Contract.Document["x-session"]?["readings"]?.Members ?? []).Where(r => !settled.Contains(r.Name)))
        {
            foreach (var choice in (reading["choices"]?.Members ?? []).Where(c => c.Name != Contract.Readings.GetValueOrDefault(id)))
            {
                var other = Contract.Readings.SetItem(id, choice.Name);
                if (files.Compile(other, SampleSource.Of, [], CancellationToken.None) is { } contract)
                    yield return (id, contract);
            }
        }
    }
}
