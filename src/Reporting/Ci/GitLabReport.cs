using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Conformance.Reporting.Views;
using Conformance.Verification.Results;

namespace Conformance.Reporting.Ci;

/// <summary>GitLab's code quality report: a list of issues, one for each finding that is not expected.</summary>
internal static class GitLabReport
{
    public static void Write(VerificationReport report, Stream output)
    {
        using var json = new Utf8JsonWriter(output, JsonWriting.Indented);
        JsonSerializer.Serialize(
            json,
            [.. report.Runs.SelectMany(r => r.Findings.Where(f => f.ExpectedFailure is null).Select(f => Issue(r, f, report.IsStrict)))],
            GitLabJson.Default.ImmutableArrayGitLabIssue
        );
    }

    private static GitLabIssue Issue(ContractRun run, Finding finding, bool isStrict) =>
        new(
            $"{run.Contract}: {finding.Cause} {FindingText.Missed(finding)}",
            finding.Requirements.IsEmpty ? finding.Key : finding.Requirements[0],
            // Neither lines nor times go into it, so that it stays the same while files grow around the place.
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{run.Contract}\n{finding.Key}")))[..32],
            finding.Severity switch
            {
                FindingSeverity.Must => "critical",
                FindingSeverity.Should => isStrict ? "major" : "minor",
                _ => isStrict ? "minor" : "info",
            },
            new GitLabPlace(FilePlace.Of(finding.At.File), new GitLabLines(Math.Max(1, finding.At.Line)))
        );
}

/// <summary>An issue, as GitLab reads it from Code Climate's format.</summary>
internal sealed record GitLabIssue(string Description, string CheckName, string Fingerprint, string Severity, GitLabPlace Location);

/// <summary>Where an issue is: a path from the root of the repository.</summary>
internal sealed record GitLabPlace(string Path, GitLabLines Lines);

/// <summary>The line at which an issue begins.</summary>
internal sealed record GitLabLines(int Begin);

/// <summary>How the issues become JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ImmutableArray<GitLabIssue>))]
internal sealed partial class GitLabJson : JsonSerializerContext;
