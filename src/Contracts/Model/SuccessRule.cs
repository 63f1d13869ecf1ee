using Conformance.Contracts.Conditions;
using Conformance.Documents;

namespace Conformance.Contracts.Model;

/// <summary>What <c>succeeds</c> says: how an operation tells its success where a status 2xx does not.</summary>
/// <param name="Status">The status; null for any 2xx.</param>
/// <param name="Where">What of the answer has to hold besides; null for nothing.</param>
/// <param name="Example">A named example of the response; null for the first one that fits.</param>
/// <param name="At">Where it stands.</param>
public sealed record SuccessRule(int? Status, MessageCondition? Where, Node? Example, Location At);
