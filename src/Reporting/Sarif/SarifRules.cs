using System.Collections.Immutable;
using System.Text.Json;
using Conformance.Reporting.Views;
using Conformance.Verification.Results;

namespace Conformance.Reporting.Sarif;

/// <summary>The requirements of all contracts as rules (section 3.49), each once.</summary>
internal sealed class SarifRules
{
    private const string Unrequired = "scenario";

    private readonly ImmutableArray<CheckedRequirement> _requirements;
    private readonly Dictionary<string, int> _indexes;
    private readonly bool _hasUnrequired;

    private SarifRules(ImmutableArray<CheckedRequirement> requirements, bool hasUnrequired)
    {
        _requirements = requirements;
        _indexes = requirements.Select((r, i) => (r.Id, i)).ToDictionary(p => p.Id, p => p.i, StringComparer.Ordinal);
        _hasUnrequired = hasUnrequired;
    }

    public static SarifRules Of(VerificationReport report) =>
        new(
            [.. report.Runs.SelectMany(r => r.Requirements).Select(r => r.Requirement).DistinctBy(r => r.Id, StringComparer.Ordinal)],
            Conclusion.Of(report).Any(c => c.Requirement is null)
        );

    /// <summary>The rule of a requirement, or of the scenarios that check none.</summary>
    public (string Id, int Index) Of(CheckedRequirement? requirement) =>
        requirement is null ? (Unrequired, _requirements.Length) : (requirement.Id, _indexes[requirement.Id]);

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray("rules");
        foreach (var requirement in _requirements)
            Write(json, requirement);
        if (_hasUnrequired)
            WriteUnrequired(json);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, CheckedRequirement requirement)
    {
        json.WriteStartObject();
        json.WriteString("id", requirement.Id);
        json.Message("shortDescription", requirement.Statement);
        json.Message("fullDescription", $"{requirement.Statement} Source: {requirement.Source}");
        json.Message("help", $"Stated in {requirement.Source}; in the contract at {requirement.Pointer}.");
        json.WriteStartObject("defaultConfiguration");
        json.WriteString(
            "level",
            requirement.Level switch
            {
                CheckLevel.Must => "error",
                CheckLevel.Review => "none",
                _ => "warning",
            }
        );
        json.WriteEndObject();
        json.WriteStartObject("properties");
        json.WriteString("level", Words.Name(requirement.Level));
        json.WriteString("family", Words.Name(requirement.Family));
        json.WriteString("source", requirement.Source);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteUnrequired(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", Unrequired);
        json.Message("shortDescription", "A scenario that checks no requirement by its id.");
        json.Message("fullDescription", "A scenario that checks no requirement by its id does what its steps say.");
        json.Message("help", "Tag the scenario with the id of a requirement to have it judged by that one's level.");
        json.WriteEndObject();
    }
}
