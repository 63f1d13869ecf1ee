using System.Text.Json;
using System.Text.Json.Nodes;

namespace Conformance.Generation.Running;

/// <summary>Finds the operations of a prepared document on which NSwag fails, by halves, and takes them out.</summary>
/// <param name="file">The prepared document, which is rewritten.</param>
/// <param name="run">Runs NSwag on it; null where that went well, else what it said.</param>
internal sealed class FailingOperations(string file, Func<Task<string?>> run)
{
    // A document of which this many operations fail has another cause.
    private const int Most = 8;

    /// <summary>The operations that were taken out, as METHOD and path, each with what NSwag said; empty where that did not help.</summary>
    public async Task<IReadOnlyList<(string Operation, string Reason)>> RemoveAsync()
    {
        var whole = JsonNode
            .Parse(await File.ReadAllTextAsync(file), documentOptions: new JsonDocumentOptions { MaxDepth = 512 })!
            .AsObject();
        var all = whole["paths"]!
            .AsObject()
            .SelectMany(p => p.Value!.AsObject().Where(m => m.Value is JsonObject).Select(m => (Path: p.Key, Method: m.Key)))
            .ToList();
        var bad = new List<(string Path, string Method)>();
        var told = new List<(string, string)>();
        while (bad.Count <= Most)
        {
            if (await TryAsync(whole, all.Except(bad)) is not { } said)
                return told;
            var suspects = all.Except(bad).ToList();
            while (suspects.Count > 1)
            {
                var half = suspects.Take(suspects.Count / 2).ToList();
                if (await TryAsync(whole, half) is { } reason)
                    (suspects, said) = (half, reason);
                else
                    suspects = [.. suspects.Skip(half.Count)];
            }

            if (suspects.Count == 0 || await TryAsync(whole, []) is not null)
                return [];
            bad.Add(suspects[0]);
            told.Add(($"{suspects[0].Method.ToUpperInvariant()} {suspects[0].Path}", said));
        }

        return [];
    }

    private async Task<string?> TryAsync(JsonObject whole, IEnumerable<(string Path, string Method)> operations)
    {
        var kept = operations.ToHashSet();
        var part = whole.DeepClone().AsObject();
        foreach (var (path, item) in part["paths"]!.AsObject().ToList())
        {
            foreach (var (method, _) in item!.AsObject().ToList())
            {
                if (!kept.Contains((path, method)))
                    item.AsObject().Remove(method);
            }
        }

        await File.WriteAllTextAsync(file, part.ToJsonString(new JsonSerializerOptions { MaxDepth = 512 }));
        return await run();
    }
}
