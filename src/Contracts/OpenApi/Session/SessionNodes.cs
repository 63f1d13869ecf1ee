using Conformance.Documents;

namespace Conformance.Contracts.OpenApi.Session;

/// <summary>The policies of an operation: one, or a list of them where several operations share a method and a path.</summary>
internal static class SessionNodes
{
    private const string Field = "x-session";

    /// <summary>Each policy of an Operation Object, with what its role stands for; none where it has none.</summary>
    public static IReadOnlyList<Node> Of(Node operation) =>
        Written(operation) is { Count: > 0 } written ? [.. written.Select(Introspection.Whole)] : [];

    /// <summary>The same as it is written.</summary>
    public static IReadOnlyList<Node> Written(Node operation) =>
        operation[Field] switch
        {
            null => [],
            ArrayNode list => list.Items,
            var single => [single],
        };
}
