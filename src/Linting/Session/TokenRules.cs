using Conformance.Contracts;
using Conformance.Contracts.Model;
using Conformance.Sessions;

namespace Conformance.Linting.Session;

/// <summary>Each kind of token is issued by something, and what a logout revokes is presented somewhere.</summary>
internal static class TokenRules
{
    public static void Check(LintContext context)
    {
        if (context.Contract is not { Session: { } plan } contract)
            return;
        var issued = contract.Operations.SelectMany(o => o.Session?.Issues ?? []).ToHashSet();

        // Without a login sessions begin outside of the contract.
        if (contract.Roles.Login is null)
            issued.UnionWith(contract.Roles.KindsOfSession(plan.Policy));
        foreach (var (name, at, _) in context.Root["x-session"]?["tokens"]?.Members ?? [])
        {
            if (plan.Policy.IndexOf(name) is not (var kind and >= 0) || issued.Contains(kind))
                continue;
            context.Problems.Warning(
                "token-not-issued",
                at,
                $"No operation issues a token of the kind \"{name}\", so none can ever be live.",
                "Add it to \"issues\" of the operation that gives it, mostly the login, or leave the kind out."
            );
        }

        foreach (var operation in contract.Operations.Where(o => o.Role is Role.Logout or Role.End))
            CheckLogout(context, contract, plan.Policy, operation);
    }

    private static void CheckLogout(LintContext context, Contract contract, SessionPolicy policy, Operation logout)
    {
        foreach (var (name, at, value) in context.SessionOf(logout)?["revokes"]?.Members ?? [])
        {
            var kind = policy.IndexOf(name);
            if (kind < 0)
                continue;
            if (value.AsString() == "presented" && logout.Session!.Slots.All(s => s.Kind != kind))
            {
                context.Problems.Error(
                    "revokes-nothing",
                    value.At,
                    $"{logout} revokes the presented {name} token, yet no place of its request holds one.",
                    $"Say under \"presents\" where the {name} token travels, or write \"session\" for all of its session."
                );
            }
            else if (!contract.Operations.Any(o => o.Session?.Slots.Any(s => s.Kind == kind) == true))
            {
                context.Problems.Warning(
                    "revokes-nothing",
                    at,
                    $"{logout} revokes the {name} token, which no operation asks for, so that nobody can tell.",
                    "Add the operation that takes it, such as a refresh, or leave the kind out."
                );
            }
        }
    }
}
