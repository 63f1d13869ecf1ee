using System.Collections.Immutable;
using Conformance.Contracts.Model;

namespace Conformance.Inference;

/// <summary>What a user decides in place of the guess: the operations of a role, <c>POST /x</c>; an empty list where nothing plays it.</summary>
public sealed record RoleChoices(ImmutableDictionary<Role, ImmutableArray<string>> Operations)
{
    /// <summary>
    /// What operations take, as JSON or as a form, by their names: with <c>{user}</c> and <c>{password}</c>, <c>{token}</c> or <c>{refresh}</c> where these go. It counts where no document says it.
    /// </summary>
    public ImmutableDictionary<string, string> Bodies { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Why they play it, as a table says it.</summary>
    internal string Reason { get; init; } = "you decided so";

    /// <summary>Nothing is decided.</summary>
    public static RoleChoices None { get; } = new(ImmutableDictionary<Role, ImmutableArray<string>>.Empty);

    /// <summary>The roles that can be decided, by the names that a user writes.</summary>
    public static ImmutableSortedDictionary<string, Role> Names { get; } =
        ImmutableSortedDictionary.CreateRange(
            StringComparer.Ordinal,
            new KeyValuePair<string, Role>[]
            {
                new("login", Role.Login),
                new("refresh", Role.Refresh),
                new("logout", Role.Logout),
                new("protected", Role.Protected),
            }
        );
}
