using System.CommandLine;
using System.Reflection;
using Conformance.Cli.Configuration;
using Conformance.Cli.Output;
using Conformance.Reporting;
using Conformance.Verification.Results;

namespace Conformance.Cli.Commands;

/// <summary>The option that asks for reports, and their writing.</summary>
internal static class ReportArgument
{
    /// <summary>The name and version of the program as reports tell it.</summary>
    public static string Tool =>
        $"conform {typeof(ReportArgument).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]}";

    /// <summary>The option.</summary>
    public static Option<string[]> Option() =>
        new("--report")
        {
            Description =
                $"Reports to write, FORMAT=PATH with commas between: {string.Join(", ", ReportFormats.Names)}. - is standard output; github needs no path.",
            HelpName = "FORMAT=PATH,…",
        };

    /// <summary>The reports that are asked for.</summary>
    /// <exception cref="UsageException">One is none.</exception>
    public static List<ReportRequest> Read(Settings settings, Option<string[]> option)
    {
        var requests = new List<ReportRequest>();
        foreach (var setting in settings.All(option, "report"))
        {
            if (!ReportRequest.TryParse(setting.Text, out var asked, out var error))
                throw new UsageException($"{setting.Origin}: {error}");
            requests.AddRange(asked);
        }

        return requests;
    }

    /// <summary>Writes all of them, and tells which could not be written, and whether <paramref name="output"/> could not.</summary>
    /// <returns>Whether all was written.</returns>
    public static bool Write(List<ReportRequest> requests, VerificationReport report, LastingOutput output)
    {
        var faults = Report.WriteAll(requests, report);
        if (
            requests.Exists(r => r.Format == ReportFormat.GitHub)
            && Environment.GetEnvironmentVariable("GITHUB_STEP_SUMMARY") is { Length: > 0 } summary
            && Report.AppendSummary(report, summary) is { } unwritten
        )
            faults = faults.Add(unwritten);
        if (output.Fault is { } fault)
            faults = faults.Add($"Standard output could not be written to: {fault}. Nothing more was shown; the reports are whole.");
        foreach (var sentence in faults)
            Tell(sentence);
        return faults.IsEmpty;
    }

    /// <summary>Tells what went wrong beside the run, as long as anybody reads it.</summary>
    public static void Tell(string sentence)
    {
        try
        {
            Console.Error.WriteLine($"conform: {sentence}");
        }
        catch (IOException)
        {
            // Nobody reads the standard error any more.
        }
    }
}
