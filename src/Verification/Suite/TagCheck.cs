using System.Text.RegularExpressions;
using Conformance.Documents;
using Conformance.Verification.Results;

namespace Conformance.Verification.Suite;

/// <summary>Tells tags that mean nothing. Tags of a user's own are free, as long as they do not look like an id, a level or a condition.</summary>
internal sealed partial class TagCheck(IReadOnlyList<CheckedRequirement> requirements)
{
    /// <summary>What is wrong with a tag, a sentence; null where nothing is.</summary>
    public string? Objection(string tag)
    {
        if (LooksLikeId().IsMatch(tag))
        {
            if (requirements.Any(r => r.Id == tag))
                return null;
            var near = Nearest.To(tag, requirements.Select(r => r.Id));
            return $"The tag @{tag} names no requirement.{(near is null ? " \"conform list requirements\" shows those that there are." : $" Did you mean @{near}?")}";
        }

        if (!LooksLikeCondition().IsMatch(tag) || Applicability.Of(tag) is not null)
            return null;
        var other = Nearest.To(tag, Applicability.Conditions.Select(c => c.Tag));
        return $"The tag @{tag} is no condition that is known.{(other is null ? $" There are {string.Join(", ", Applicability.Conditions.Select(c => "@" + c.Tag))}." : $" Did you mean @{other}?")}";
    }

    [GeneratedRegex(@"^[A-Z][A-Z0-9]+-[A-Z0-9.-]+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LooksLikeId();

    [GeneratedRegex(@"^(needs|requires|revokes|keeps|presents)-", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LooksLikeCondition();
}
