using System.Collections.Immutable;
using Conformance.Contracts;
using Conformance.Contracts.Loading;
using Conformance.Contracts.Model;
using Conformance.Contracts.Requirements;
using Conformance.Contracts.Session;
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
        Logout = contract.Operations.FirstOrDefault(o => o.Role == Role.Logout);
        Login = contract.Operations.FirstOrDefault(o => o.Role == Role.Login);
        Refresh = contract.Operations.FirstOrDefault(o => o.Role == Role.Refresh && o.Session!.Slots.Length > 0);
        Access = Policy?.IndexOf(SessionPlan.AccessKind) ?? -1;
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

    public Operation? Logout { get; }

    public Operation? Login { get; }

    public Operation? Refresh { get; }

    /// <summary>
    /// The operations at which an access token is tried: those that the contract marks as protected; where it marks none, those that ask for one, change nothing and have no place in
    /// their path to fill in.
    /// </summary>
    public ImmutableArray<Operation> Protected { get; }

    /// <summary>The index of the kind that opens protected operations; -1 where there is none.</summary>
    public int Access { get; }

    /// <summary>The index of the kind that the refresh takes; -1 where there is no refresh.</summary>
    public int RefreshKind => Refresh?.Session!.Slots[0].Kind ?? -1;

    /// <summary>The names of the fields in which operations issue tokens.</summary>
    public ImmutableHashSet<string> IssuedNames { get; }

    /// <summary>Whether a logout ends all sessions of its user, so that scenarios with the same user cannot run side by side.</summary>
    public bool EndsAllSessions => Logout?.Session is { } session && session.Revokes.Contains(RevocationScope.User);

    /// <summary>Whether the contract's document holds this text as an example, a member of an enum or any other value, so that it is no secret.</summary>
    public bool Documents(string text) => _documented.Value.Contains(text);

    /// <summary>The slot in which an operation takes a kind; null where it takes none.</summary>
    public static TokenSlot? Slot(Operation? operation, int kind) => operation?.Session?.Slots.FirstOrDefault(s => s.Kind == kind);

    /// <summary>What a logout revokes of a kind.</summary>
    public static RevocationScope Revokes(Contract contract, int kind) =>
        kind >= 0
        && contract.Operations.FirstOrDefault(o => o.Role == Role.Logout)?.Session?.Revokes is { IsDefaultOrEmpty: false } scopes
        && kind < scopes.Length
            ? scopes[kind]
            : RevocationScope.None;

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
        var all = Contract.Operations.Where(o => o.Role == Role.Protected && Slot(o, Access) is { Tolerates: Tolerance.None }).ToList();
        var marked = all.Where(o => JsonPointer.TryParse(o.Pointer)?.Resolve(Contract.Document)?["x-session"] is not null).ToList();
        return marked.Count > 0 ? [.. marked] : [.. all.Where(o => o.Method == "GET" && o.PathParameters.IsEmpty)];
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
