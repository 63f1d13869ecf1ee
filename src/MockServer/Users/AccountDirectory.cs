using System.Collections.Frozen;
using System.Collections.Immutable;
using Conformance.Contracts.Model;

namespace Conformance.MockServer.Users;

/// <summary>Checks credentials. The later of two accounts with the same name counts.</summary>
internal sealed class AccountDirectory(ImmutableArray<Account> accounts)
{
    private readonly FrozenDictionary<string, Account> _byName =
        accounts.GroupBy(a => a.Name, StringComparer.Ordinal).ToFrozenDictionary(g => g.Key, g => g.Last(), StringComparer.Ordinal);

    /// <summary>Finds the account of a name and password; null with the reason where they are refused.</summary>
    public Account? Find(string? name, string? password, out Refusal refusal)
    {
        refusal = Refusal.UnknownUser;
        if (name is null || !_byName.TryGetValue(name, out var account)) return null;
        refusal = Refusal.Credentials;
        return account.Password == password ? account : null;
    }

    /// <summary>Finds the account behind an outside identity provider's token, for which the mock takes <c>NAME:PASSWORD</c>.</summary>
    public Account? FindByAssertion(string? assertion, out Refusal refusal)
    {
        refusal = Refusal.Credentials;
        return assertion is not null && Account.Parse(assertion) is { } given ? Find(given.Name, given.Password, out refusal) : null;
    }
}
