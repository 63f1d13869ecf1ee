using Conformance.Contracts.Model;
using Conformance.MockServer.Requests;
using Conformance.Sessions;

namespace Conformance.MockServer.Pipeline;

/// <summary>Runs the session model for an operation: what its role says happens to the tokens that the request presents.</summary>
internal static class SessionStage
{
    /// <summary>Why the operation refuses; null where it goes on, and the exchange then holds what was issued.</summary>
    public static async ValueTask<Refusal?> RefuseAsync(Operation operation, HttpExchange exchange)
    {
        if (operation.Session is not { } session || exchange.Sessions is not { } world)
        {
            return TokenReader.MeetsSecurity(operation, exchange, []) ? null : Refusal.Missing;
        }

        var presented = TokenReader.Read(session, exchange, out var wrongScheme);
        if (!TokenReader.MeetsSecurity(operation, exchange, presented))
            return wrongScheme ? Refusal.WrongScheme : Refusal.Missing;
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
