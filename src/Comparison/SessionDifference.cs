using System.Collections.Immutable;
using Conformance.Contracts;
using Conformance.Contracts.Model;
using Conformance.Documents;
using Conformance.Sessions;

namespace Conformance.Comparison;

/// <summary>What changed in what an operation does to sessions, and in how it tells of them.</summary>
internal static class SessionDifference
{
    public static void Find(Contract old, Operation before, Contract now, Operation after, Changes changes)
    {
        Role(before, after, changes);
        if (before.Session is not { } was || after.Session is not { } session || before.Role != after.Role)
            return;
        var at = Policy(now, after)?.At;
        Revokes(old, was, now, session, Policy(now, after)?["revokes"]?.At ?? at, changes);
        Places(old, was, now, session, at, changes);
        Issues(old, was, now, session, Policy(now, after)?["issues"]?.At ?? at, changes);
        var (credentials, others) = (Written(was.UserPlaces), Written(session.UserPlaces));
        if (!credentials.SequenceEqual(others))
            changes.Add("credentials-moved", $"The user's credentials travel at {Listed(others)}, and not at {Listed(credentials)}.", at);
        Tolerances(old, was, now, session, at, changes);
        if (was.CountsAsUse != session.CountsAsUse)
            changes.Add(
                "use-counted-otherwise",
                session.CountsAsUse ? "A request begins idle lifetimes anew." : "A request does not begin idle lifetimes anew any more.",
                at
            );
        var (told, tells) = (Policy(old, before)?["succeeds"], Policy(now, after)?["succeeds"]);
        if (!Node.DeepEquals(told, tells))
            changes.Add(
                "success-told-otherwise",
                $"Success was told by {told?.ToString() ?? "a status 2xx"} and is by {tells?.ToString() ?? "a status 2xx"}.",
                tells?.At ?? at
            );
        Refusals(before, after, changes);
    }

    private static Node? Policy(Contract contract, Operation operation) =>
        operation.SessionPointer is { } pointer ? JsonPointer.TryParse(pointer)?.Resolve(contract.Document) : null;

    private static void Role(Operation before, Operation after, Changes changes)
    {
        if (before.Role == after.Role)
            return;
        const Role None = Contracts.Model.Role.None;
        const Role Protected = Contracts.Model.Role.Protected;
        var (rule, sentence) = (before.Role, after.Role) switch
        {
            (None, Protected) => ("now-behind-a-token", "It answered everybody and asks for a live token now."),
            (Protected, None) => ("opened", "It asked for a live token and answers everybody now."),
            _ => ("role-changed", $"Its role was {Name(before.Role)} and is {Name(after.Role)}."),
        };
        changes.Add(rule, sentence);

        static string Name(Role role) => role.ToString().ToLowerInvariant();
    }

    private static void Revokes(Contract old, OperationSession was, Contract now, OperationSession session, Location? at, Changes changes)
    {
        foreach (var (name, before, after) in Both(old, was.Revokes, now, session.Revokes))
        {
            if (before == after)
                continue;
            changes.Add(
                Reach(after) < Reach(before) || !IsComparable(before, after) ? "logout-revokes-less" : "logout-revokes-more",
                $"It ended {Ended(before, name)} and ends {Ended(after, name)}.",
                at
            );
        }

        // A user's other sessions and a named one leave what the others end.
        static bool IsComparable(RevocationScope one, RevocationScope other) =>
            one == RevocationScope.None || one < RevocationScope.Others == other < RevocationScope.Others;

        static int Reach(RevocationScope scope) => scope == RevocationScope.Named ? 1 : (int)scope;

        static string Ended(RevocationScope scope, string kind) =>
            scope switch
            {
                RevocationScope.None => $"no {kind} token",
                RevocationScope.Presented => $"the presented {kind} token",
                RevocationScope.Session => $"every {kind} token of the session",
                RevocationScope.User => $"every {kind} token of the user",
                RevocationScope.Others => $"every {kind} token of the user's other sessions",
                _ => $"every {kind} token of the named session",
            };
    }

    // By the names of kinds: their order may be another one. A kind that one of the versions has not is told of with the policy.
    private static IEnumerable<(string Name, RevocationScope Before, RevocationScope After)> Both(
        Contract old,
        ImmutableArray<RevocationScope> was,
        Contract now,
        ImmutableArray<RevocationScope> session
    )
    {
        var (before, after) = (old.Session!.Policy, now.Session!.Policy);
        foreach (var kind in after.Kinds)
        {
            if (before.IndexOf(kind.Name) is >= 0 and var index)
                yield return (kind.Name, was[index], session[after.IndexOf(kind.Name)]);
        }
    }

