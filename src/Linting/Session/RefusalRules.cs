using Conformance.Contracts.Model;
using Conformance.Documents;
using Conformance.Sessions;

namespace Conformance.Linting.Session;

/// <summary>Refusals that are spelt out can occur.</summary>
internal static class RefusalRules
{
    public static void Check(LintContext context)
    {
        if (context.Contract is not { Session: { } plan } contract)
            return;
        foreach (var (refusal, at) in Named(context.Root["x-session"]?["refusals"]))
        {
            if (refusal is Refusal.NotFound or Refusal.MethodNotAllowed || contract.Operations.Any(o => CanOccur(refusal, o, plan.Policy)))
            {
                continue;
            }

            Report(context, refusal.Name(), at, "no operation of this contract");
        }

        foreach (var (kind, refusal, at) in NamedByKind(context.Root["x-session"]?["refusals"], plan.Policy))
        {
            if (!contract.Operations.Any(o => CanOccur(refusal, kind, o, plan.Policy)))
                Report(context, Key(plan.Policy, kind, refusal), at, "no operation of this contract");
        }

        foreach (var operation in contract.Operations.Where(o => o.Session is not null))
        {
            foreach (var (kind, refusal, at) in NamedByKind(context.SessionOf(operation)?["refusals"], plan.Policy))
            {
                if (!CanOccur(refusal, kind, operation, plan.Policy))
                    Report(context, Key(plan.Policy, kind, refusal), at, $"{operation} never");
            }

            foreach (var (refusal, at) in Named(context.SessionOf(operation)?["refusals"]))
            {
                if (!CanOccur(refusal, operation, plan.Policy) && !FallbackOccurs(refusal, operation, plan.Policy))
                {
                    Report(context, refusal.Name(), at, $"{operation} never");
                }
            }
        }
    }

    // What a reason says serves every reason that falls back to it.
    private static bool FallbackOccurs(Refusal refusal, Operation operation, SessionPolicy policy) =>
        Refusals.All.Any(r => r.Fallback() == refusal && (CanOccur(r, operation, policy) || FallbackOccurs(r, operation, policy)));

    /// <summary>Whether an operation can refuse for a reason at all.</summary>
    public static bool CanOccur(Refusal refusal, Operation operation, SessionPolicy policy)
    {
        if (refusal == Refusal.Client)
            return operation.Client.Length > 0;
        if (operation.Session is not { } session)
        {
            return refusal is Refusal.Missing && operation.Credentials.Length > 0 || OfBody(refusal, operation);
        }

        return refusal switch
        {
            Refusal.Credentials or Refusal.UnknownUser => session.Role == Role.Login,
            Refusal.Missing => operation.Credentials.Length > 0 || Untolerated(),
            Refusal.WrongScheme => session.Slots.Any(s => s.Places.Any(p => p.Scheme is not null))
                || operation.Credentials.Any(a => a.Places.Any(p => p.Scheme is not null)),
            Refusal.Foreign => session.Slots.Length > 1 && Untolerated(),
            Refusal.WrongKind => policy.Kinds.Length > 1 && Untolerated(),
            Refusal.Reused => session.Slots.Any(s => policy.Kinds[s.Kind].Rotation != Rotation.None) && Untolerated(),
            Refusal.Malformed or Refusal.Unknown or Refusal.Expired or Refusal.Revoked => Untolerated(),
            _ => OfBody(refusal, operation),
        };

        // A refresh that is given nothing but tokens whose defects it tolerates has nothing to exchange, and refuses with the first of the defects.
        bool Untolerated() => session.Role == Role.Refresh || session.Slots.Any(s => !s.Tolerates.HasFlag(refusal.Tolerance()));
    }

    private static bool OfBody(Refusal refusal, Operation operation) =>
        refusal switch
        {
            Refusal.Invalid => operation.Body is not null || operation.Parameters.Length > 0,
            Refusal.UnsupportedMediaType or Refusal.ContentTooLarge => operation.Body is not null,
            _ => false,
        };

    // What a reason says of one kind of token: the kind is taken, and not let pass with that defect.
    private static bool CanOccur(Refusal? refusal, int kind, Operation operation, SessionPolicy policy) =>
        operation.Session?.Slots.Any(s =>
            s.Kind == kind
            && (
                refusal is not { } reason
                || (CanOccur(reason, operation, policy) || FallbackOccurs(reason, operation, policy))
                    && (operation.Session.Role == Role.Refresh || !s.Tolerates.HasFlag(reason.Tolerance()))
                    && (reason != Refusal.Reused || policy.Kinds[kind].Rotation != Rotation.None)
            )
        ) == true;

    private static string Key(SessionPolicy policy, int kind, Refusal? refusal) =>
        Refusals.Key(policy.Kinds[kind].Name, refusal?.Name() ?? Refusals.Default);

    // The reason is null for every one of the kind.
    private static IEnumerable<(int Kind, Refusal? Refusal, Location At)> NamedByKind(Node? refusals, SessionPolicy policy)
    {
        foreach (var (name, at, _) in refusals?.Members ?? [])
        {
            if (Refusals.KindIn(name) is not { } kind || policy.IndexOf(kind) is not (>= 0 and var index))
                continue;
            var reason = name[(kind.Length + 1)..];
            yield return (index, reason == Refusals.Default ? null : Refusals.All.First(r => r.Name() == reason), at);
        }
    }

    private static IEnumerable<(Refusal Refusal, Location At)> Named(Node? refusals) =>
        from member in refusals?.Members ?? []
        from refusal in Refusals.All
        where refusal.Name() == member.Name
        select (refusal, member.NameAt);

    private static void Report(LintContext context, string refusal, Location at, string who) =>
        context.Problems.Warning(
            "refusal-never",
            at,
            who.EndsWith("never", StringComparison.Ordinal)
                ? $"{who} refuses with \"{refusal}\"."
                : $"\"{refusal}\" is a refusal that {who} can give.",
            "Leave it out, or say what makes it possible: \"presents\", \"rotation\", a request body."
        );
}
