using System.Text;
using Conformance.Verification.Results;

namespace Conformance.Reporting.Tests;

/// <summary>Writes a report into memory.</summary>
internal static class Writing
{
    public static byte[] Bytes(this VerificationReport report, ReportFormat format)
    {
        using var stream = new MemoryStream();
        Report.Write(format, report, stream);
        return stream.ToArray();
    }

    public static string Text(this VerificationReport report, ReportFormat format) =>
        new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(report.Bytes(format));
}
