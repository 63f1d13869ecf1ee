using System.Text.Json;

namespace Conformance.Sessions;

/// <summary>One kind of token of an API.</summary>
/// <param name="Name">The contract's name for it, such as <c>access</c>.</param>
/// <param name="Format">How its text is made.</param>
/// <param name="Lifetime">From issue to expiry, truncated to whole seconds; null: it never expires.</param>
/// <param name="Rotation">What happens to it when it is presented to a refresh.</param>
public sealed record TokenKind(string Name, TokenFormat Format, TimeSpan? Lifetime, Rotation Rotation)
{
    /// <summary>The longest lifetime that a policy may give.</summary>
    public static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(365_000);

    /// <summary>
    /// Writes the contract's own claims into the open claims object of a JWT or JWE. It may write <c>sub</c>, which then replaces the
    /// user's id; it must not write <c>iat</c>, <c>exp</c> or <c>jti</c>, nor any name twice. It runs on any thread, several at a time.
    /// </summary>
    public Action<Utf8JsonWriter, TokenContext>? WriteClaims { get; init; }
}
