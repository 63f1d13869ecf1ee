using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Conformance.Contracts.Model;
using Conformance.Sessions;

namespace Conformance.MockServer.Engine.State;

/// <summary>Someone who can log in.</summary>
/// <param name="Name">What contracts call the subject, such as an email address.</param>
/// <param name="Password">The secret in plain text: it is a mock's.</param>
public sealed record Account(string Name, string Password)
{
    /// <summary>The password of the users that every mock has.</summary>
    public const string SeededPassword = "open-sesame-1";

    /// <summary>The users that every mock has.</summary>
    public static ImmutableArray<Account> Seeded { get; } =
    [new("alice@example.com", SeededPassword), new("bob@example.com", SeededPassword)];

    /// <summary>The user in the session model; the id is a UUID made from the name, so that it is the same at every start.</summary>
    public User User { get; } = new(IdOf(Name), Name);

    /// <summary>Reads <c>NAME:PASSWORD</c>, cut at the first colon; null where either part is empty.</summary>
    public static Account? Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && colon < text.Length - 1 ? new Account(text[..colon], text[(colon + 1)..]) : null;
    }

    // Version 8 of RFC 9562, section 5.8: a digest of our own choice.
    private static string IdOf(string name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }
}

/// <summary>Checks credentials. Safe to use from several threads.</summary>
internal sealed class AccountDirectory(ImmutableDictionary<string, Account> start)
{
    private ImmutableDictionary<string, Account> _byName = start;

    /// <summary>Who can log in, by name.</summary>
    public IEnumerable<Account> All => _byName.Values.OrderBy(a => a.Name, StringComparer.Ordinal);

    /// <summary>The later of two accounts with the same name counts.</summary>
    public static ImmutableDictionary<string, Account> ByName(ImmutableArray<Account> accounts) =>
        ImmutableDictionary.Create<string, Account>(StringComparer.Ordinal).SetItems(accounts.Select(a => KeyValuePair.Create(a.Name, a)));

    /// <summary>Finds the account of a password alone, the first by name of those that have it; null with the reason where none has.</summary>
    public Account? FindByPassword(string? password, out Refusal refusal)
    {
        refusal = Refusal.Credentials;
        return string.IsNullOrEmpty(password) ? null : All.FirstOrDefault(a => a.Password == password);
    }

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
