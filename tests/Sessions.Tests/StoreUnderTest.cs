namespace Conformance.Sessions.Tests;

/// <summary>The store that the tests of this program are about: the one in memory.</summary>
internal static class StoreUnderTest
{
    /// <summary>How often a race is run.</summary>
    public const int Rounds = 200;

    public static ISessionStore Of(SessionPolicy policy, TimeSpan? retention = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return new InMemorySessionStore(retention);
    }
}
