using System.Globalization;

namespace Conformance.Contracts.Templates;

/// <summary>Times as text.</summary>
public static class Timestamps
{
    /// <summary>RFC 3339, section 5.6, in UTC with milliseconds: <c>2026-01-02T03:04:05.678Z</c>.</summary>
    public static string Rfc3339(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
