using Conformance.Reference;
using Conformance.Reference.Hosting;
using Conformance.Reference.Switches;

if (args is ["--list"])
    return List();
if (CommandLine.Parse(args) is not { } command)
    return 2;
try
{
    var mutants = command.Mutants.Select(name => MutantTable.Find(command.Api, name)).ToList();
    await using var server = await ReferenceServer.StartAsync(
        command.Api,
        new ReferenceOptions
        {
            Port = command.Port,
            Time = new MovableClock(),
            Mutants = mutants,
        }
    );
    Console.WriteLine(
        $"{server.Api} listens on {server.BaseAddress}{(command.Mutants.Count > 0 ? $", broken by {string.Join(", ", command.Mutants)}" : "")}"
    );
    await server.WaitAsync();
    return 0;
}
catch (Exception exception) when (exception is ArgumentException or IOException)
{
    await Console.Error.WriteLineAsync($"reference: {exception.Message}");
    return 2;
}

static int List()
{
    foreach (var api in ReferenceApis.Names)
    {
        Console.WriteLine(api);
        foreach (var mutant in MutantTable.Of(api))
            Console.WriteLine($"  {mutant.Name} ({mutant.Breaks}): {mutant.Sentence}");
    }

    return 0;
}
