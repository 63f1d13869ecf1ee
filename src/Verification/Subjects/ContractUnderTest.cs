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
        ImmutableArray<Operation> logouts = [.. contract.Operations.Where(o => o.Role == Role.Logout)];
        (Logout, OtherLogouts) = (logouts.FirstOrDefault(), [.. logouts.Skip(1)]);
        Login = contract.Operations.FirstOrDefault(o => o.Role == Role.Login);
        Refresh = FindRefresh(contract);
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

    /// <summary>The operations with the role logout that no scenario looks at.</summary>
    public ImmutableArray<Operation> OtherLogouts { get; }

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
    public int RefreshKind => RefreshKindOf(Contract);

    /// <summary>The names of the fields in which operations issue tokens.</summary>
    public ImmutableHashSet<string> IssuedNames { get; }

    /// <summary>Whether a logout ends all sessions of its user, so that scenarios with the same user cannot run side by side.</summary>
    public bool EndsAllSessions => Logout?.Session is { } session && session.Revokes.Contains(RevocationScope.User);

    /// <summary>Whether the contract's document holds this text as an example, a member of an enum or any other value, so that it is no secret.</summary>
    public bool Documents(string text) => _documented.Value.Contains(text);

    /// <summary>The slot in which an operation takes a kind; null where it takes none.</summary>
    public static TokenSlot? Slot(Operation? operation, int kind) => operation?.Session?.Slots.FirstOrDefault(s => s.Kind == kind);

    /// <summary>
    /// The index of the kind that a contract's refresh exchanges, -1 where there is no refresh. One that asks for the access token beside another of the user's tokens exchanges the other one.
    /// </summary>
    public static int RefreshKindOf(Contract contract)
    {
        if (FindRefresh(contract)?.Session is not { Slots: [var first, ..] } session)
            return -1;
        var access = contract.Session!.Policy.IndexOf(SessionPlan.AccessKind);
        var ofApps = contract.Operations.Where(o => o.Role == Role.Prelogin).SelectMany(o => o.Session!.Issues).ToHashSet();
        return (session.Slots.FirstOrDefault(s => s.Kind != access && !ofApps.Contains(s.Kind)) ?? first).Kind;
    }

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
        var all = Contract.Operations.Where(o => o.Role == Role.Protected && RefusesDeadTokens(o.Session!)).ToList();
        var marked = all.Where(o => JsonPointer.TryParse(o.Pointer)?.Resolve(Contract.Document)?["x-session"] is not null).ToList();
        return marked.Count > 0 ? [.. marked] : [.. all.Where(o => o.Method == "GET" && o.PathParameters.IsEmpty)];
    }

    private static Operation? FindRefresh(Contract contract) =>
        contract.Operations.FirstOrDefault(o => o.Role == Role.Refresh && o.Session!.Slots.Length > 0);

    // One that lets anybody in, or tolerates a defect, tells nothing of a token.
    private bool RefusesDeadTokens(OperationSession session)
    {
        var ways = session.Alternatives.Where(a => a.Takes(Access)).ToList();
        return ways.Count > 0
            && session.Alternatives.All(a => a.Slots.Length + a.Credentials.Length > 0)
            && ways.TrueForAll(a => a.Slots.All(s => s.Kind != Access || s.Tolerates == Tolerance.None));
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
