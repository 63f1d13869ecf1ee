namespace Conformance.Verification.Targets;

/// <summary>A user of the target, to log in with.</summary>
/// <param name="Name">What the login's <c>subject</c> takes.</param>
/// <param name="Secret">What its <c>secret</c> takes: a password or a PIN.</param>
/// <param name="Assertion">What its <c>assertion</c> takes: a token of an outside identity provider. Null where logins take none, or a fresh one cannot be had.</param>
public sealed record UserCredentials(string Name, string Secret, string? Assertion = null);
