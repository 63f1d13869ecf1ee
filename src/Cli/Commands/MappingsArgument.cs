using System.Runtime.CompilerServices;
using Conformance.Cli.Output;
using Conformance.Documents;
using Conformance.MockServer.Engine.Answers;
using Conformance.WireMockNet.Mappings;

namespace Conformance.Cli.Commands;

/// <summary>The folder of mappings that <c>conform mock</c> was given. Nothing else of the command line names WireMock.Net, so that it is loaded where it is used alone.</summary>
internal static class MappingsArgument
{
    /// <summary>Opens the folder, and tells on standard error what becomes of it when something is saved there.</summary>
    /// <exception cref="UsageException">There is no such folder, or something in it is wrong, which was told.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static async Task<IStubMappings> OpenAsync(string folder)
    {
        if (!Directory.Exists(folder))
            throw new UsageException(
                File.Exists(folder)
                    ? $"--mappings \"{folder}\" is a file. Name the folder that it lies in."
                    : $"--mappings \"{folder}\": there is no such folder. Check the path; it is looked up from {Directory.GetCurrentDirectory()}."
            );
        var problems = new Problems();
        var opened = await MappingFolder.OpenAsync(folder, problems, Tell);
        foreach (var problem in problems)
            Console.Error.WriteLine(ProblemLine.Of(problem));
        return opened
            ?? throw new UsageException(
                $"The mappings of \"{folder}\" cannot be used; {Counted.Of(problems.Count(p => p.Severity == Severity.Error), "error")} above."
            );
    }

    private static void Tell(MappingReading reading)
    {
        if (reading.Sentence is { } sentence)
        {
            Console.Error.WriteLine(sentence);
            return;
        }

        foreach (var problem in reading.Problems)
            Console.Error.WriteLine(ProblemLine.Of(problem));
        Console.Error.WriteLine(
            reading.Problems.HasErrors
                ? "The mappings were read again; what is wrong was passed over, and what was there before answers on."
                : $"The mappings were read again: {Counted.Of(reading.Mappings, "mapping")}."
        );
    }
}
