using System.Collections.Immutable;
using Conformance.Contracts.Expressions;
using Conformance.Sessions;

namespace Conformance.Contracts.Model;

/// <summary>A place in a request where a token or another credential travels.</summary>
/// <param name="Expression">A place in the request.</param>
/// <param name="Scheme">The authentication scheme before the credential in an Authorization header (<c>Bearer</c>); null where the whole value counts.</param>
public sealed record CredentialPlace(Expression Expression, string? Scheme = null);

/// <summary>The places where an operation looks for a token of one kind: the first that holds something counts.</summary>
/// <param name="Kind">The index of the kind in the session policy.</param>
/// <param name="Tolerates">Defects that this operation does not mind.</param>
public sealed record TokenSlot(int Kind, ImmutableArray<CredentialPlace> Places, Tolerance Tolerates);

/// <summary>One alternative of a <c>security</c> list (OpenAPI 3.1.1, section 4.8.30): all of its places must hold something.</summary>
/// <param name="Places">Where credentials travel that are no session tokens, such as API keys.</param>
/// <param name="NeedsToken">Whether it asks for a session token as well.</param>
public sealed record CredentialAlternative(ImmutableArray<CredentialPlace> Places, bool NeedsToken);
