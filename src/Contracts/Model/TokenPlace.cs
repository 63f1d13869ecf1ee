using System.Collections.Immutable;
using Conformance.Contracts.Expressions;
using Conformance.Sessions;

namespace Conformance.Contracts.Model;

/// <summary>A place in a request where a token or another credential travels.</summary>
/// <param name="Expression">A place in the request.</param>
/// <param name="Scheme">The authentication scheme before the credential in an Authorization header (<c>Bearer</c>); null where the whole value counts.</param>
public sealed record CredentialPlace(Expression Expression, string? Scheme = null)
{
    /// <summary>The text around the credential.</summary>
    public TextAround Around { get; init; } = TextAround.None;
}

/// <summary>The places where an operation looks for a token of one kind.</summary>
/// <param name="Kind">The index of the kind in the session policy.</param>
/// <param name="Tolerates">Defects that this operation does not mind.</param>
public sealed record TokenSlot(int Kind, ImmutableArray<CredentialPlace> Places, Tolerance Tolerates)
{
    /// <summary>Defects in spite of which a token has its effect here.</summary>
    public Tolerance Honours { get; init; }
}

/// <summary>One alternative of a <c>security</c> list (OpenAPI 3.1.1, section 4.8.30): all of its places must hold something.</summary>
/// <param name="Places">Where credentials travel that are no session tokens, such as API keys.</param>
/// <param name="NeedsToken">Whether it asks for a session token as well.</param>
public sealed record CredentialAlternative(ImmutableArray<CredentialPlace> Places, bool NeedsToken);

/// <summary>
/// One way to present an operation's tokens: a requirement of its <c>security</c> list (OpenAPI 3.1.1, section 4.8.30), together with what <c>presents</c> says. All of it is needed.
/// </summary>
/// <param name="Slots">The tokens in the order in which they are judged, each at one place; a kind that is needed at two places has two.</param>
/// <param name="Credentials">Where credentials travel that are no session tokens, such as API keys; each must hold something.</param>
/// <param name="IsStated">
/// Whether the contract itself maps the tokens to these places. Else its <c>security</c> lists a scheme that no token is mapped to, and the access token is looked for there because the
/// operation answers to live tokens alone.
/// </param>
public sealed record TokenAlternative(ImmutableArray<TokenSlot> Slots, ImmutableArray<CredentialPlace> Credentials, bool IsStated)
{
    /// <summary>Every place of it.</summary>
    public IEnumerable<CredentialPlace> Places => Slots.SelectMany(s => s.Places).Concat(Credentials);

    /// <summary>Whether it presents a token of a kind.</summary>
    public bool Takes(int kind) => Slots.Any(s => s.Kind == kind);

    /// <summary>Whether another one asks for the same and for more.</summary>
    public bool IsPartOf(TokenAlternative other) => Places.All(p => other.Places.Contains(p)) && other.Places.Any(p => !Places.Contains(p));
}
