using System.Globalization;
using System.Text;
using Conformance.TestKit;

namespace Conformance.Fuzz.Tests;

/// <summary>
/// Feeds a reader with mutations of its corpus. An input that has a reader do what none before it did joins the corpus of the run, so that the next mutations begin further in. Under one seed and
/// one number of inputs a run is always the same.
/// </summary>
internal static class FuzzRun
{
    private const int LongestInput = 4096;

    // What one input of that length may have a reader allocate: a bound of the work that does not depend on the machine.
    private const long MostAllocated = 256 * 1024 * 1024;

    /// <summary>Runs a target over its corpus, and then over so many mutations, or for as long as the environment says (<c>FUZZ_MINUTES</c>).</summary>
    public static void Of(IFuzzTarget target, int inputs)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("FUZZ_SEED"), CultureInfo.InvariantCulture, out var told) ? told : 1;
        var minutes = double.TryParse(Environment.GetEnvironmentVariable("FUZZ_MINUTES"), CultureInfo.InvariantCulture, out var longer)
            ? longer
            : (double?)null;
        var start = TimeProvider.System.GetTimestamp();
        var mutator = new Mutator(new Random(seed), target.Words);
        var corpus = Corpus(target);
        Assert.NotEmpty(corpus);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var input in corpus)
            seen.Add(Try(target, input));
        var tried = 0;
        while (minutes is { } limit ? TimeProvider.System.GetElapsedTime(start).TotalMinutes < limit : tried < inputs)
        {
            var input = mutator.Next(corpus, LongestInput);
            tried++;
            if (seen.Add(Try(target, input)))
                corpus.Add(input);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{target.Name}: {tried} inputs, {seen.Count} outcomes, seed {seed}");
    }

    /// <summary>What a file or text of the corpus has a target do; fails where that is what none may do.</summary>
    private static string Try(IFuzzTarget target, byte[] input)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        string outcome;
        try
        {
            outcome = target.Run(input);
        }
        catch (Exception fault)
        {
            throw new InvalidOperationException($"{Told(target, input)}: {fault.GetType().Name}: {fault.Message}", fault);
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < MostAllocated, $"{Told(target, input)} had {allocated} bytes allocated");
        return outcome;
    }

    // As base64 it can be pasted into a file of the corpus, whatever bytes it holds.
    private static string Told(IFuzzTarget target, byte[] input) =>
        $"{target.Name}, input {Convert.ToBase64String(input)} ({Encoding.UTF8.GetString(input)})";

    private static List<byte[]> Corpus(IFuzzTarget target) =>
        [
            .. Directory
                .EnumerateFiles(Repository.PathOf("tests", "Fuzz.Tests", "corpus", target.Name))
                .Order(StringComparer.Ordinal)
                .Select(f =>
                    f.EndsWith(".base64", StringComparison.Ordinal) ? Convert.FromBase64String(File.ReadAllText(f)) : File.ReadAllBytes(f)
                ),
        ];
}

/// <summary>A reader of what strangers write.</summary>
internal interface IFuzzTarget
{
    /// <summary>The name, which is that of its folder in the corpus.</summary>
    string Name { get; }

    /// <summary>Words of its language.</summary>
    IReadOnlyList<string> Words { get; }

    /// <summary>Reads an input and holds what comes of it against what must always be so.</summary>
    /// <returns>What became of it, in few words: inputs with the same outcome are of one kind.</returns>
    string Run(byte[] input);
}
