using System.Collections.Immutable;
using Conformance.Contracts;
using Conformance.Contracts.Loading;
using Conformance.Contracts.Model;
using Conformance.Contracts.Requirements;
using Conformance.Samples;
using Conformance.Sessions;
using Conformance.Verification.Client;
using Conformance.Verification.Evidence;

namespace Conformance.Verification.Oracle;

/// <summary>A contract, by the roles that its operations play, and by what its document leaves open.</summary>
internal sealed class ContractUnderTest
{
    private readonly ImmutableArray<(string Id, Contract Contract)> _alternatives;
    private readonly MergedContract _files;
    private readonly ImmutableHashSet<string> _settled;

    /// <param name="files">What the contract was compiled from.</param>
    /// <param name="settled">The ids of the readings that the user chose; what they decide is no longer open.</param>
    public ContractUnderTest(MergedContract files, Contract contract, RequirementSet? requirements, IEnumerable<string> settled)
    {
        (Source, Contract, Requirements) = (files.Source, contract, requirements);
        (_files, _settled) = (files, [.. settled]);
        Policy = contract.Session?.Policy;
        Published = new PublishedTexts(contract.Document);
        Protected = FindProtected();
        _alternatives = [.. Alternatives()];
    }

    private ContractUnderTest(ContractUnderTest other, string logout)
    {
        (Source, Contract, Requirements) = (other.Source, other.Contract.WithFirstLogout(logout), other.Requirements);
        (Policy, Published, _files, _settled) = (other.Policy, other.Published, other._files, other._settled);
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

    /// <summary>
    /// Whether a request that was changed is one for another operation of the contract, which asks nobody for a live token: of <c>/users/current</c> with one letter in capitals it may be
    /// <c>/users/{id}</c>. What that answers tells nothing of a token.
    /// </summary>
    public bool IsOfAnotherOpen(RequestDraft draft)
    {
        var path = draft.Path;
        var end = path.AsSpan().IndexOfAny('?', '#');
        foreach (var basePath in draft.Operation.BasePaths)
        {
            if (Contract.Routes.Find(basePath + (end < 0 ? path : path[..end]), out var values) is not { } entry)
                continue;
            if (
                entry.For(draft.Method, values) is not { } other
                || other == draft.Operation
                || other.Path == draft.Operation.Path && other.Method == draft.Operation.Method
            )
                continue;
            if (other.Session is not { } session || !RefusesDeadTokens(session))
                return true;
        }

        return false;
    }

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

    /// <summary>The contract under every combination of the readings that nobody has chosen, as it is itself first.</summary>
    /// <param name="most">How many are compiled at most.</param>
    public IEnumerable<Contract> EveryReading(int most)
    {
        IEnumerable<ImmutableSortedDictionary<string, string>> combinations = [Contract.Readings];
        foreach (var (id, choices) in OpenReadings())
            combinations = [.. combinations.SelectMany(c => choices.Select(choice => c.SetItem(id, choice)))];
        return combinations
            .OrderBy(c => c.Count(r => Contract.Readings.GetValueOrDefault(r.Key) != r.Value))
            .Take(most)
            .Select((readings, i) => i == 0 ? Contract : Compile(readings))
            .OfType<Contract>();
    }

    private IEnumerable<(string Id, Contract Contract)> Alternatives()
    {
        foreach (var (id, choices) in OpenReadings())
        {
            foreach (var choice in choices.Where(c => c != Contract.Readings.GetValueOrDefault(id)))
            {
                if (Compile(Contract.Readings.SetItem(id, choice)) is { } contract)
                    yield return (id, contract);
            }
        }
    }

    private Contract? Compile(ImmutableSortedDictionary<string, string> readings) =>
        _files.Compile(readings, SampleSource.Of, [], CancellationToken.None);

    private IEnumerable<(string Id, ImmutableArray<string> Choices)> OpenReadings() =>
        (Contract.Document["x-session"]?["readings"]?.Members ?? [])
            .Where(r => !_settled.Contains(r.Name))
            .Select(r => (r.Name, (ImmutableArray<string>)[.. (r.Value["choices"]?.Members ?? []).Select(c => c.Name)]));
}
