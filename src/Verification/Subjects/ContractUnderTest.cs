using System.Collections.Immutable;
using Conformance.Contracts;
using Conformance.Contracts.Loading;
using Conformance.Contracts.Model;
using Conformance.Contracts.Requirements;
using Conformance.Documents;
using Conformance.Sessions;

namespace Conformance.Verification.Subjects;

/// <summary>A contract, by the roles that its operations play, and by what its document leaves open.</summary>
internal sealed class ContractUnderTest
{
    private readonly ImmutableArray<(string Id, Contract Contract)> _alternatives;
    private readonly Lazy<HashSet<string>> _documented;

    /// <param name="settled">The ids of the readings that the user chose; what they decide is no longer open.</param>
    public ContractUnderTest(ContractSource source, Contract contract, RequirementSet? requirements, IEnumerable<string> settled)
    {
        (Source, Contract, Requirements) = (source, contract, requirements);
        Policy = contract.Session?.Policy;
        Protected = FindProtected();
        _alternatives = [.. Alternatives(settled)];
        _documented = new Lazy<HashSet<string>>(() => Texts(contract.Document));
        IssuedNames =
        [
            .. contract
                .Operations.SelectMany(o => o.Session?.Issued ?? [])
                .Select(i => i.Place.Pointer is { Segments: [.., var name] } ? name : null)
                .OfType<string>(),
        ];
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

    /// <summary>The names of the fields in which operations issue tokens.</summary>
    public ImmutableHashSet<string> IssuedNames { get; }

    /// <summary>Whether a logout ends all sessions of its user, so that scenarios with the same user cannot run side by side.</summary>
    public bool EndsAllSessions => Roles.Logout?.Session is { } session && session.Revokes.Contains(RevocationScope.User);

    /// <summary>Whether the contract's document holds this text as an example, a member of an enum or any other value, so that it is no secret.</summary>
    public bool Documents(string text) => _documented.Value.Contains(text);

    /// <summary>The slot in which an operation takes a kind; null where it takes none.</summary>
    public static TokenSlot? Slot(Operation? operation, int kind) => operation?.Session?.Slots.FirstOrDefault(s => s.Kind == kind);

    /// <summary>The ids of the requirements whose other readings would answer a question about the contract differently.</summary>
    public IEnumerable<string> OpenBy<T>(Func<Contract, T> question)
    {
        var own = question(Contract);
        return _alternatives
            .Where(a => !EqualityComparer<T>.Default.Equals(question(a.Contract), own))
            .Select(a => a.Id)
            .Distinct(StringComparer.Ordinal);
    }

    private static HashSet<string> Texts(Node root)
    {
        var texts = new HashSet<string>(StringComparer.Ordinal);
        var left = new Stack<Node>([root]);
        while (left.TryPop(out var node))
        {
            if (node is ScalarNode { Kind: ScalarKind.String } scalar)
                texts.Add(scalar.Text);
            foreach (var (_, _, value) in node.Members)
                left.Push(value);
            foreach (var item in node.Items)
                left.Push(item);
        }

        return texts;
    }

    private ImmutableArray<Operation> FindProtected()
    {
        var all = Roles.Protected.Where(o => RefusesDeadTokens(o.Session!)).ToList();
        var marked = all.Where(o => JsonPointer.TryParse(o.Pointer)?.Resolve(Contract.Document)?["x-session"] is not null).ToList();
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

    private IEnumerable<(string Id, Contract Contract)> Alternatives(IEnumerable<string> settled)
    {
        foreach (var (id, _, reading) in (Contract.Document["x-session"]?["readings"]?.Members ?? []).Where(r => !settled.Contains(r.Name)))
        {
            foreach (var choice in (reading["choices"]?.Members ?? []).Where(c => c.Name != Contract.Readings.GetValueOrDefault(id)))
            {
                var other = Contract.Readings.SetItem(id, choice.Name);
                if (ContractLoader.Load(Source, other, []) is { } contract)
                    yield return (id, contract);
            }
        }
    }
}
