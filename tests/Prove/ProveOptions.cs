using System.Globalization;
using Conformance.Reference;
using Conformance.Reference.Switches;

namespace Conformance.Prove;

/// <summary>What the program was asked for.</summary>
/// <param name="Root">The checkout, with specs/ and features/.</param>
/// <param name="Apis">The servers to try.</param>
/// <param name="Mutants">The names of the mutants to try; empty for all.</param>
/// <param name="Seed">The order in which mutants are tried, and so what happens side by side.</param>
/// <param name="Output">The Markdown file to write; null for none.</param>
internal sealed record ProveOptions(string Root, IReadOnlyList<string> Apis, IReadOnlyList<string> Mutants, int Seed, string? Output)
{
    private const string Usage = """
        usage: prove [API]... [--mutant NAME]... [--seed NUMBER] [--output FILE] [--root FOLDER]
          Runs the verifier on every reference server, clean and broken by each mutant, and tells which check found it.
          --output  writes the kill matrix as Markdown; only without API and --mutant.
        """;

    /// <summary>Whether everything is tried, so that a check that finds nothing is a fault.</summary>
    public bool IsWhole => Apis.Count == ReferenceApis.Names.Count && Mutants.Count == 0;

    /// <summary>Reads the arguments; tells what is wrong with them and gives null.</summary>
    public static ProveOptions? Parse(string[] args)
    {
        var (apis, mutants) = (new List<string>(), new List<string>());
        var (seed, output, root) = (1, (string?)null, Directory.GetCurrentDirectory());
        for (var i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith('-'))
            {
                if (!ReferenceApis.Names.Contains(args[i]))
                    return Refuse($"\"{args[i]}\" is no reference server; there are {string.Join(", ", ReferenceApis.Names)}.");
                apis.Add(args[i]);
                continue;
            }

            var option = args[i];
            if (++i == args.Length)
                return Refuse($"\"{option}\" should be followed by a value.");
            if (option == "--mutant")
                mutants.Add(args[i]);
            else if (option == "--output")
                output = args[i];
            else if (option == "--root")
                root = args[i];
            else if (option != "--seed")
                return Refuse($"\"{option}\" is no option.");
            else if (!int.TryParse(args[i], NumberStyles.None, CultureInfo.InvariantCulture, out seed))
                return Refuse($"\"{args[i]}\" is no number.");
        }

        if (mutants.FirstOrDefault(m => MutantTable.All.All(known => known.Name != m)) is { } unknown)
            return Refuse($"\"{unknown}\" is no mutant; \"dotnet run --project tests/Reference -- --list\" lists them.");
        if (output is not null && (apis.Count > 0 || mutants.Count > 0))
            return Refuse("--output writes the whole matrix; leave out the names of APIs and mutants.");
        return new ProveOptions(root, apis.Count > 0 ? apis : ReferenceApis.Names, mutants, seed, output);
    }

    private static ProveOptions? Refuse(string sentence)
    {
        Console.Error.WriteLine($"prove: {sentence}\n{Usage}");
        return null;
    }
}
