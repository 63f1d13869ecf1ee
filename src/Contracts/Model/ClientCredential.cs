using System.Collections.Immutable;

namespace Conformance.Contracts.Model;

/// <summary>A fixed credential of the client, which a server gives to an app once and not to a user: <c>client</c> in <c>x-session</c>.</summary>
/// <param name="Name">The contract's name for it, such as <c>id</c> or <c>secret</c>.</param>
/// <param name="Place">Where an operation asks for it.</param>
/// <param name="Fixed">The value that the document itself fixes (a <c>const</c>, or an <c>enum</c> of one); null where it fixes none.</param>
/// <param name="Example">The value that the document shows; null where it shows none.</param>
/// <param name="RefusesOthers">Whether the contract says how any other value than the shown one is refused.</param>
public sealed record ClientCredential(string Name, CredentialPlace Place, string? Fixed, string? Example, bool RefusesOthers)
{
    /// <summary>The name of the one that is no secret: a web origin (RFC 6454).</summary>
    public const string Origin = "origin";

    /// <summary>The value that the document gives; null where it gives none.</summary>
    public string? Documented => Fixed ?? Example;

    /// <summary>The credentials of some operations by name, each once.</summary>
    public static ImmutableArray<ClientCredential> Of(IEnumerable<Operation> operations) =>
        [.. operations.SelectMany(o => o.Client).DistinctBy(c => c.Name)];
}
