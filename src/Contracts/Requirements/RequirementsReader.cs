using System.Collections.Immutable;
using Conformance.Contracts.Schemas;
using Conformance.Documents;

namespace Conformance.Contracts.Requirements;

/// <summary>Reads <c>requirements.yaml</c> into the model.</summary>
internal static class RequirementsReader
{
    private static readonly Lazy<VocabularySchema> Schema = new(() => VocabularySchema.Embedded("specs/requirements.schema.json"));

    /// <summary>Reports what the schema of the format refuses; false where it refused anything.</summary>
    public static bool IsSound(Node file, Problems problems) =>
        Schema.Value.Check(file, null, "requirement", "requirements.yaml", problems);

    /// <summary>Reads a file that <see cref="IsSound"/> has accepted.</summary>
    public static RequirementSet Read(Node file) =>
        new(file["contract"]!.AsString()!, file["source"]!.AsString()!, [.. file["requirements"]!.Items.Select(One)]);

    private static Requirement One(Node node) =>
        new(
            node["id"]!.AsString()!,
            Enum.Parse<RequirementLevel>(node["level"]!.AsString()!, ignoreCase: true),
            node["statement"]!.AsString()!,
            node["check"]?.AsString(),
            node["source"]!.AsString()!,
            node["pointer"]!.AsString()!,
            Readings(node["readings"]),
            node["default-reading"]?.AsString(),
            node["see"]?.AsString(),
            node.At
        );

    private static ImmutableArray<Reading> Readings(Node? readings) =>
        [.. (readings?.Members ?? []).Select(r => new Reading(r.Name, r.Value.AsString()!, r.NameAt))];
}
