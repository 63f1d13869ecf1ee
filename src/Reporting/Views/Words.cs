using System.Globalization;
using Conformance.Verification.Results;

namespace Conformance.Reporting.Views;

/// <summary>The words that reports use for people, and the names that they use for programs.</summary>
internal static class Words
{
    /// <summary><c>not applicable</c></summary>
    public static string Of(Verdict verdict) => verdict == Verdict.NotApplicable ? "not applicable" : Name(verdict);

    /// <summary>The verdict after a number: <c>warnings</c>.</summary>
    public static string Counted(Verdict verdict, int count) => verdict == Verdict.Warning ? Plural(count, "warning") : Of(verdict);

    /// <summary>The outcome as a headline.</summary>
    public static string Of(Outcome outcome) =>
        outcome switch
        {
            Outcome.Passed => "Passed",
            Outcome.Failed => "Failed",
            _ => "Not judged",
        };

    /// <summary>The camel case of a member's name: <c>notApplicable</c>.</summary>
    public static string Name<T>(T value)
        where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    /// <summary>Where requirements of a family come from, for people.</summary>
    public static string Of(RequirementFamily family) =>
        family switch
        {
            RequirementFamily.Documented => "documented",
            RequirementFamily.AnyContract => "any contract",
            _ => "standard",
        };

    /// <summary><c>1 scenario</c> or <c>2 scenarios</c>.</summary>
    public static string Count(int count, string noun) => $"{count} {Plural(count, noun)}";

    public static string Plural(int count, string noun) => count == 1 ? noun : noun + "s";

    /// <summary><c>12 ms</c>, <c>1.8 s</c>, <c>2 min 5 s</c>.</summary>
    public static string Of(TimeSpan duration) =>
        duration switch
        {
            { TotalMilliseconds: < 999.5 } => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds:0} ms"),
            { TotalSeconds: < 59.95 } => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.0} s"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(duration.TotalMinutes):0} min {duration.Seconds} s"),
        };

    /// <summary>A moment as RFC 3339 in UTC, with milliseconds.</summary>
    public static string Of(DateTimeOffset moment) =>
        moment.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>A moment for people, in UTC: <c>31 January 2026, 12:00 UTC</c>.</summary>
    public static string Day(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
