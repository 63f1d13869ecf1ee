using Conformance.Reference.Switches;
using Conformance.Reference.Tests.Dialects;
using Conformance.TestKit;

namespace Conformance.Reference.Tests.Mutants;

/// <summary>Where a script plays: a server, its clock, and who calls it.</summary>
internal sealed record Stage(ReferenceServer Server, ManualClock Clock, Caller Caller)
{
    public Dialect Dialect => Caller.Dialect;
}

/// <summary>How a mutant is seen from outside: a script, what the clean server shows, and what the mutant shows.</summary>
internal sealed record Sight(Mutant Mutant, Func<Stage, Task<string>> Script, string Clean, string Broken)
{
    public static Sight Of(Mutant mutant, Func<Stage, Task<object>> script, object clean, object broken) =>
        new(mutant, async stage => (await script(stage)).ToString()!, clean.ToString()!, broken.ToString()!);

    /// <summary>Plays the script on a server of its own.</summary>
    public static async Task<string> PlayAsync(string api, Func<Stage, Task<string>> script, params Mutant[] mutants)
    {
        var clock = new ManualClock();
        await using var server = await ReferenceServer.StartAsync(
            api,
            new ReferenceOptions { Time = clock, Mutants = mutants },
            TestContext.Current.CancellationToken
        );
        using var caller = new Caller(server.BaseAddress, Dialect.Of(api));
        return await script(new Stage(server, clock, caller));
    }
}
