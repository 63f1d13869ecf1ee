using Conformance.Reporting;
using Conformance.Reporting.Terminal;

namespace Conformance.Cli.Output;

/// <summary>Where a run tells what happens, and how it looks there: a report on standard output has that to itself.</summary>
internal sealed record RunOutput(LastingOutput Text, ConsoleStyle Style)
{
    /// <param name="reports">The reports that are asked for.</param>
    public static RunOutput Of(IEnumerable<ReportRequest> reports, bool isVerbose)
    {
        var isElsewhere = reports.Any(r => r.TakesStandardOutput);
        var isRedirected = isElsewhere ? Console.IsErrorRedirected : Console.IsOutputRedirected;
        return new RunOutput(
            new LastingOutput(isElsewhere ? Console.Error : Console.Out),
            ConsoleStyle.Of(!isRedirected, isRedirected ? 0 : Console.WindowWidth, Environment.GetEnvironmentVariable, isVerbose)
        );
    }
}
