using System.Collections.Immutable;
using Conformance.Documents;
using Conformance.TestKit;

namespace Conformance.Field.Tests;

/// <summary>What a server of the field really does otherwise, as somebody confirmed it by hand: <c>bench/field/NAME/findings.yaml</c>.</summary>
/// <param name="Keys">The keys of the findings, in ordinal order.</param>
/// <param name="Never">The rules that once accused it wrongly.</param>
/// <param name="Client">The fixed credentials of its client, by the names of the contract's "client".</param>
internal sealed record ConfirmedFindings(
    IReadOnlyList<string> Keys,
    IReadOnlyList<string> Never,
    ImmutableDictionary<string, string> Client
)
{
    public static ConfirmedFindings Of(string folder)
    {
        var problems = new Problems();
        var root = DocumentReader.ReadFile(Repository.PathOf("bench", "field", folder, "findings.yaml"), problems);
        Assert.Empty(problems);
        return new ConfirmedFindings(
            [.. root!["confirmed"]!.Items.Select(f => f["key"]!.AsString()!).Order(StringComparer.Ordinal)],
            [.. root["never"]!.Items.Select(r => r.AsString()!)],
            (root["client"]?.Members ?? []).ToImmutableDictionary(m => m.Name, m => m.Value.AsString()!)
        );
    }
}
