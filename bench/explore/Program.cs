using System.Diagnostics;
using Conformance.Explore.Bench;
using Conformance.Reference.Switches;
using Conformance.Verification.Results;
using Conformance.Verification.Suite;

if (BenchOptions.Parse(args) is not { } options)
    return 2;
var fails = 0;
foreach (var api in options.Apis)
{
    var suite = Trial.Load(options.Root, api, options.Readings);
    if (options.Mutants is null)
        fails += await CleanAsync(suite);
    else
        fails += await MutantsAsync(suite);
}

return fails == 0 ? 0 : 1;

// So many requests at least under each seed, and nothing found.
async Task<int> CleanAsync(ConformanceSuite suite)
{
    var faults = 0;
    foreach (var seed in options.Seeds)
    {
        var started = Stopwatch.GetTimestamp();
        var (operations, sequences, part) = (0, 0, 0UL);
        while (operations < options.Operations)
        {
            var result = await Trial.RunAsync(suite, null, seed * 1000 + part++, sequences: 100, options.MaxSteps, options.Parallel);
            (operations, sequences) = (operations + result.Operations, sequences + result.Sequences);
            if (result.Run.Outcome != Outcome.Passed)
            {
                faults++;
                Console.WriteLine(result.Feature ?? string.Join('\n', result.Run.Obstacles));
                foreach (var scenario in result.Run.Scenarios)
                    Console.WriteLine(scenario.Describe());
                break;
            }
        }

        Console.WriteLine(
            $"{suite.Contract, -9} clean, seed {seed}: {sequences} sequences, {operations} requests, {faults} findings, {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s"
        );
    }

    return faults;
}

async Task<int> MutantsAsync(ConformanceSuite suite)
{
    var faults = 0;
    var mutants = MutantTable
        .Of(suite.Contract)
        .Where(m =>
            options.Mutants!.Count > 0 ? options.Mutants.Contains(m.Name)
            : options.Parallel > 1 ? m.IsOfRace
            : m.IsOfState
        )
        .ToList();
    foreach (var mutant in mutants)
    {
        var told = new List<string>();
        var lengths = new List<int>();
        foreach (var seed in options.Seeds)
        {
            var result = await Trial.RunAsync(suite, mutant, seed, options.Sequences, options.MaxSteps, options.Parallel, maxFindings: 1);
            if (result.Found is not [var found, ..])
            {
                faults++;
                told.Add($"NOT FOUND in {result.Operations}");
                continue;
            }

            lengths.Add(found.Length);
            var isRed = result.Run.Scenarios.Any(s => s.Verdict == Verdict.Failed);
            var isGreen = await Trial.IsGreenAsync(options, suite.Contract, result.Feature!);
            told.Add(
                $"{found.Operations} requests, {found.FirstLength}→{found.Length}{(isRed ? "" : " NOT RED")}{(isGreen ? "" : " NOT GREEN")}{(found.IsRepeatable ? "" : " unsteady")}"
            );
            if (!isRed || !isGreen)
                faults++;
            if (options.ShowsFeatures || !isRed || !isGreen)
                Console.WriteLine(result.Feature);
        }

        Console.WriteLine($"| {suite.Contract} | `{mutant.Name}` | {string.Join(" | ", told)} |");
    }

    return faults;
}
