using System.Collections.Immutable;
using System.Xml;
using Conformance.Contracts;
using Conformance.Documents;
using Conformance.Sessions;

namespace Conformance.Comparison;

/// <summary>What changed in the kinds of tokens, which no comparison of documents tells.</summary>
internal static class PolicyDifference
{
    public static void Find(Contract old, Contract now, Changes changes)
    {
        var (before, after) = (Kinds(old), Kinds(now));
        foreach (var kind in after)
        {
            if (before.FirstOrDefault(k => k.Name == kind.Name) is { } earlier)
                Kind(earlier, kind, PlaceOf(now, kind), changes);
            else
                changes.Add("token-kind-added", $"The token \"{kind.Name}\" is new.", PlaceOf(now, kind));
        }

        foreach (var gone in before.Where(k => !after.Any(a => a.Name == k.Name)))
            changes.Add("token-kind-removed", $"The token \"{gone.Name}\" is gone.", PlaceOf(old, gone));
    }

    private static ImmutableArray<TokenKind> Kinds(Contract contract) => contract.Session?.Policy.Kinds ?? [];

    private static Location? PlaceOf(Contract contract, TokenKind kind) => contract.Document["x-session"]?["tokens"]?[kind.Name]?.At;

    private static void Kind(TokenKind before, TokenKind after, Location? at, Changes changes)
    {
        var name = after.Name;
        if (!Equals(before.Format, after.Format))
            changes.Add("token-format-changed", $"The {name} token is made otherwise.", at);
        if (after.Rotation < before.Rotation)
            changes.Add("rotation-gone", $"The {name} token {Rotated(before)} at a refresh, and {Rotated(after)} now.", at);
        else if (after.Rotation > before.Rotation)
            changes.Add("rotation-added", $"The {name} token {Rotated(before)} at a refresh, and {Rotated(after)} now.", at);
        Time("lifetime", before.Lifetime, after.Lifetime, name, at, changes);
        Time("lifetime without a use", before.Idle, after.Idle, name, at, changes);
        Time("lifetime through all refreshes", before.SessionLifetime, after.SessionLifetime, name, at, changes);
        if (before.Grace != after.Grace)
            changes.Add(
                "grace-changed",
                $"The {name} token stayed good for {Shown(before.Grace)} after it was replaced, and does for {Shown(after.Grace)}.",
                at
            );
    }

    // Without a time it never ends.
    private static void Time(string what, TimeSpan? before, TimeSpan? after, string name, Location? at, Changes changes)
    {
        if (before == after)
            return;
        var isLonger = after is null || before is not null && after > before;
        changes.Add(
            isLonger ? "lifetime-longer" : "lifetime-shorter",
            $"The {what} of the {name} token was {Shown(before)} and is {Shown(after)}.",
            at
        );
    }

    private static string Rotated(TokenKind kind) =>
        kind.Rotation switch
        {
            Rotation.None => "stayed good",
            Rotation.Rotate => "was replaced",
            _ => "was replaced, and its second use ended the session,",
        };

    // As contracts write it (ISO 8601).
    private static string Shown(TimeSpan? time) => time is { } span ? XmlConvert.ToString(span) : "without an end";
}
