using Conformance.Documents;
using Conformance.Sessions;

namespace Conformance.Contracts.OpenApi.Session;

/// <summary>The kinds of tokens that a contract names.</summary>
internal static class TokenKinds
{
    /// <summary>Tells of a name that is none of them.</summary>
    public static void ReportUnknown(string name, Location at, SessionPolicy policy, Problems problems)
    {
        var known = policy.Kinds.Select(k => k.Name).ToList();
        var near = Nearest.To(name, known);
        problems.Error(
            "unknown-token-kind",
            at,
            $"\"{name}\" is no kind of token of this contract; expected one of {string.Join(", ", known)}.",
            near is null ? "Add it under x-session/tokens at the root, or name one of those." : $"Did you mean \"{near}\"?"
        );
    }
}
