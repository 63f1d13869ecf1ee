using Conformance.Cli;
using Conformance.Cli.Commands;

// What follows is not even loaded where it could not be: whoever runs into a limit is told of it.
try
{
    OpenFileLimit.Check();
    return await CommandLine.RunAsync(args);
}
catch (UsageException mistake)
{
    return ExhaustedResource.Tell(mistake.Message);
}
catch (Exception fault) when (ExhaustedResource.SentenceOf(fault) is { } sentence)
{
    return ExhaustedResource.Tell(sentence);
}
