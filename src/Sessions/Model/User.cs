namespace Conformance.Sessions;

/// <summary>Somebody who can log in. Users are told apart by <paramref name="Id"/> alone.</summary>
/// <param name="Id">The id, which is also the <c>sub</c> of the user's tokens.</param>
/// <param name="Name">What to call the user in lists.</param>
public sealed record User(string Id, string Name);
