namespace Conformance.MockServer.Tests.Races;

/// <summary>
/// Many users at once, each with several tabs on one session: they use, refresh and log out as they like, now and then twice at once, and go on after the logout.
/// What each does follows from the seed; how it overlaps is the machine's affair.
/// </summary>
internal sealed class Hammer(RaceClient client, IReadOnlyList<string> users, string password, int seed)
{
    private const int Workers = 8;
    private const int Tabs = 3;

    private readonly RaceToken?[] _refreshTokensOfOthers = new RaceToken?[Workers];
    private int _sessions;

    /// <summary>Goes on until about so many requests were sent.</summary>
    public Task RunAsync(int operations) =>
        Task.WhenAll(
            Enumerable
                .Range(0, Workers)
                .Select(worker =>
                    Task.Run(async () =>
                    {
                        while (client.Answered < operations)
                            await LiveAsync(worker);
                    })
                )
        );

    private async Task LiveAsync(int worker)
    {
        var number = Interlocked.Increment(ref _sessions);
        var random = new Random(HashCode(seed, number));
        var session = new RaceSession(number, users[random.Next(users.Count)]);
        if (!await client.LogInAsync(session, password))
            return;
        _refreshTokensOfOthers[worker] = session.Refresh;
        await Task.WhenAll(
            Enumerable
                .Range(0, Tabs)
                .Select(tab => Task.Run(() => BrowseAsync(session, new Random(HashCode(random.Next(), tab)), leaves: tab == 0)))
        );

        // By now a logout, or a breach, has been answered: all of this must be refused.
        await client.UseAsync(session, session.Access(random));
        await client.RefreshAsync(session, session.Refresh);
        await client.UseAsync(session, session.Access(random));
    }

    private async Task BrowseAsync(RaceSession session, Random random, bool leaves)
    {
        for (var step = random.Next(3, 8); step > 0; step--)
        {
            await (
                random.Next(20) switch
                {
                    < 12 => client.UseAsync(session, session.Access(random)),
                    < 15 => RefreshAsync(session, twice: false),
                    15 => RefreshAsync(session, twice: true),
                    16 => LogOutAsync(session, random, twice: false),
                    17 => LogOutAsync(session, random, twice: true),
                    _ => LogOutWithAnothersTokenAsync(session, random),
                }
            );
        }

        if (leaves)
            await LogOutAsync(session, random, twice: false);
    }

    private async Task RefreshAsync(RaceSession session, bool twice)
    {
        var refresh = session.Refresh;
        var other = twice ? client.RefreshAsync(session, refresh) : Task.CompletedTask;
        await Task.WhenAll(client.RefreshAsync(session, refresh), other);
    }

    private async Task LogOutAsync(RaceSession session, Random random, bool twice)
    {
        var other = twice ? client.LogOutAsync(session, session.Access(random), session.Refresh) : Task.CompletedTask;
        await Task.WhenAll(client.LogOutAsync(session, session.Access(random), session.Refresh), other);
    }

    private Task LogOutWithAnothersTokenAsync(RaceSession session, Random random) =>
        _refreshTokensOfOthers[random.Next(Workers)] is { } another && another.Session != session.Number
            ? client.LogOutAsync(session, session.Access(random), another)
            : client.UseAsync(session, session.Access(random));

    // The same on every machine and in every process, which System.HashCode is not.
    private static int HashCode(int seed, int number) => unchecked((seed * 486187739) + (number * 16777619));
}
