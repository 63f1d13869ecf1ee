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
    /// <summary>end: where the id of the session stands that it ends; null where it ends none by its id.</summary>
    public Expression? Named { get; init; }

    /// <summary>list: where the ids of the user's live sessions stand in its answer.</summary>
    public ListedIds? Lists { get; init; }

    /// <summary>Whether a request begins the idle lifetimes of its tokens anew.</summary>
    public bool CountsAsUse { get; init; } = true;

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
