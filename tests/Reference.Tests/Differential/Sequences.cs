using Conformance.Reference.Tests.Dialects;

namespace Conformance.Reference.Tests.Differential;

/// <summary>Makes sequences of steps from seeds.</summary>
internal static class Sequences
{
    private static readonly Act[] Acts =
    [
        Act.Login,
        Act.Login,
        Act.Use,
        Act.Use,
        Act.Use,
        Act.Refresh,
        Act.Refresh,
        Act.Refresh,
        Act.Logout,
        Act.Logout,
        Act.Logout,
        Act.Wait,
        Act.Elsewhere,
    ];
    private static readonly string[] Users = [Caller.Alice, Caller.Alice, Caller.Alice, Caller.Bob, "nobody@example.com", ""];
    private static readonly string[] Passwords =
    [
        Caller.Password,
        Caller.Password,
        Caller.Password,
        Caller.Password,
        "open-sesame-2",
        "short",
    ];
    private static readonly Flaw[] Flaws =
    [
        Flaw.None,
        Flaw.None,
        Flaw.None,
        Flaw.None,
        Flaw.None,
        Flaw.None,
        Flaw.Missing,
        Flaw.Empty,
        Flaw.Nonsense,
        Flaw.Tampered,
        Flaw.Unsigned,
    ];

    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(1),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(29),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromMinutes(59),
        TimeSpan.FromHours(1),
        TimeSpan.FromHours(23),
        TimeSpan.FromHours(24),
        TimeSpan.FromDays(7),
        TimeSpan.FromDays(30),
    ];

    /// <summary>20 to 40 steps, two logins first.</summary>
    public static IReadOnlyList<Step> Of(string api, int seed)
    {
        var random = new Random(seed);
        var steps = new List<Step> { LogIn(Caller.Alice), LogIn(Caller.Bob) };
        var length = random.Next(20, 41);
        while (steps.Count < length)
        {
            var act = One(random, Acts);
            if (act == Act.Refresh && Dialect.Of(api).RefreshPath is null)
                continue;
            steps.Add(Next(api, act, random));
        }

        return steps;
    }

    private static Step LogIn(string user) =>
        new(
            Act.Login,
            user,
            Caller.Password,
            new Pick(0, Kind.Access, 0, Flaw.None),
            new Pick(0, Kind.Second, 0, Flaw.None),
            "",
            TimeSpan.Zero
        );

    private static Step Next(string api, Act act, Random random)
    {
        var session = random.Next(6);

        // Most of the time both tokens are of one session, of the kind that belongs there, and as they were issued.
        var (access, second) = (
            Token(random, session, Kind.Access),
            Token(random, random.Next(5) == 0 ? random.Next(6) : session, Kind.Second)
        );
        var twists = Twists.For(api, act);
        var twist = act is not (Act.Wait or Act.Elsewhere) && random.Next(4) == 0 ? One(random, twists) : "";
        return new Step(
            act,
            One(random, Users),
            One(random, Passwords),
            access,
            second,
            twist,
            act == Act.Wait ? One(random, Waits) : TimeSpan.Zero
        );
    }

    private static Pick Token(Random random, int session, Kind kind) =>
        new(session, random.Next(12) == 0 ? 1 - kind : kind, random.Next(4) == 0 ? 1 : 0, One(random, Flaws));

    private static T One<T>(Random random, IReadOnlyList<T> items) => items[random.Next(items.Count)];
}
