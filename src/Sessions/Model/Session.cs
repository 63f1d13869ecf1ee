namespace Conformance.Sessions;

/// <summary>What one login began: it holds tokens, and a user unless they were issued before anybody signed in.</summary>
/// <param name="Id">A UUID.</param>
/// <param name="User">Whose session it is, or null.</param>
/// <param name="CreatedAt">When the login was.</param>
public sealed record Session(string Id, User? User, DateTimeOffset CreatedAt);
