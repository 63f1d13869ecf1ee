using System.Collections.Immutable;
using Conformance.Contracts.Expressions;
using Conformance.Sessions;

namespace Conformance.Contracts.Model;

/// <summary>What an operation does to sessions.</summary>
/// <param name="Alternatives">The ways to present its tokens, of which one suffices; at least one. Those that are part of another come last, and those that the contract states before others.</param>
/// <param name="Slots">The tokens of all alternatives: a slot for each kind with all of its places. A kind that an alternative does without may be missing.</param>
/// <param name="Issued">The tokens that it issues.</param>
/// <param name="Revokes">logout: the scope of each kind.</param>
/// <param name="Subject">login: where the user's name stands.</param>
/// <param name="Secret">login: where the password stands.</param>
/// <param name="Assertion">login: where an outside identity provider's token stands.</param>
public sealed record OperationSession(
    Role Role,
    ImmutableArray<TokenAlternative> Alternatives,
    ImmutableArray<TokenSlot> Slots,
    ImmutableArray<IssuedKind> Issued,
    ImmutableArray<RevocationScope> Revokes,
    Expression? Subject,
    Expression? Secret,
    Expression? Assertion
)
{
    /// <summary>The kinds that it issues.</summary>
    public ImmutableArray<int> Issues { get; } = [.. Issued.Select(i => i.Kind)];

    /// <summary>Issued kinds that travel in a cookie, with its name.</summary>
    public ImmutableArray<(string Name, int Kind)> Cookies { get; } = Of(Issued, ExpressionSource.ResponseCookie);

    /// <summary>Issued kinds that travel in a response header, with its name.</summary>
    public ImmutableArray<(string Name, int Kind)> Headers { get; } = Of(Issued, ExpressionSource.ResponseHeader);

    private static ImmutableArray<(string Name, int Kind)> Of(ImmutableArray<IssuedKind> issued, ExpressionSource source) =>
        [.. issued.Where(i => i.Place.Source == source).Select(i => (i.Place.Name!, i.Kind))];
}

/// <summary>A token that an operation issues.</summary>
/// <param name="Kind">The index of the kind in the session policy.</param>
/// <param name="Place">Where in the response it stands.</param>
public readonly record struct IssuedKind(int Kind, Expression Place);
