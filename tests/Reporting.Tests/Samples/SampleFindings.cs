using Conformance.Documents;
using Conformance.Verification.Results;

namespace Conformance.Reporting.Tests.Samples;

/// <summary>What a target does otherwise than it should.</summary>
internal static class SampleFindings
{
    /// <summary>A finding of which everything is known.</summary>
    public static Finding Of(FindingSeverity severity, string cause, string found = "200 with a body") =>
        new()
        {
            Key = $"lets-in {cause}",
            Cause = cause,
            Severity = severity,
            At = new Location("specs/alpha/openapi.yaml", 12, 7),
            Pointer = "#/paths/~1logout/post",
            Operations = ["GET /me"],
            Expected = "401, as documented",
            Found = found,
            Requirements = ["ALP-07"],
            SeenBy = [new FindingSight(SampleRuns.Alpha().Scenarios[0].Id, 3)],
            StandingOnIt = [SampleRuns.Alpha().Scenarios[1].Id],
            SinceLogout = TimeSpan.FromMilliseconds(12),
            Try = 2,
            Repeat = "(\necho it\n)",
        };

    /// <summary>A run of alpha with findings.</summary>
    public static VerificationReport Report(bool isStrict, params Finding[] findings) =>
        new("conform 1.0.0", isStrict, [SampleRuns.Alpha() with { Findings = [.. findings] }]);
}
