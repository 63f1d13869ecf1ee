using Conformance.Contracts.Model;
using Conformance.MockServer.Engine.Answers;
using Conformance.MockServer.Engine.Logging;
using Conformance.MockServer.Engine.Requests;
using Conformance.MockServer.Engine.Routing;
using Conformance.MockServer.Engine.State;
using Conformance.Sessions;

namespace Conformance.MockServer.Engine.Stages;

/// <summary>Runs the session model for an operation: what its role says happens to the tokens that the request presents.</summary>
internal static class SessionStage
{
    /// <summary>Why the operation refuses; null where it goes on, and the exchange then holds what was issued.</summary>
    public static async ValueTask<Refusal?> RefuseAsync(Operation operation, HttpExchange exchange)
    {
        if (operation.Session is not { } session || exchange.Sessions is not { } world)
            return TokenReader.MeetsSecurity(operation, exchange) ? null : Refusal.Missing;
        var otherScheme = false;
        if (session.Alternatives is [var only])
        {
            var presented = TokenReader.Read(only, exchange, ref otherScheme);
            if (TokenReader.HasAll(only.Credentials, exchange))
                return await PlayAsync(operation, exchange, world, presented, otherScheme);
            return otherScheme ? Refusal.WrongScheme : Refusal.Missing;
        }

        var alternatives = PresentedAlternatives.Of(session, exchange);
        if (alternatives.Complete.IsEmpty)
            return await RefuseIncompleteAsync(exchange, world, alternatives);

        // One that lets the request in suffices (OpenAPI 3.1.1, section 4.8.30); where none does, the first one tells why.
        (Refusal Refusal, Decision Decision)? first = null;
        foreach (var presented in alternatives.Complete)
        {
            if (await PlayAsync(operation, exchange, world, presented, alternatives.NamesOtherScheme) is not { } refusal)
                return null;
            first ??= (refusal, exchange.Decision);
        }

        exchange.Decision = first!.Value.Decision;
        return first.Value.Refusal;
    }

    // Nothing is presented in full. What is there in part tells more of what is wrong than what is not.
    private static async ValueTask<Refusal?> RefuseIncompleteAsync(
        HttpExchange exchange,
        SessionWorld world,
        PresentedAlternatives alternatives
    )
    {
        exchange.Decision = await world.PresentAsync(alternatives.Nearest);
        return Judge(exchange, alternatives.NamesOtherScheme) ?? (alternatives.NamesOtherScheme ? Refusal.WrongScheme : Refusal.Missing);
    }

    /// <summary>Does what the operation's role says with the tokens of one alternative.</summary>
    private static async ValueTask<Refusal?> PlayAsync(
        Operation operation,
        HttpExchange exchange,
        SessionWorld world,
        PresentedToken[] presented,
        bool wrongScheme
    )
    {
        var session = operation.Session!;
        switch (session.Role)
        {
            case Role.Login or Role.Prelogin:
                if (presented.Length > 0)
                    exchange.Decision = await world.PresentAsync(presented);
                return Judge(exchange, wrongScheme) ?? await LogInAsync(session, exchange, world);
            case Role.Refresh:
                (exchange.Decision, exchange.Issued) = await world.RefreshAsync(presented, session.Issues);
                return Judge(exchange, wrongScheme);
            case Role.Logout:
                exchange.Decision = await world.LogOutAsync(presented, session.Revokes);
                return Judge(exchange, wrongScheme);
            default:
                exchange.Decision = await world.PresentAsync(presented);
                if (!exchange.Decision.Accepted && !exchange.World.Faults.All.IsEmpty)
                    exchange.Decision = await FaultStage.AskStaleReplicaAsync(operation, exchange, exchange.Decision, presented);
                return Judge(exchange, wrongScheme);
        }
    }

    private static async ValueTask<Refusal?> LogInAsync(OperationSession session, HttpExchange exchange, SessionWorld world)
    {
        if (session.Role == Role.Login)
        {
            var accounts = exchange.World.Accounts;
            var account = session.Assertion is not null
                ? accounts.FindByAssertion(exchange.Read(session.Assertion), out var refusal)
                : accounts.Find(exchange.Read(session.Subject), exchange.Read(session.Secret), out refusal);
            if (account is null)
                return refusal;
            exchange.User = account.User;
        }

        exchange.Issued = await world.LogInAsync(exchange.User, session.Issues);
        return null;
    }

    private static Refusal? Judge(HttpExchange exchange, bool wrongScheme)
    {
        if (exchange.Decision.Accepted)
            return null;
        var refusal = Refusals.From(exchange.Decision.Reason);
        return refusal == Refusal.Missing && wrongScheme ? Refusal.WrongScheme : refusal;
    }
}
