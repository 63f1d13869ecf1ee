using System.Collections.Immutable;
using Conformance.Contracts.Expressions;
using Conformance.Sessions;

namespace Conformance.Contracts.Model;

/// <summary>What an operation does to sessions.</summary>
/// <param name="Alternatives">The ways to present its tokens, of which one suffices; at least one. Those that are part of another come last, and those that the contract states before others.</param>
/// <param name="Slots">The tokens of all alternatives: a slot for each kind with all of its places. A kind that an alternative does without may be missing.</param>
/// <param name="Issued">The tokens that it issues.</param>
/// <param name="Revokes">logout: the scope of each kind.</param>
/// <param name="Subject">login: where the user's name stands, the same at each place; empty where the password alone tells who it is.</param>
/// <param name="Secret">login: where the password stands, the same at each place.</param>
/// <param name="Assertion">login: where an outside identity provider's token stands.</param>
public sealed record OperationSession(
    Role Role,
    ImmutableArray<TokenAlternative> Alternatives,
    ImmutableArray<TokenSlot> Slots,
    ImmutableArray<IssuedKind> Issued,
    ImmutableArray<RevocationScope> Revokes,
    ImmutableArray<CredentialPlace> Subject,
    ImmutableArray<CredentialPlace> Secret,
    CredentialPlace? Assertion
)
{
    /// <summary>The kinds that it issues.</summary>
    public ImmutableArray<int> Issues { get; } = [.. Issued.Select(i => i.Kind)];

    /// <summary>Whether whoever holds a token beside the access token owns the session of it, so that the two need not belong together (RFC 7009).</summary>
    public bool IsHolder { get; init; }

    /// <summary>What is issued in a cookie.</summary>
    public ImmutableArray<IssuedKind> Cookies { get; } = [.. Issued.Where(i => i.Place.Source == ExpressionSource.ResponseCookie)];

    /// <summary>What is issued in a response header.</summary>
    public ImmutableArray<IssuedKind> Headers { get; } = [.. Issued.Where(i => i.Place.Source == ExpressionSource.ResponseHeader)];

    /// <summary>Every place of the user's own credentials.</summary>
    public IEnumerable<CredentialPlace> UserPlaces => Assertion is null ? Subject.Concat(Secret) : [Assertion];
}

/// <summary>A token that an operation issues.</summary>
/// <param name="Kind">The index of the kind in the session policy.</param>
/// <param name="Place">Where in the response it stands.</param>
/// <param name="Around">The text around it.</param>
public sealed record IssuedKind(int Kind, Expression Place, TextAround Around);
