using System.Collections.Immutable;
using Conformance.Contracts.Conditions;
using Conformance.Documents;
using Conformance.Sessions;

namespace Conformance.Contracts.Model;

/// <summary>The session policy of a contract, as <c>x-session</c> at its root says.</summary>
/// <param name="Policy">The kinds of tokens.</param>
/// <param name="KindByScheme">Which security scheme carries which kind (its index).</param>
public sealed record SessionPlan(SessionPolicy Policy, ImmutableDictionary<string, int> KindByScheme)
{
    /// <summary>The name of the kind that opens protected operations.</summary>
    public const string AccessKind = "access";

    /// <summary>How refusals look, by <see cref="Refusals.Name"/> or <see cref="Refusals.Default"/>.</summary>
    internal IReadOnlyDictionary<string, RefusalRule> Refusals { get; init; } = ImmutableDictionary<string, RefusalRule>.Empty;

    /// <summary>The claims of each kind as the document has them, JSON; empty for none.</summary>
    internal ImmutableArray<string> Claims { get; init; } = [];

    /// <summary><c>client</c> at the root; null where it has none.</summary>
    internal Node? Client { get; init; }

    /// <summary>The kinds of tokens that one of two plans has otherwise than the other, or alone; none where sessions that began under the one go on under the other.</summary>
    internal static ImmutableArray<string> Differences(SessionPlan? one, SessionPlan? other)
    {
        var (left, right) = (one?.Shapes() ?? [], other?.Shapes() ?? []);
        if (left.SequenceEqual(right))
            return [];
        ImmutableArray<string> changed =
        [
            .. left.Except(right).Concat(right.Except(left)).Select(s => s.Kind.Name).Distinct(StringComparer.Ordinal),
        ];

        // Tokens name their kind by its place in the list.
        return changed.IsEmpty ? [.. right.Select(s => s.Kind.Name)] : changed;
    }

    // What writes the claims is code, which cannot be compared; what it was compiled from can.
    private ImmutableArray<(TokenKind Kind, string Claims)> Shapes() =>
        [.. Policy.Kinds.Select((kind, i) => (kind with { WriteClaims = null }, Claims.ElementAtOrDefault(i) ?? ""))];
}

/// <summary>One entry of <c>refusals</c>.</summary>
/// <param name="Status">Null: the usual one.</param>
/// <param name="Example">Null: the first one.</param>
/// <param name="Response">A name under <c>#/components/responses</c>, or null.</param>
/// <param name="At">Where it stands.</param>
internal sealed record RefusalRule(int? Status, Node? Example, Node? Response, Location At)
{
    /// <summary>What of the answer tells the refusal, where its status does not; null where it does.</summary>
    public MessageCondition? Where { get; init; }
}
