using Conformance.Contracts.Model;
using Conformance.Documents;
using Conformance.Sessions;

namespace Conformance.Contracts.OpenApi.Session;

/// <summary>Compiles <c>succeeds</c> and <c>refusals</c>, once their schema has accepted them.</summary>
internal static class RuleCompiler
{
    /// <summary>How an operation tells its success; null where its policy says nothing.</summary>
    public static SuccessRule? Success(Node? policy, Problems problems) =>
        policy?["succeeds"] is { } node
            ? new SuccessRule(node["status"]?.AsInt32(), ConditionCompiler.Compile(node["where"], problems), node["example"], node.At)
            : null;

    /// <summary>The entries of a <c>refusals</c> object, by reason.</summary>
    /// <param name="policy">The kinds of tokens that there are.</param>
    public static IReadOnlyDictionary<string, RefusalRule> Refusals(Node? refusals, SessionPolicy? policy, Problems problems)
    {
        foreach (var (key, at, _) in refusals?.Members ?? [])
        {
            if (Model.Refusals.KindIn(key) is { } kind && policy is not null && policy.IndexOf(kind) < 0)
                TokenKinds.ReportUnknown(kind, at, policy, problems);
        }

        return (refusals?.Members ?? [])
            .Where(m => m.Name != "x-origin")
            .ToDictionary(
                m => m.Name,
                m => new RefusalRule(m.Value["status"]?.AsInt32(), m.Value["example"], m.Value["response"], m.Value.At)
                {
                    Where = ConditionCompiler.Compile(m.Value["where"], problems),
                },
                StringComparer.Ordinal
            );
    }
}
