using System.Globalization;

namespace Conformance.Reference;

/// <summary>What the program was asked for.</summary>
internal sealed record CommandLine(string Api, int Port, IReadOnlyList<string> Mutants)
{
    private const string Usage = """
        usage: reference API [--port PORT] [--mutant NAME]...
               reference --list
        """;

    /// <summary>Reads the arguments; tells what is wrong with them and gives null.</summary>
    public static CommandLine? Parse(string[] args)
    {
        if (args.Length == 0 || args[0].StartsWith('-'))
            return Refuse("the first argument should be the name of an API.");
        var (port, mutants) = (0, new List<string>());
        for (var i = 1; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length)
                return Refuse($"\"{args[i]}\" should be followed by a value.");
            if (args[i] == "--mutant")
                mutants.Add(args[i + 1]);
            else if (args[i] != "--port")
                return Refuse($"\"{args[i]}\" is no option.");
            else if (!int.TryParse(args[i + 1], CultureInfo.InvariantCulture, out port) || port is < 0 or > 65535)
                return Refuse($"\"{args[i + 1]}\" is no port; it should be a number from 0 to 65535.");
        }

        return new CommandLine(args[0], port, mutants);
    }

    private static CommandLine? Refuse(string sentence)
    {
        Console.Error.WriteLine($"reference: {sentence}\n{Usage}");
        return null;
    }
}
