using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Conformance.Comparison;
using Conformance.Documents;
using Conformance.Reporting.Ci;
using Conformance.Reporting.Sarif;
using Conformance.Reporting.Views;

namespace Conformance.Reporting.Changes;

/// <summary>What changed between two versions of a contract, for people and for programs.</summary>
/// <param name="Tool">Who tells it: <c>conform 1.0.0</c>.</param>
/// <param name="Old">How the old version was named.</param>
/// <param name="New">How the new version was named.</param>
/// <param name="IsStrict">Whether unclear changes fail as well.</param>
/// <param name="Allowed">The ids of the rules whose changes are let pass.</param>
public sealed record ChangeReport(
    string Tool,
    string Old,
    string New,
    bool IsStrict,
    ImmutableArray<ContractChange> Changes,
    ImmutableHashSet<string> Allowed
)
{
    /// <summary>The formats that there are.</summary>
    public static ImmutableArray<ReportFormat> Formats { get; } =
    [ReportFormat.Json, ReportFormat.Markdown, ReportFormat.Sarif, ReportFormat.GitHub];

    /// <summary>Whether a change fails the comparison.</summary>
    public bool Fails(ContractChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return !Allowed.Contains(change.Rule.Id)
            && (change.Effect == ChangeEffect.Breaking || (IsStrict && change.Effect == ChangeEffect.Unclear));
    }

    /// <summary>Whether any change does.</summary>
    public bool HasFailed => Changes.Any(Fails);

    /// <summary>The last line: the counts, and what they come to.</summary>
    public string Summary()
    {
        if (Changes.IsEmpty)
            return "SAME. Nothing changed that a client or a session could tell.";
        var counts = string.Join(
            ", ",
            new[] { ChangeEffect.Breaking, ChangeEffect.Unclear, ChangeEffect.Compatible }
                .Select(e => (Effect: e, Count: Changes.Count(c => c.Effect == e)))
                .Where(c => c.Count > 0)
                .Select(c => $"{c.Count} {Name(c.Effect)}")
        );
        var allowed = Changes.Count(c => Allowed.Contains(c.Rule.Id));
        return $"{(HasFailed ? "BREAKING" : "COMPATIBLE")}. {Words.Count(Changes.Length, "change")}: {counts}{(allowed > 0 ? $"; {allowed} allowed" : "")}.";
    }

    /// <summary>Writes what changed, a line for each change and one for its place; compatible ones are counted unless they are asked for.</summary>
    public void WriteText(TextWriter output, bool isVerbose)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.WriteLine(LogText.OneLine($"{Old} -> {New}"));
        foreach (var change in Changes.Where(c => isVerbose || c.Effect != ChangeEffect.Compatible))
        {
            var word = change.Effect == ChangeEffect.Breaking ? "BREAKING" : Name(change.Effect);
            output.WriteLine(LogText.OneLine($"  {(Allowed.Contains(change.Rule.Id) ? "allowed" : word), -10}  {change}"));
            output.WriteLine(LogText.OneLine($"              {change.At}"));
        }

        var quiet = isVerbose ? 0 : Changes.Count(c => c.Effect == ChangeEffect.Compatible);
        if (quiet > 0)
            output.WriteLine($"  and {Words.Count(quiet, "compatible change")}; --verbose lists {(quiet == 1 ? "it" : "them")}");
        output.WriteLine(Summary());
    }

    /// <summary>Writes a report to a file. Null when it was written, else a sentence that says why not.</summary>
    public string? Write(ReportFormat format, string path) =>
        WholeFile.Write(path, output => Write(format, output)) is { } why
            ? $"The {ReportFormats.NameOf(format)} report could not be written to \"{path}\": {why} Give a file in a folder that you may write to."
            : null;

    private void Write(ReportFormat format, Stream output)
    {
        switch (format)
        {
            case ReportFormat.Json:
                WriteJson(output);
                break;
            case ReportFormat.Sarif:
                WriteSarif(output);
                break;
            case ReportFormat.Markdown:
                output.Write(Encoding.UTF8.GetBytes(Markdown()));
                break;
            case ReportFormat.GitHub:
                output.Write(Encoding.UTF8.GetBytes(GitHub()));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(format), format, "Changes have no such report.");
        }
    }

    private void WriteJson(Stream output)
    {
        using var json = new Utf8JsonWriter(output, JsonWriting.Indented);
        json.WriteStartObject();
        json.WriteString("tool", Tool);
        json.WriteString("old", Old);
        json.WriteString("new", New);
        json.WriteBoolean("failed", HasFailed);
        json.WriteStartArray("changes");
        foreach (var change in Changes)
        {
            json.WriteStartObject();
            json.WriteString("rule", change.Rule.Id);
            json.WriteString("effect", Name(change.Effect));
            json.WriteBoolean("allowed", Allowed.Contains(change.Rule.Id));
            json.WriteString("operation", change.Operation);
            json.WriteString("sentence", change.Sentence);
            json.WriteString("file", change.At.File);
            json.WriteNumber("line", change.At.Line);
            json.WriteNumber("column", change.At.Column);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private string Markdown()
    {
        var text = new StringBuilder();
        text.Append($"## {(HasFailed ? "❌" : "✅")} {MarkdownText.Inline(Summary())}\n\n");
        text.Append($"{MarkdownText.Inline(Old)} → {MarkdownText.Inline(New)}\n");
        if (Changes.IsEmpty)
            return text.ToString();
        text.Append("\n| effect | operation | change | rule | place |\n|---|---|---|---|---|\n");
        foreach (var change in Changes)
            text.Append(
                $"| {(change.Effect == ChangeEffect.Breaking ? "**breaking**" : Name(change.Effect))} | {Cell(change.Operation)} | {Cell(change.Sentence)} | {change.Rule.Id} | {Cell(change.At.ToString())} |\n"
            );
        return text.ToString();

        static string Cell(string text) => MarkdownText.Inline(text);
    }

    private string GitHub() =>
        string.Concat(
            Changes
                .Where(c => c.Effect != ChangeEffect.Compatible)
                .Select(c =>
                    $"::{(Fails(c) ? "error" : "warning")} file={GitHubReport.Property(FilePlace.Of(c.At.File))},line={Math.Max(1, c.At.Line)},title={GitHubReport.Property(c.Rule.Id)}::{GitHubReport.Message(c.ToString())}\n"
                )
        );

    private void WriteSarif(Stream output)
    {
        var (name, version) = ToolName.Of(Tool);
        ImmutableArray<ChangeRule> rules = [.. Changes.Select(c => c.Rule).Distinct()];
        var log = new SarifLog(
            SarifReport.Schema,
            "2.1.0",
            [
                new SarifRun(
                    new SarifTool(new SarifDriver(name, version, [.. rules.Select(Rule)])),
                    [new SarifInvocation(true, null, null, [], [])],
                    "utf16CodeUnits",
                    SarifPlace.Bases,
                    [.. Changes.Where(c => c.Effect != ChangeEffect.Compatible).Select(c => Result(c, rules))]
                ),
            ]
        );
        using var json = new Utf8JsonWriter(output, JsonWriting.Indented);
        JsonSerializer.Serialize(json, log, SarifJson.Default.SarifLog);
    }

    private static SarifRule Rule(ChangeRule rule) =>
        new(
            rule.Id,
            SarifMessage.Of(rule.Statement),
            SarifMessage.Of(rule.Statement),
            SarifMessage.Of("docs/diff.md lists the rules."),
            new SarifConfiguration(rule.Effect == ChangeEffect.Breaking ? "error" : "warning")
        );

    private SarifResult Result(ContractChange change, ImmutableArray<ChangeRule> rules) =>
        new(
            change.Rule.Id,
            rules.IndexOf(change.Rule),
            "fail",
            Fails(change) ? "error" : "warning",
            SarifMessage.Of(change.ToString()),
            [SarifPlace.Of(change.At.File, change.At.Line, change.At.Column, null)],
            null,
            ImmutableDictionary.CreateRange([
                KeyValuePair.Create(
                    "conformanceChange/v1",
                    Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(change.ToString())))[..32]
                ),
            ]),
            Allowed.Contains(change.Rule.Id) ? [new SarifSuppression("external", "accepted", "--allow")] : null,
            null,
            null,
            new SarifResultProperties(New, Name(change.Effect), [])
        );

    private static string Name(ChangeEffect effect) => effect.ToString().ToLowerInvariant();
}
