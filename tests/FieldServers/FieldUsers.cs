namespace Conformance.FieldServers;

/// <summary>The users that each server is given, with passwords that the policy of ASP.NET Core Identity takes.</summary>
internal static class FieldUsers
{
    public static IReadOnlyList<(string Name, string Password)> All { get; } =
    [("alice@example.com", "Open-Sesame-1"), ("bob@example.com", "Open-Sesame-2")];
}
