namespace Conformance.Verification.Results;

/// <summary>The rules of <c>features/rules.yaml</c> that a check can find broken on its way to what it asks for itself.</summary>
internal static class AnyContractRules
{
    /// <summary>The documented logout succeeds.</summary>
    public const string Logout = "ANY-01";

    /// <summary>Every answer is in the documented form.</summary>
    public const string Form = "ANY-19";

    /// <summary>After a logout a new login works.</summary>
    public const string LoginAgain = "ANY-20";

    /// <summary>A refresh gives tokens that work.</summary>
    public const string Refresh = "ANY-29";

    /// <summary>No refusal and no answer to a logout holds a token.</summary>
    public const string NoTokens = "ANY-76";

    /// <summary>No shared cache may keep what is behind a token.</summary>
    public const string NoSharedCache = "ANY-77";
}
