using System.Collections.Immutable;
using Conformance.Contracts;
using Conformance.Contracts.Model;
using Conformance.Contracts.OpenApi;
using Conformance.Contracts.Schemas;
using Conformance.Documents;

namespace Conformance.Generation.Versions;

/// <summary>
/// Reads what was written once more, with our own reader, and compares what a client meets: operations, parameters, bodies and statuses. So nothing that
/// Microsoft.OpenApi might write otherwise than it read goes out in silence.
/// </summary>
internal static class WrittenCheck
{
    private static readonly ImmutableHashSet<string> Methods = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"];

    /// <summary>Tells each difference that no version explains.</summary>
    public static void Compare(Contract contract, Node written, SpecVersion target, Problems problems)
    {
        var found = new Problems();
        var compilation = new Compilation(contract.Name, contract.Readings, [], Partial: false, Samples: null);
        if (DocumentCompiler.Compile(compilation, written, found, CancellationToken.None) is not { } again)
        {
            problems.AddAll(found);
            return;
        }

        var operations = again.Operations.ToDictionary(o => o.ToString(), Told, StringComparer.Ordinal);
        foreach (var operation in contract.Operations.Where(o => target == SpecVersion.V32 || Methods.Contains(o.Method)))
        {
            var lost = operations.Remove(operation.ToString(), out var after)
                ? Told(operation).SymmetricExcept(after).Order(StringComparer.Ordinal).ToList()
                : ["the operation itself"];
            if (target != SpecVersion.V32)
                lost.RemoveAll(l => l.StartsWith("QueryString ", StringComparison.Ordinal));
            if (lost.Count > 0)
                Tell(operation.At, operation.ToString(), string.Join(", ", lost), problems);
        }

        foreach (var more in operations.Keys)
            Tell(contract.Document.At, more, "the operation itself", problems);
    }

    private static ImmutableHashSet<string> Told(Operation operation) =>
        [
            .. operation.Parameters.Select(p => $"{p.In} {p.Name}{(p.Required ? " required" : "")} {p.Style.Style} {p.Style.Explode}"),
            .. operation.Body is { } body
                ? body.Content.Select(m => $"body {m.Range}").Append(body.Required ? "body required" : "body")
                : [],
            .. operation.Documented.Responses.SelectMany(r =>
                r.MediaTypes.Select(m => $"status {r.Key} {m.Range}").Append($"status {r.Key}")
            ),
        ];

    private static void Tell(Location at, string operation, string what, Problems problems) =>
        problems.Error(
            "openapi-version",
            at,
            $"{operation} was written otherwise than the document says; what differs: {what}.",
            "Keep the version of the document, and report this."
        );
}
