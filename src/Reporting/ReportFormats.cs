using System.Collections.Immutable;
using Conformance.Documents;

namespace Conformance.Reporting;

/// <summary>The names of the formats, as users write them.</summary>
public static class ReportFormats
{
    private static readonly ImmutableSortedDictionary<string, ReportFormat> ByName = Enum.GetValues<ReportFormat>()
        .ToImmutableSortedDictionary(NameOf, f => f, StringComparer.OrdinalIgnoreCase);

    /// <summary>All names, sorted.</summary>
    public static ImmutableArray<string> Names { get; } = [.. ByName.Keys];

    /// <summary>The name of a format: <c>junit</c>.</summary>
    public static string NameOf(ReportFormat format) => format.ToString().ToLowerInvariant();

    /// <summary>Finds a format by its name, in any case. Where there is none, <paramref name="error"/> is a sentence that tells the nearest one.</summary>
    public static bool TryParse(string name, out ReportFormat format, out string? error)
    {
        ArgumentNullException.ThrowIfNull(name);
        error = null;
        if (ByName.TryGetValue(name, out format))
            return true;

        var hint = Nearest.To(name, Names) is { } nearest ? $"did you mean \"{nearest}\"? There are" : "there are";
        error = $"\"{name}\" is not a format of reports; {hint} {string.Join(", ", Names)}.";
        return false;
    }
}
