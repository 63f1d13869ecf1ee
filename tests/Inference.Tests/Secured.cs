using System.Collections.Immutable;
using Conformance.Contracts.Loading;
using Conformance.Documents;

namespace Conformance.Inference.Tests;

/// <summary>The operations of a document whose security asks for a credential that is no app's key, read anew from the document.</summary>
internal sealed record Secured(ImmutableHashSet<string> Operations)
{
    // Schemes that authenticate an app or an administrator's script, by the documents' own descriptions, and operations that answer to whoever asks.
    private static readonly string[] Apps = ["ApiKeyAuth", "HttpKeyAuth", "api_key_header", "spreeApiKey", "adminAuth"];
    private static readonly string[] Public = ["GET /status/public"];

    public static Secured In(string path)
    {
        var contract = ContractLoader.Load(
            ContractSource.FromFile(path) with
            {
                Partial = true,
            },
            new Dictionary<string, string>(),
            null,
            []
        );
        var root = contract!.Document;
        var operations =
            from item in root["paths"]!.Members
            let resolved = References.Resolve(item.Value, root, null)
            where resolved is not null
            from operation in resolved.Members
            let security = operation.Value["security"] ?? root["security"]
            where
                security is { Items.Count: > 0 }
                && security.Items.All(a => a.Members.Count > 0)
                && security.Items.Any(a => a.Members.Any(m => !Apps.Contains(m.Name)))
            select $"{operation.Name.ToUpperInvariant()} {item.Name}";
        return new Secured([.. operations.Except(Public)]);
    }
}
