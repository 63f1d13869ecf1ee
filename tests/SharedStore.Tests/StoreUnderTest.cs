using Conformance.SharedStore.Tests;

namespace Conformance.Sessions.Tests;

/// <summary>The store that the tests of this program are about: a shared one, a world of its own for each of them.</summary>
internal static class StoreUnderTest
{
    /// <summary>How often a race is run.</summary>
    public const int Rounds = 40;

    public static ISessionStore Of(SessionPolicy policy, TimeSpan? retention = null) =>
        TestServers.Store.SessionsOf(TestServers.NewGeneration(), "test", policy, retention);
}