    private static void Places(Contract old, OperationSession was, Contract now, OperationSession session, Location? at, Changes changes)
    {
        foreach (var slot in session.Slots)
        {
            var name = now.Session!.Policy.Kinds[slot.Kind].Name;
            var earlier = was.Slots.FirstOrDefault(s => old.Session!.Policy.Kinds[s.Kind].Name == name);
            var (before, after) = (Written(earlier?.Places ?? []), Written(slot.Places));
            var gone = before.Except(after, StringComparer.Ordinal).ToList();
            var added = after.Except(before, StringComparer.Ordinal).ToList();
            if (gone.Count > 0)
                changes.Add(
                    "token-place-moved",
                    $"The {name} token is no longer looked for at {Listed(gone)}{(added.Count > 0 ? $", but at {Listed(added)}" : "")}.",
                    at
                );
            else if (added.Count > 0)
                changes.Add(
                    before.Count == 0 ? "token-place-moved" : "token-place-added",
                    before.Count == 0
                        ? $"The {name} token is asked for at {Listed(added)}."
                        : $"The {name} token is taken at {Listed(added)} as well.",
                    at
                );
        }

        foreach (var gone in was.Slots.Where(s => !session.Slots.Any(n => NameOf(now, n.Kind) == NameOf(old, s.Kind))))
            changes.Add(
                "token-place-moved",
                $"The {NameOf(old, gone.Kind)} token is no longer looked for at {Listed(Written(gone.Places))}.",
                at
            );
    }

    private static string NameOf(Contract contract, int kind) => contract.Session!.Policy.Kinds[kind].Name;

    private static void Issues(Contract old, OperationSession was, Contract now, OperationSession session, Location? at, Changes changes)
    {
        foreach (var issued in was.Issued)
        {
            var name = NameOf(old, issued.Kind);
            var places = session.Issued.Where(i => NameOf(now, i.Kind) == name).Select(Shown).ToList();
            if (!places.Contains(Shown(issued), StringComparer.Ordinal))
                changes.Add(
                    "issued-elsewhere",
                    $"The {name} token was given at {Shown(issued)}, and is {(places.Count == 0 ? "not given here any more" : $"at {Listed(places)}")}.",
                    at
                );
        }

        static string Shown(IssuedKind issued) => issued.Around.Wrap(issued.Place.Written);
    }

    private static void Tolerances(
        Contract old,
        OperationSession was,
        Contract now,
        OperationSession session,
        Location? at,
        Changes changes
    )
    {
        foreach (var slot in session.Slots)
        {
            var name = NameOf(now, slot.Kind);
            if (was.Slots.FirstOrDefault(s => NameOf(old, s.Kind) == name) is not { } earlier)
                continue;
            foreach (var refusal in Contracts.Model.Refusals.All)
            {
                var (before, after) = (earlier.Tolerates.HasFlag(refusal.Tolerance()), slot.Tolerates.HasFlag(refusal.Tolerance()));
                if (refusal.Tolerance() != Tolerance.None && before != after)
                    changes.Add(
                        after ? "defect-tolerated" : "defect-refused",
                        $"The {name} token that is {refusal.Name()} was {(before ? "let pass" : "refused")} and is {(after ? "let pass" : "refused")}.",
                        at
                    );
            }
        }
    }

    private static void Refusals(Operation before, Operation after, Changes changes)
    {
        // Reasons that changed alike are one change.
        var told = new List<(string Reason, string Before, string After)>();
        var read = new List<string>();
        foreach (var refusal in Contracts.Model.Refusals.All)
        {
            var (was, now) = (before.Refusals[(int)refusal], after.Refusals[(int)refusal]);
            if (was is null || now is null)
                continue;
            if (was.Status != now.Status || was.Where?.ToString() != now.Where?.ToString())
                told.Add((refusal.Name(), Shown(was), Shown(now)));
            else if (was.ContentType != now.ContentType || !Node.DeepEquals(Body(was), Body(now)))
                read.Add(refusal.Name());
        }

        foreach (var (kind, refusal, was) in before.RefusalsByKind)
        {
            var now = after.RefusalOf(refusal, kind);
            if (now is not null && (was.Status != now.Status || was.Where?.ToString() != now.Where?.ToString()))
                told.Add((refusal.Name(), Shown(was), Shown(now)));
        }

        foreach (var group in told.GroupBy(t => (t.Before, t.After)))
            changes.Add(
                "refusal-told-otherwise",
                $"A refusal ({Listed([.. group.Select(t => t.Reason)])}) was {group.Key.Before} and is {group.Key.After}."
            );
        if (read.Count > 0)
            changes.Add("refusal-reads-otherwise", $"A refusal ({Listed(read)}) has another body or media type.");

        static string Shown(Answer answer) => answer.Where is { } where ? $"{answer.Status} with {where}" : $"{answer.Status}";

        static Node? Body(Answer answer) =>
            answer
                .Documented?.Content.FirstOrDefault(c => c.ContentType == answer.ContentType)
                ?.Examples.FirstOrDefault(e => e.Name == answer.Example)
                ?.Value;
    }

    private static List<string> Written(IEnumerable<CredentialPlace> places) =>
        [
            .. places
                .Select(p => p.Scheme is { } scheme ? $"{p.Expression.Written} ({scheme})" : p.Around.Wrap(p.Expression.Written))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];

    private static string Listed(IReadOnlyList<string> texts) => string.Join(", ", texts);
}
