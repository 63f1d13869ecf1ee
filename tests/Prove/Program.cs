using System.Diagnostics;
using Conformance.Prove;

if (ProveOptions.Parse(args) is not { } options)
    return 2;
var started = Stopwatch.GetTimestamp();
var matrices = new List<KillMatrix>();
foreach (var api in options.Apis)
{
    var matrix = await KillMatrix.MakeAsync(options, api);
    matrices.Add(matrix);
    ConsoleTable.Write(matrix, options);
}

var outcome = new ProofOutcome(matrices, options.IsWhole);
foreach (var fault in outcome.Faults)
    await Console.Error.WriteLineAsync($"prove: {fault}");
Console.WriteLine($"{outcome} in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s");
if (options.Output is { } path)
    await File.WriteAllTextAsync(path, MarkdownTable.Of(matrices, outcome));
return outcome.Faults.Count == 0 ? 0 : 1;
