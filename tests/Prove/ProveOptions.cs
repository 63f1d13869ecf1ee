using System.Globalization;
using Conformance.Reference;
using Conformance.Reference.Switches;

namespace Conformance.Prove;

/// <summary>What the program was asked for.</summary>
/// <param name="Root">The checkout, with specs/ and features/.</param>
/// <param name="Apis">The servers to try.</param>
/// <param name="Mutants">The names of the mutants to try; empty for all.</param>
/// <param name="Seed">The order in which mutants are tried, and so what happens side by side.</param>
/// <param name="Part">Of so many mutants one is tried, by the seed which; 1 for all.</param>
/// <param name="Output">The Markdown file to write; null for none.</param>
internal sealed record ProveOptions(
    string Root,
    IReadOnlyList<string> Apis,
    IReadOnlyList<string> Mutants,
    int Seed,
    int Part,
    string? Output
)
{
    private const string Usage = """
        usage: prove [API]... [--mutant NAME]... [--seed NUMBER] [--part NUMBER] [--output FILE] [--root FOLDER]
          Runs the verifier on every reference server, clean and broken by each mutant, and tells which check found it.
          --part    tries one mutant of so many; another --seed tries others.
          --output  writes the kill matrix as Markdown; only without API, --mutant and --part.
        """;

    /// <summary>Whether everything is tried, so that a check that finds nothing is a fault.</summary>
    public bool IsWhole => Apis.Count == ReferenceApis.Names.Count && Mutants.Count == 0 && Part == 1;

    /// <summary>The mutants of an API to try.</summary>
    public IEnumerable<Mutant> MutantsOf(string api) =>
        MutantTable.Of(api).Where(m => Mutants.Count == 0 || Mutants.Contains(m.Name)).Where((_, i) => i % Part == Seed % Part);

    /// <summary>Reads the arguments; tells what is wrong with them and gives null.</summary>
    public static ProveOptions? Parse(string[] args)
    {
        var (apis, mutants) = (new List<string>(), new List<string>());
        var (seed, part, output, root) = (1, 1, (string?)null, Directory.GetCurrentDirectory());
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
            else if (option is not ("--seed" or "--part"))
                return Refuse($"\"{option}\" is no option.");
            else if (!int.TryParse(args[i], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return Refuse($"\"{args[i]}\" is no number.");
            else if (option == "--seed")
                seed = number;
            else if (number == 0)
                return Refuse("--part 0 would try nothing.");
            else
                part = number;
        }

        if (mutants.FirstOrDefault(m => MutantTable.All.All(known => known.Name != m)) is { } unknown)
            return Refuse($"\"{unknown}\" is no mutant; \"dotnet run --project tests/Reference -- --list\" lists them.");
        if (output is not null && (apis.Count > 0 || mutants.Count > 0 || part > 1))
            return Refuse("--output writes the whole matrix; leave out the names of APIs and mutants, and --part.");
        return new ProveOptions(root, apis.Count > 0 ? apis : ReferenceApis.Names, mutants, seed, part, output);
    }

    private static ProveOptions? Refuse(string sentence)
    {
        Console.Error.WriteLine($"prove: {sentence}\n{Usage}");
        return null;
    }
}
