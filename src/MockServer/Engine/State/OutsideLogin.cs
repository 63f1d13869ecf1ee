using System.Collections.Immutable;
using Conformance.Contracts;
using Conformance.Sessions;

namespace Conformance.MockServer.Engine.State;

/// <summary>Begins sessions that no operation of the contract begins: by a login that stands outside of it.</summary>
internal static class OutsideLogin
{
    /// <summary>A new session of a user: the text of each of its tokens by kind.</summary>
    public static async Task<ImmutableDictionary<string, string>> BeginAsync(Contract contract, SessionWorld sessions, User user)
    {
        var kinds = contract.Roles.KindsOfSession(sessions.Policy);
        var issued = await sessions.LogInAsync(user, kinds);
        return kinds.ToImmutableDictionary(k => sessions.Policy.Kinds[k].Name, k => issued.OfKind(k)!.Text, StringComparer.Ordinal);
    }
}
