using System.Collections.Immutable;
using Conformance.Contracts.Expressions;
using Conformance.Sessions;

namespace Conformance.Contracts.Model;

/// <summary>What an operation does to sessions.</summary>
/// <param name="Slots">The tokens that it presents, in the order in which they are judged.</param>
/// <param name="Issues">The kinds that it issues.</param>
/// <param name="Cookies">Issued kinds that travel in a cookie, with its name.</param>
/// <param name="Headers">Issued kinds that travel in a response header, with its name.</param>
/// <param name="Revokes">logout: the scope of each kind.</param>
/// <param name="Subject">login: where the user's name stands.</param>
/// <param name="Secret">login: where the password stands.</param>
/// <param name="Assertion">login: where an outside identity provider's token stands.</param>
public sealed record OperationSession(
    Role Role,
    ImmutableArray<TokenSlot> Slots,
    ImmutableArray<int> Issues,
    ImmutableArray<(string Name, int Kind)> Cookies,
    ImmutableArray<(string Name, int Kind)> Headers,
    ImmutableArray<RevocationScope> Revokes,
    Expression? Subject,
    Expression? Secret,
    Expression? Assertion);
