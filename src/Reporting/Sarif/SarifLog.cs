using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Conformance.Reporting.Sarif;

/// <summary>SARIF 2.1.0's log file (section 3.13), as far as a report has something to say.</summary>
internal sealed record SarifLog([property: JsonPropertyName("$schema")] string Schema, string Version, ImmutableArray<SarifRun> Runs);

/// <summary>A run of a tool (section 3.14).</summary>
internal sealed record SarifRun(
    SarifTool Tool,
    ImmutableArray<SarifInvocation> Invocations,
    string ColumnKind,
    IReadOnlyDictionary<string, SarifArtifactLocation> OriginalUriBaseIds,
    ImmutableArray<SarifResult> Results
);

/// <summary>The tool (section 3.18).</summary>
internal sealed record SarifTool(SarifDriver Driver);

/// <summary>The part of the tool that ran (section 3.19).</summary>
internal sealed record SarifDriver(string Name, string? Version, ImmutableArray<SarifRule> Rules);

/// <summary>A rule (section 3.49): a requirement.</summary>
internal sealed record SarifRule(
    string Id,
    SarifMessage ShortDescription,
    SarifMessage FullDescription,
    SarifMessage Help,
    SarifConfiguration? DefaultConfiguration = null,
    SarifRuleProperties? Properties = null
);

/// <summary>How a rule weighs (section 3.50).</summary>
internal sealed record SarifConfiguration(string Level);

/// <summary>What a rule tells beyond the standard (section 3.8).</summary>
internal sealed record SarifRuleProperties(string Level, string Family, string Source);

/// <summary>How the tool ended (section 3.20).</summary>
internal sealed record SarifInvocation(
    bool ExecutionSuccessful,
    string? StartTimeUtc,
    string? EndTimeUtc,
    IEnumerable<SarifNotification> ToolExecutionNotifications,
    IEnumerable<SarifNotification> ToolConfigurationNotifications
);

/// <summary>What the tool tells of itself (section 3.58).</summary>
internal sealed record SarifNotification(string Level, SarifMessage Message);

/// <summary>Something found (section 3.27).</summary>
internal sealed record SarifResult(
    string RuleId,
    int RuleIndex,
    string Kind,
    string Level,
    SarifMessage Message,
    IEnumerable<SarifLocation> Locations,
    IEnumerable<SarifLocation>? RelatedLocations,
    IReadOnlyDictionary<string, string> PartialFingerprints,
    ImmutableArray<SarifSuppression>? Suppressions,
    SarifWebRequest? WebRequest,
    SarifWebResponse? WebResponse,
    SarifResultProperties Properties
);

/// <summary>What a result tells beyond the standard (section 3.8).</summary>
internal sealed record SarifResultProperties(string Contract, string Verdict, IEnumerable<string> Scenarios);

/// <summary>Why a result is let pass (section 3.35).</summary>
internal sealed record SarifSuppression(string Kind, string Status, string Justification);

/// <summary>A place (section 3.28), and what it is.</summary>
internal sealed record SarifLocation(SarifPhysicalLocation PhysicalLocation, SarifMessage? Message);

/// <summary>A place in a file (section 3.29).</summary>
internal sealed record SarifPhysicalLocation(SarifArtifactLocation ArtifactLocation, SarifRegion? Region);

/// <summary>A file (section 3.4).</summary>
internal sealed record SarifArtifactLocation(string? Uri = null, string? UriBaseId = null, SarifMessage? Description = null);

/// <summary>A line and a column, which count from 1 (section 3.30).</summary>
internal sealed record SarifRegion(int StartLine, int? StartColumn);

/// <summary>A request (section 3.46).</summary>
internal sealed record SarifWebRequest(
    string Protocol,
    string Method,
    string Target,
    IReadOnlyDictionary<string, string> Headers,
    SarifContent? Body
);

/// <summary>An answer, or that none came (section 3.47).</summary>
internal sealed record SarifWebResponse(
    string? Protocol = null,
    int? StatusCode = null,
    IReadOnlyDictionary<string, string>? Headers = null,
    SarifContent? Body = null,
    bool? NoResponseReceived = null
);

/// <summary>The content of a body (section 3.3).</summary>
internal sealed record SarifContent(string Text);

/// <summary>A text for people (sections 3.11 and 3.12).</summary>
internal sealed record SarifMessage(string Text)
{
    /// <summary>What a target wrote into a text cannot become a link (section 3.11.6).</summary>
    public static SarifMessage Of(string text) => new(text.Replace("](", "] (", StringComparison.Ordinal));
}

/// <summary>How the log becomes JSON: what is not there is left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(SarifLog))]
internal sealed partial class SarifJson : JsonSerializerContext;
