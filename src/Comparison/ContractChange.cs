using Conformance.Documents;

namespace Conformance.Comparison;

/// <summary>What a change does to those who rely on the contract as it was, from the least to the most.</summary>
public enum ChangeEffect
{
    /// <summary>Whoever relied on the old contract can go on.</summary>
    Compatible,

    /// <summary>The contract alone does not tell whom it harms.</summary>
    Unclear,

    /// <summary>A client that was right is wrong, or a session is weaker than it was.</summary>
    Breaking,
}

/// <summary>A kind of change.</summary>
/// <param name="Id">For lists and filters: <c>logout-revokes-less</c>.</param>
/// <param name="Effect">What it does.</param>
/// <param name="Statement">When it is told, and why it has that effect; a sentence.</param>
public sealed record ChangeRule(string Id, ChangeEffect Effect, string Statement);

/// <summary>A change between two versions of a contract.</summary>
/// <param name="Rule">Its kind.</param>
/// <param name="Operation"><c>POST /logout</c>; empty for what concerns the contract as a whole.</param>
/// <param name="At">Where it stands: in the new version, or in the old one for what is gone.</param>
/// <param name="Sentence">What changed.</param>
public sealed record ContractChange(ChangeRule Rule, string Operation, Location At, string Sentence)
{
    /// <summary>What it does.</summary>
    public ChangeEffect Effect => Rule.Effect;

    /// <summary>One line.</summary>
    public override string ToString() => Operation.Length == 0 ? $"{Sentence} [{Rule.Id}]" : $"{Operation}: {Sentence} [{Rule.Id}]";
}
