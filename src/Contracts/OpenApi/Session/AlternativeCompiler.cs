using System.Collections.Immutable;
using Conformance.Contracts.Model;
using Conformance.Documents;
using Conformance.Sessions;

namespace Conformance.Contracts.OpenApi.Session;

/// <summary>
/// Compiles the ways to present an operation's tokens. <c>security</c> lists alternatives, each of which asks for all of its schemes (OpenAPI 3.1.1, section 4.8.30); what <c>presents</c>
/// says is needed with each of them.
/// </summary>
internal sealed class AlternativeCompiler(CompileContext context, SecurityCompiler security)
{
    /// <summary>The alternatives, at least one: those that are part of another last, and those that the contract states before others.</summary>
    /// <param name="role">The role that the operation is given; <see cref="Role.None"/> where it is given none.</param>
    /// <param name="presented">What <c>presents</c> says.</param>
    /// <param name="tolerated">The defects of a kind that the operation does not mind, and those in spite of which the token has its effect.</param>
    /// <param name="issued">What it issues.</param>
    public ImmutableArray<TokenAlternative> Compile(
        Node operation,
        Role role,
        IReadOnlyList<TokenSlot> presented,
        Func<int, (Tolerance Tolerates, Tolerance Honours)> tolerated,
        IReadOnlyList<IssuedKind> issued
    )
    {
        var requirements = security.Alternatives(operation).Select(r => Read(r, presented)).ToList();

        // A root's security is for the other operations: nobody has the token yet that the login gives.
        if (role is Role.Login or Role.Prelogin && operation["security"] is null)
            requirements.ForEach(r => r.Tokens.RemoveAll(t => issued.Any(i => i.Kind == t.Kind)));
        var found = new List<TokenAlternative>();
        foreach (var (tokens, others) in requirements)
        {
            var carrier = tokens.Count == 0 && LacksAccess(role, presented) ? Carrier(others, role, presented) : null;
            if (carrier is not null)
                tokens.Add((Access, carrier.Place));
            var slots = presented.Concat(tokens.Select(t => Slot(t.Kind, t.Place, tolerated(t.Kind)))).OrderBy(Rank);
            Add(found, new TokenAlternative([.. slots], [.. others.Where(o => o != carrier).Select(o => o.Place)], carrier is null));
        }

        // A protected operation answers to live tokens alone: what asks for none, such as {}, opens nothing.
        if (role is Role.Protected or Role.End or Role.List)
            found.RemoveAll(a => a.Slots.IsEmpty);
        return found.Count == 0
            ? [new TokenAlternative([.. presented.OrderBy(Rank)], [], IsStated: true)]
            : [.. found.OrderBy(a => found.Exists(a.IsPartOf)).ThenByDescending(a => a.IsStated)];
    }

    /// <summary>
    /// What is to be checked of alternatives beside their tokens; empty where one is met by nothing but tokens, or where nothing is asked for.
    /// </summary>
    public static ImmutableArray<CredentialAlternative> Credentials(ImmutableArray<TokenAlternative> alternatives) =>
        alternatives.All(a => a is { Credentials: [], Slots: not [] }) || alternatives.Any(a => a is { Credentials: [], Slots: [] })
            ? []
            : [.. alternatives.Select(a => new CredentialAlternative(a.Credentials, a.Slots.Length > 0))];

    /// <summary>A slot for each kind of token, with all of its places.</summary>
    public ImmutableArray<TokenSlot> Slots(ImmutableArray<TokenAlternative> alternatives) =>
        [
            .. alternatives
                .SelectMany(a => a.Slots)
                .GroupBy(s => s.Kind)
                .Select(kind => new TokenSlot(
                    kind.Key,
                    [.. kind.SelectMany(s => s.Places).Distinct()],
                    kind.First().Tolerates | (alternatives.All(a => a.Takes(kind.Key)) ? Tolerance.None : Tolerance.Missing)
                )
                {
                    Honours = kind.First().Honours,
                })
                .OrderBy(Rank),
        ];

    private int Access => context.Session?.Policy.IndexOf(SessionPlan.AccessKind) ?? -1;

    // The access token is judged first: the others must belong to its session.
    private int Rank(TokenSlot slot) => slot.Kind == Access ? -1 : slot.Kind;

    private (List<(int Kind, CredentialPlace Place)> Tokens, List<Other> Others) Read(
        IReadOnlyList<Member> requirement,
        IReadOnlyList<TokenSlot> presented
    )
    {
        var tokens = new List<(int Kind, CredentialPlace Place)>();
        var others = new List<Other>();
        foreach (var scheme in requirement)
        {
            if (security.PlaceOf(scheme) is not { } place)
                continue;
            if (context.Session?.KindByScheme.TryGetValue(scheme.Name, out var kind) != true)
                others.Add(new Other(scheme.Name, place));
            else if (presented.All(p => p.Kind != kind) && !tokens.Contains((kind, place)))
                tokens.Add((kind, place));
        }

        return (tokens, others);
    }

    private bool LacksAccess(Role role, IReadOnlyList<TokenSlot> presented) =>
        Access >= 0
        && role is Role.Protected or Role.Logout or Role.Refresh or Role.End or Role.List
        && presented.All(p => p.Kind != Access);

    // A logout or a refresh that presents another token may ask for an app's own key beside it, so that a scheme carries the access token there only if it does so elsewhere.
    private Other? Carrier(List<Other> others, Role role, IReadOnlyList<TokenSlot> presented)
    {
        var carrier = security.Carrier(others.Select(o => o.Scheme));
        return
            role is Role.Protected or Role.End or Role.List
            || presented.Count == 0
            || (carrier is not null && security.CarriersElsewhere.Contains(carrier))
            ? others.Find(o => o.Scheme == carrier)
            : null;
    }

    private static TokenSlot Slot(int kind, CredentialPlace place, (Tolerance Tolerates, Tolerance Honours) defects) =>
        new(kind, [place], defects.Tolerates) { Honours = defects.Honours };

    private static void Add(List<TokenAlternative> found, TokenAlternative alternative)
    {
        var same = found.FindIndex(a => a.Places.SequenceEqual(alternative.Places));
        if (same < 0)
            found.Add(alternative);
        else if (alternative.IsStated)
            found[same] = alternative;
    }

    /// <summary>A scheme that no kind of token is mapped to.</summary>
    private sealed record Other(string Scheme, CredentialPlace Place);
}
