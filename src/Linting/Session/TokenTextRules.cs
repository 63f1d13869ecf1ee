using Conformance.Contracts.OpenApi.Session;
using Conformance.Documents;
using Conformance.Sessions;

namespace Conformance.Linting.Session;

/// <summary>The tokens that the contract's policy makes are as the schemas at their places ask.</summary>
internal static class TokenTextRules
{
    private static readonly User Somebody = new("5f0c2a1e-7d3b-4c58-9a46-0b1f2e3d4c5a", "alice@example.com");

    public static void Check(LintContext context)
    {
        if (context.Contract is not { Session: { } plan })
            return;
        foreach (var (name, _, kind) in context.Root["x-session"]?["tokens"]?.Members ?? [])
        {
            if (plan.Policy.IndexOf(name) is not (var index and >= 0) || TokenSchemas.Of(context.Root, name) is not { Count: > 0 } schemas)
                continue;
            if (schemas.All(s => TokenText.Of([s]).IsFree) || Made(plan.Policy, index) is not { } token)
                continue;
            foreach (var schema in schemas)
            {
                if (TokenText.Of([schema]).Objection(token) is { } missed)
                    Report(context, name, kind, schema, token, missed);
            }
        }
    }

    // Claims that cannot be written are told elsewhere.
    private static string? Made(SessionPolicy policy, int kind)
    {
        try
        {
            var world = new SessionWorld(policy, KeyRing.Create(1), TimeProvider.System, Entropy.FromSeed(1));
            return world.LogInAsync(Somebody, [kind]).AsTask().GetAwaiter().GetResult().Tokens[0].Text;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static void Report(LintContext context, string name, Node kind, Node schema, string token, string missed)
    {
        var format = kind["format"]?.AsString();
        context.Problems.Warning(
            "token-schema",
            schema.At,
            $"The schema asks for {missed} where the {name} token travels, and the tokens that the contract's policy makes are not so: they are {format}, of {token.Length} characters.",
            format != "opaque"
                    ? $"Widen the schema, or say \"format: opaque\" under x-session/tokens/{name} where the token is no {format!.ToUpperInvariant()}."
                : kind["shape"] is not null
                    ? $"Leave \"shape\" out under x-session/tokens/{name}, so that the token is made as the schema asks, or mend the schema."
                : "Widen the schema: no text that it allows is long enough to be hard to guess, or what it allows contradicts another place of the token."
        );
    }
}

/// <summary>Words about the time of tokens are said where they change something.</summary>
internal static class LifetimeRules
{
    public static void Check(LintContext context)
    {
        if (context.Contract is not { Session: { } plan } contract)
            return;
        foreach (var (name, _, kind) in context.Root["x-session"]?["tokens"]?.Members ?? [])
        {
            if (plan.Policy.IndexOf(name) is not (var index and >= 0))
                continue;
            var isReplaced = contract.Roles.Refreshes.Any(r =>
                r.Session!.Slots.Any(s => s.Kind == index) && r.Session.Issues.Contains(index)
            );
            if (kind["grace"] is { } grace && !isReplaced)
                context.Problems.Warning(
                    "grace-without-refresh",
                    grace.At,
                    $"The {name} token has a grace, and no refresh takes one and gives another, so that none is ever replaced.",
                    $"Name \"{name}\" under \"presents\" and \"issues\" of the refresh, or leave \"grace\" out."
                );
            if (kind["idle"] is { } idle && plan.Policy.Kinds[index] is { Idle: { } unused, Lifetime: { } lifetime } && unused >= lifetime)
                context.Problems.Warning(
                    "idle-never-over",
                    idle.At,
                    $"The {name} token expires after {idle.Describe()} without a use, and by its lifetime no later than that.",
                    "Write an idle time that is shorter than \"lifetime\", or leave it out."
                );
        }

        if (plan.Policy.HasIdleLifetimes)
            return;
        foreach (var operation in contract.Operations)
        {
            if (context.WrittenSessionOf(operation)?["counts-as-use"] is { } word)
                context.Problems.Warning(
                    "use-counts-nowhere",
                    word.At,
                    $"{operation} says whether it counts as use, and no kind of token has an idle lifetime.",
                    "Give the kind \"idle\" under x-session/tokens at the root, or leave \"counts-as-use\" out."
                );
        }
    }
}
