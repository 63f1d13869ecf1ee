using System.Runtime.CompilerServices;

namespace Conformance.Verification.Tests.Scenarios;

/// <summary>
/// All tests of this project run in a host that is set up against them, as a team's own Reqnroll project may be: beside it lies a <c>reqnroll.json</c>, and the
/// environment asks for a dry run, in which every step would pass.
/// </summary>
internal static class HostProject
{
    public static string Report { get; } = Path.Combine(Path.GetTempPath(), $"conformance-{Environment.ProcessId}.ndjson");

    [ModuleInitializer]
    internal static void SetUp()
    {
        Environment.SetEnvironmentVariable("REQNROLL_DRY_RUN", "true");
        Environment.SetEnvironmentVariable("REQNROLL_FORMATTERS_MESSAGE", $"outputFilePath={Report}");
        Environment.SetEnvironmentVariable("REQNROLL_TELEMETRY_ENABLED", "1");
    }
}
