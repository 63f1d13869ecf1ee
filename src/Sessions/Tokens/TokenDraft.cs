namespace Conformance.Sessions;

/// <summary>A token that was minted and is not stored yet.</summary>
public readonly record struct TokenDraft(TokenKey Key, int Kind, string KindName, DateTimeOffset IssuedAt, DateTimeOffset? ExpiresAt);
