using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Conformance.Verification.Results;

namespace Conformance.Reporting.Json;

/// <summary>The report as <c>specs/report.schema.json</c> describes it; members stand in the file in this order.</summary>
/// <param name="Schema">The id of the schema, which is a name and no address.</param>
/// <param name="Format">The name of the form.</param>
/// <param name="Version">The version of the form, by semantic versioning.</param>
internal sealed record ReportDocument(
    [property: JsonPropertyName("$schema")] string Schema,
    string Format,
    string Version,
    string Tool,
    bool Strict,
    Outcome Outcome,
    string? StartedAt,
    decimal DurationMs,
    IReadOnlyDictionary<string, int> Totals,
    IEnumerable<RunPart> Runs
);

/// <summary>One contract against one target.</summary>
internal sealed record RunPart(
    string Contract,
    string Title,
    string ContractFile,
    string BaseUrl,
    bool Embedded,
    Outcome Outcome,
    string StartedAt,
    decimal DurationMs,
    int Requests,
    int LeftOut,
    IReadOnlyDictionary<string, int> Totals,
    IReadOnlyDictionary<string, string> Readings,
    ImmutableArray<string> Obstacles,
    ImmutableArray<string> Notices,
    ImmutableArray<string> BaselineFaults,
    IEnumerable<FindingPart> Findings,
    IEnumerable<RequirementPart> Requirements,
    IEnumerable<ScenarioPart> Scenarios
);

/// <summary>One cause, with the checks that saw it.</summary>
internal sealed record FindingPart(
    string Key,
    string Cause,
    FindingSeverity Severity,
    PlacePart At,
    string Pointer,
    ImmutableArray<string> Operations,
    string Expected,
    string Found,
    ImmutableArray<string> Requirements,
    ImmutableArray<FindingSight> SeenBy,
    ImmutableArray<string> StandingOnIt,
    ImmutableArray<string> Unjudged,
    decimal? SinceLogoutMs,
    int? Try,
    string? Repeat,
    string? ExpectedFailure
);

/// <summary>A documented behaviour and its verdict.</summary>
/// <param name="Readings">Meaning by name.</param>
/// <param name="Scenarios">Ids.</param>
internal sealed record RequirementPart(
    string Id,
    RequirementFamily Family,
    CheckLevel Level,
    string Statement,
    string Source,
    PlacePart At,
    string Pointer,
    IReadOnlyDictionary<string, string> Readings,
    string? DefaultReading,
    ImmutableArray<string> ReadingsSeen,
    Verdict? Verdict,
    string? ExpectedFailure,
    IEnumerable<string> Scenarios
);

/// <summary>A place in a file.</summary>
internal sealed record PlacePart(string File, int Line, int Column);

/// <summary>What became of one scenario.</summary>
internal sealed record ScenarioPart(
    string Id,
    string Name,
    string Feature,
    string? Rule,
    string File,
    int Line,
    ImmutableArray<string> Tags,
    ImmutableArray<string> Requirements,
    CheckLevel Level,
    Verdict Verdict,
    string? Reason,
    [property: JsonPropertyName("finding")] MissPart? Miss,
    IReadOnlyDictionary<string, string> ReadingsSeen,
    string StartedAt,
    decimal DurationMs,
    IEnumerable<StepPart> Steps,
    IEnumerable<ExchangePart> Exchanges
);

/// <summary>What was missed, and the number of the exchange that shows it.</summary>
internal sealed record MissPart(string Expected, string Found, int? Exchange);

/// <summary>A step that ran or was skipped.</summary>
internal sealed record StepPart(
    string Keyword,
    string Text,
    string? Argument,
    int Line,
    StepOutcome Outcome,
    string? Message,
    decimal DurationMs,
    ImmutableArray<int> Exchanges
);

/// <summary>A request and its answer; no response where none came.</summary>
internal sealed record ExchangePart(
    int Number,
    string Label,
    string SentAt,
    decimal DurationMs,
    RequestPart Request,
    ResponsePart? Response,
    string? Failure,
    string Curl
);

/// <summary>What was sent.</summary>
internal sealed record RequestPart(string Method, string Url, ImmutableArray<HeaderLine> Headers, string? Body);

/// <summary>What came back.</summary>
internal sealed record ResponsePart(int Status, ImmutableArray<HeaderLine> Headers, string? Body);

/// <summary>How the report becomes JSON, by code that the compiler makes: nothing is looked up when a report is written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [
        typeof(CamelCaseEnum<Outcome>),
        typeof(CamelCaseEnum<RequirementFamily>),
        typeof(CamelCaseEnum<CheckLevel>),
        typeof(CamelCaseEnum<Verdict>),
        typeof(CamelCaseEnum<FindingSeverity>),
        typeof(CamelCaseEnum<StepOutcome>),
    ]
)]
[JsonSerializable(typeof(ReportDocument))]
internal sealed partial class ReportJson : JsonSerializerContext;

/// <summary>Writes the member of an enumeration in camel case: <c>notApplicable</c>.</summary>
internal sealed class CamelCaseEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase)
    where T : struct, Enum;
