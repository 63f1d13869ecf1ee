using System.Collections.Immutable;
using System.Globalization;
using Conformance.Reference;
using Conformance.Reference.Switches;

namespace Conformance.Explore.Bench;

/// <summary>What the program was asked for.</summary>
/// <param name="Apis">The servers.</param>
/// <param name="Mutants">Null for the clean servers; the names of mutants, or none for all that are of state.</param>
/// <param name="Seeds">Each is a run of its own.</param>
/// <param name="Operations">How many requests a clean server is sent at least.</param>
/// <param name="Readings">Those that are chosen, so that no other one explains anything: name by requirement id.</param>
/// <param name="Parallel">How many requests are sent at the same time at most.</param>
/// <param name="Sequences">How many sequences a mutant is tried with at most.</param>
internal sealed record BenchOptions(
    string Root,
    IReadOnlyList<string> Apis,
    IReadOnlyList<string>? Mutants,
    IReadOnlyList<ulong> Seeds,
    int Operations,
    int Sequences,
    int MaxSteps,
    int Parallel,
    bool ShowsFeatures,
    ImmutableDictionary<string, string> Readings
)
{
    private const string Usage = """
        usage: explore-bench clean|mutants [API]... [--mutant NAME]... [--seeds 1,2,3] [--operations NUMBER] [--sequences NUMBER] [--max-steps NUMBER] [--parallel NUMBER] [--reading ID=NAME]... [--show] [--root FOLDER]
          clean    explores each clean reference server with so many requests; anything found is a fault.
          mutants  explores each mutant that is one of state, or with --parallel one of races; one that is not found, and a scenario that is not red on it and green on the clean server, is a fault.
        """;

    /// <summary>Reads the arguments; tells what is wrong with them and gives null.</summary>
    public static BenchOptions? Parse(string[] args)
    {
        if (args is not ["clean" or "mutants", ..])
            return Refuse("Say clean or mutants.");
        var (apis, mutants) = (new List<string>(), new List<string>());
        var options = new BenchOptions(
            Directory.GetCurrentDirectory(),
            ReferenceApis.Names,
            args[0] == "clean" ? null : mutants,
            [1],
            20_000,
            100,
            20,
            1,
            false,
            ImmutableDictionary<string, string>.Empty
        );
        for (var i = 1; i < args.Length; i++)
        {
            var option = args[i];
            if (option == "--show")
            {
                options = options with { ShowsFeatures = true };
                continue;
            }

            if (!option.StartsWith('-'))
            {
                if (!ReferenceApis.Names.Contains(option))
                    return Refuse($"\"{option}\" is no reference server; there are {string.Join(", ", ReferenceApis.Names)}.");
                apis.Add(option);
                continue;
            }

            if (++i == args.Length)
                return Refuse($"\"{option}\" should be followed by a value.");
            var value = args[i];
            switch (option)
            {
                case "--root":
                    options = options with { Root = value };
                    break;
                case "--reading" when value.Split('=') is [{ Length: > 0 } id, { Length: > 0 } name]:
                    options = options with { Readings = options.Readings.SetItem(id, name) };
                    break;
                case "--mutant" when MutantTable.All.Any(m => m.Name == value):
                    mutants.Add(value);
                    break;
                case "--seeds" when value.Split(',').All(s => ulong.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out _)):
                    options = options with { Seeds = [.. value.Split(',').Select(s => ulong.Parse(s, CultureInfo.InvariantCulture))] };
                    break;
                case "--operations"
                or "--sequences"
                or "--parallel"
                or "--max-steps" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0:
                    options = option switch
                    {
                        "--operations" => options with { Operations = number },
                        "--sequences" => options with { Sequences = number },
                        "--parallel" => options with { Parallel = number },
                        _ => options with { MaxSteps = number },
                    };
                    break;
                default:
                    return Refuse($"\"{option} {value}\" is nothing that is known.");
            }
        }

        return apis.Count > 0 ? options with { Apis = apis } : options;
    }

    private static BenchOptions? Refuse(string sentence)
    {
        Console.Error.WriteLine($"explore-bench: {sentence}\n{Usage}");
        return null;
    }
}
