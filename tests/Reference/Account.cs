using Conformance.Reference.Switches;

namespace Conformance.Reference;

/// <summary>A user who can log in.</summary>
/// <param name="Name">What the user logs in with: an email address, or what stands for an account number.</param>
/// <param name="Password">The password, the PIN, or the second half of the outside token <c>NAME:PASSWORD</c>.</param>
/// <param name="Id">A UUID.</param>
public sealed record Account(string Name, string Password, string Id)
{
    /// <summary>The users of every server.</summary>
    public static IReadOnlyList<Account> Everybody { get; } =
    [
        new("alice@example.com", "open-sesame-1", "5d2f4f0e-7f0c-4c58-9d5f-0c9a3c1b7a01"),
        new("bob@example.com", "open-sesame-1", "5d2f4f0e-7f0c-4c58-9d5f-0c9a3c1b7a02"),
        new("Alice@example.com", "open-sesame-1", "5d2f4f0e-7f0c-4c58-9d5f-0c9a3c1b7a03"),
    ];

    /// <summary>The user with this name, or null.</summary>
    internal static Account? Named(string? name) => Everybody.FirstOrDefault(account => account.Name == name);

    /// <summary>The user with this name and password, or null.</summary>
    internal static Account? With(string name, string password, Behaviour behaviour) =>
        (Named(name) ?? Named(Lenient(name, behaviour))) is { } account && account.Takes(password, behaviour) ? account : null;

    private static string Lenient(string name, Behaviour behaviour) =>
        behaviour.Is(LogoutMutants.NameInCapitals) ? name.ToLowerInvariant()
        : behaviour.Is(LogoutMutants.NameWithBlanks) ? name.Trim()
        : name;

    /// <summary>Whether a password is this user's.</summary>
    internal bool Takes(string password, Behaviour behaviour) => Password == password || behaviour.Is(TokenMutants.AnyPassword);
}
