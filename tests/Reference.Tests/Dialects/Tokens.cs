namespace Conformance.Reference.Tests.Dialects;

/// <summary>What a login, or a refresh, gave.</summary>
/// <param name="Access">The access token.</param>
/// <param name="Second">What is sent in the body of the logout: the refresh token, or Bankezy's client token; empty where there is none.</param>
internal sealed record Tokens(string Access, string Second)
{
    public static Tokens None { get; } = new("", "");
}
