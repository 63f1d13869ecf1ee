using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;
using Conformance.Documents;
using Conformance.JsonSchema.Evaluation;
using Conformance.JsonSchema.Instances;

namespace Conformance.JsonSchema;

/// <summary>
/// A schema ready to validate instances; immutable, safe to use from any number of threads. Members of an object that share a name are
/// each validated.
/// </summary>
public sealed class CompiledSchema
{
    private readonly CompiledNode _root;
    private readonly SchemaOptions _options;
    private readonly bool _tracksScope;

    internal CompiledSchema(CompiledNode root, SchemaOptions options, bool tracksScope)
    {
        _root = root;
        _options = options;
        _tracksScope = tracksScope;
    }

    /// <summary>The schema's place: its document's URI with a JSON pointer as fragment.</summary>
    public string Location => _root.Place.Location;

    /// <summary>
    /// Whether the text is well-formed JSON (RFC 8259, UTF-8) and satisfies the schema. Allocates nothing for small instances.
    /// </summary>
    public bool IsValid(ReadOnlySpan<byte> utf8Json) => Utf8.IsValid(utf8Json) && IsValid(utf8Json, tolerant: false);

    /// <summary>Whether the value satisfies the schema.</summary>
    public bool IsValid(JsonElement instance) => IsValid(JsonMarshal.GetRawUtf8Value(instance), tolerant: true);

    /// <summary>
    /// Every violation of the schema, up to <see cref="SchemaOptions.MaxViolations"/>, in the order of the schema's keywords;
    /// empty exactly when <see cref="IsValid(JsonElement)"/> is true.
    /// </summary>
    public IReadOnlyList<Violation> Validate(JsonElement instance) => Validate(JsonMarshal.GetRawUtf8Value(instance), tolerant: true);

    /// <summary>As the other overload, for text; text that is not well-formed JSON is one violation without a keyword.</summary>
    public IReadOnlyList<Violation> Validate(ReadOnlySpan<byte> utf8Json) =>
        Utf8.IsValid(utf8Json) ? Validate(utf8Json, tolerant: false) : [Unreadable("JSON in UTF-8", "bytes that are not UTF-8")];

    private bool IsValid(ReadOnlySpan<byte> json, bool tolerant)
    {
        var workspace = Workspace.Rent();
        var holds = false;
        if (Parse(json, workspace, tolerant, out var count) == TapeOutcome.Parsed)
        {
            var run = new Run(json, workspace, count) { TracksScope = _tracksScope };
            holds = _root.Holds(ref run, 0, Run.NotTracked) && run.Halt == Halt.None;
        }

        workspace.Return();
        return holds;
    }

    private IReadOnlyList<Violation> Validate(ReadOnlySpan<byte> json, bool tolerant)
    {
        var workspace = Workspace.Rent();
        var violations = Parse(json, workspace, tolerant, out var count) switch
        {
            TapeOutcome.Malformed => [Unreadable("well-formed JSON", "text that is not")],
            TapeOutcome.TooDeep => [Unreadable($"at most {_options.MaxDepth} objects and arrays within one another", "more")],
            _ => Violations(json, workspace, count),
        };
        workspace.Return();
        return violations;
    }

    private static TapeOutcome Parse(ReadOnlySpan<byte> json, Workspace workspace, bool tolerant, int maxDepth, out int count)
    {
        var parser = new TapeParser(json, workspace.Tokens, maxDepth, tolerant);
        var outcome = parser.Parse();
        workspace.Tokens = parser.Tokens;
        count = parser.Count;
        return outcome;
    }

    private TapeOutcome Parse(ReadOnlySpan<byte> json, Workspace workspace, bool tolerant, out int count) =>
        Parse(json, workspace, tolerant, _options.MaxDepth, out count);

    private IReadOnlyList<Violation> Violations(ReadOnlySpan<byte> json, Workspace workspace, int count)
    {
        var fast = new Run(json, workspace, count) { TracksScope = _tracksScope };
        var holds = _root.Holds(ref fast, 0, Run.NotTracked);
        if (fast.Halt != Halt.None)
            return [GivenUp(ref fast)];
        if (holds)
            return [];
        var explaining = new Run(json, workspace, count) { TracksScope = _tracksScope };
        var report = new ViolationReport(_options.MaxViolations);
        _root.Explain(ref explaining, 0, report);
        return report.Violations.Count > 0 ? report.Violations : [GivenUp(ref explaining)];
    }

    private Violation Unreadable(string expected, string found) =>
        new(string.Empty, string.Empty, Location, expected, found) { SchemaAt = _root.Place.Node.At };

    private Violation GivenUp(ref Run run)
    {
        var (expected, found) = run.Halt switch
        {
            Halt.TooDeep => (
                $"a value that is judged within {Run.LargestNesting} schemas inside one another",
                "one that leads deeper, or in circles"
            ),
            Halt.PatternTooSlow => ($"text that the pattern judges within {_options.PatternSteps} steps", "text that takes more"),
            _ => ("a value that can be judged with a bounded amount of work", "one that takes more"),
        };
        return new Violation(InstancePath.Of(run.ValueAt(0), run.HaltedAt), string.Empty, Location, expected, found)
        {
            SchemaAt = _root.Place.Node.At,
        };
    }
}

/// <summary>One way in which an instance breaks a schema.</summary>
/// <param name="InstancePointer">The JSON pointer (RFC 6901) of the value at fault; empty for the whole instance.</param>
/// <param name="Keyword">The keyword that does not hold; empty when the instance could not be judged (malformed, too deep).</param>
/// <param name="SchemaLocation">The place of the keyword: the document's URI with a JSON pointer as fragment.</param>
/// <param name="Expected">What the schema asks for, as a noun phrase.</param>
/// <param name="Found">What the instance has, as a noun phrase; long values are cut.</param>
public sealed record Violation(string InstancePointer, string Keyword, string SchemaLocation, string Expected, string Found)
{
    /// <summary>
    /// The name of the property that is missing (<c>required</c>, <c>dependentRequired</c>) or that is one too many
    /// (<c>additionalProperties</c>, <c>unevaluatedProperties</c>, <c>propertyNames</c>, <c>properties</c> with a false schema); else null.
    /// </summary>
    public string? Property { get; init; }

    /// <summary>Where the value of the keyword is written.</summary>
    public Location SchemaAt { get; init; }

    /// <summary>The violation as one sentence for a person.</summary>
    public string Message => $"{(InstancePointer.Length == 0 ? "The body" : InstancePointer)}: expected {Expected}, found {Found}.";
}
