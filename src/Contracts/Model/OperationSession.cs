using System.Collections.Immutable;
using Conformance.Contracts.Expressions;
using Conformance.Documents;
using Conformance.Sessions;

namespace Conformance.Contracts.Model;

/// <summary>What an operation does to sessions.</summary>
/// <param name="Alternatives">The ways to present its tokens, of which one suffices; at least one. Those that are part of another come last, and those that the contract states before others.</param>
/// <param name="Slots">The tokens of all alternatives: a slot for each kind with all of its places. A kind that an alternative does without may be missing.</param>
/// <param name="Issued">The tokens that it issues.</param>
/// <param name="Revokes">logout, end: the scope of each kind.</param>
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
    /// <summary>end: where the id of the session stands that it ends; null where it ends none by its id.</summary>
    public Expression? Named { get; init; }

    /// <summary>list: where the ids of the user's live sessions stand in its answer.</summary>
    public ListedIds? Lists { get; init; }

    /// <summary>Whether a request begins the idle lifetimes of its tokens anew.</summary>
    public bool CountsAsUse { get; init; } = true;

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

/// <summary>Where the ids of sessions stand in a body: in each item of an array.</summary>
/// <param name="Items">The array.</param>
/// <param name="Id">The id, in an item.</param>
public sealed record ListedIds(JsonPointer Items, JsonPointer Id)
{
    private const string Prefix = "$response.body#";

    /// <summary>Reads <c>$response.body#/sessions/*/id</c>; null where the text is nothing of the kind.</summary>
    public static ListedIds? Parse(string? text) =>
        text?.StartsWith(Prefix, StringComparison.Ordinal) == true
        && text.IndexOf("/*", StringComparison.Ordinal) is >= 0 and var star
        && JsonPointer.TryParse(text[Prefix.Length..star]) is { } items
        && JsonPointer.TryParse(text[(star + 2)..]) is { } id
            ? new ListedIds(items, id)
            : null;
}
