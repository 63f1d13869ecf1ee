using System.Collections.Immutable;

namespace Conformance.Sessions;

/// <summary>What an API's tokens are and do. A token kind is named elsewhere by its index in <see cref="Kinds"/>.</summary>
public sealed record SessionPolicy
{
    /// <summary>The most token kinds that one policy may list.</summary>
    public const int MostKinds = 32;

    /// <summary>Creates a policy.</summary>
    /// <exception cref="ArgumentException">There is no kind, there are too many, two share a name, or one cannot be minted.</exception>
    public SessionPolicy(ImmutableArray<TokenKind> kinds)
    {
        if (kinds.IsDefaultOrEmpty || kinds.Length > MostKinds)
        {
            var count = kinds.IsDefault ? 0 : kinds.Length;
            throw new ArgumentException($"A session policy lists 1 to {MostKinds} token kinds, but this one lists {count}.", nameof(kinds));
        }
        foreach (var kind in kinds)
        {
            if (kinds.Count(other => other.Name == kind.Name) > 1)
                throw new ArgumentException($"Two token kinds are named \"{kind.Name}\"; give each its own name.", nameof(kinds));
            if (kind.Lifetime is { } lifetime && (lifetime < TimeSpan.FromSeconds(1) || lifetime > TokenKind.LongestLifetime))
                throw new ArgumentException(
                    $"Token kind \"{kind.Name}\" has the lifetime {lifetime}; "
                        + $"expected one second to {TokenKind.LongestLifetime.TotalDays} days, or none at all.",
                    nameof(kinds)
                );
        }
        Kinds = kinds;
    }

    /// <summary>The token kinds, in the order of their indexes.</summary>
    public ImmutableArray<TokenKind> Kinds { get; }

    /// <summary>The index of the kind with this name, or -1.</summary>
    public int IndexOf(string name)
    {
        for (var i = 0; i < Kinds.Length; i++)
        {
            if (Kinds[i].Name == name)
                return i;
        }
        return -1;
    }
}
