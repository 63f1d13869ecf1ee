using Conformance.Documents;

namespace Conformance.Comparison;

/// <summary>Takes what changed in one operation, or in the contract as a whole.</summary>
/// <param name="operation">Its name; empty for the whole.</param>
/// <param name="at">Where the operation stands, for what has no place of its own.</param>
internal sealed class Changes(List<ContractChange> found, string operation, Location at)
{
    /// <param name="rule">The id of a rule.</param>
    /// <param name="place">Null for that of the operation.</param>
    public void Add(string rule, string sentence, Location? place = null) =>
        found.Add(new ContractChange(ChangeRules.Of(rule), operation, place ?? at, sentence));
}
