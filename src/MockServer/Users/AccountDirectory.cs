using System.Collections.Immutable;
using Conformance.Contracts.Model;

namespace Conformance.MockServer.Users;

/// <summary>Checks credentials. Safe to use from several threads.</summary>
internal sealed class AccountDirectory(ImmutableDictionary<string, Account> start)
{
    private ImmutableDictionary<string, Account> _byName = start;

    /// <summary>Who can log in, by name.</summary>
    public IEnumerable<Account> All => _byName.Values.OrderBy(a => a.Name, StringComparer.Ordinal);

    /// <summary>The later of two accounts with the same name counts.</summary>
    public static ImmutableDictionary<string, Account> ByName(ImmutableArray<Account> accounts) =>
        ImmutableDictionary.Create<string, Account>(StringComparer.Ordinal).SetItems(accounts.Select(a => KeyValuePair.Create(a.Name, a)));

    /// <summary>Finds the account of a name and password; null with the reason where they are refused.</summary>
    public Account? Find(string? name, string? password, out Refusal refusal)
    {
        refusal = Refusal.UnknownUser;
        if (name is null || !_byName.TryGetValue(name, out var account))
            return null;
        refusal = Refusal.Credentials;
        return account.Password == password ? account : null;
    }

    /// <summary>Finds the account behind an outside identity provider's token, for which the mock takes <c>NAME:PASSWORD</c>.</summary>
    public Account? FindByAssertion(string? assertion, out Refusal refusal)
    {
        refusal = Refusal.Credentials;
        return assertion is not null && Account.Parse(assertion) is { } given ? Find(given.Name, given.Password, out refusal) : null;
    }

    /// <summary>Adds an account; false where there is one of that name.</summary>
    public bool Add(Account account) => ImmutableInterlocked.TryAdd(ref _byName, account.Name, account);

    /// <summary>Removes the account with a name or an id, and gives it back; null where there is none.</summary>
    public Account? Remove(string nameOrId)
    {
        var known = _byName;
        var name = known.ContainsKey(nameOrId) ? nameOrId : known.Values.FirstOrDefault(a => a.User.Id == nameOrId)?.Name;
        return name is not null && ImmutableInterlocked.TryRemove(ref _byName, name, out var removed) ? removed : null;
    }
}
