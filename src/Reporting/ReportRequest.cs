using System.Collections.Immutable;

namespace Conformance.Reporting;

/// <summary>A report that a user asks for.</summary>
/// <param name="Path">The file; its folders are made where they are missing. <c>-</c> is standard output.</param>
public sealed record ReportRequest(ReportFormat Format, string Path)
{
    /// <summary>The path that means standard output.</summary>
    public const string StandardOutput = "-";

    /// <summary>Whether the report goes to standard output, and what else is said has to stand elsewhere. Commands to a CI server stand among what else is said.</summary>
    public bool TakesStandardOutput => Path == StandardOutput && Format != ReportFormat.GitHub;

    /// <summary>
    /// Reads <c>junit=PATH,html=PATH</c>; <c>github</c> may stand without a path. On false, <paramref name="error"/> holds a sentence for each mistake, joined by blanks. A path cannot hold a
    /// comma.
    /// </summary>
    public static bool TryParse(string text, out ImmutableArray<ReportRequest> requests, out string? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        var read = ImmutableArray.CreateBuilder<ReportRequest>();
        var mistakes = new List<string>();
        foreach (var part in text.Split(','))
        {
            if (Read(part.Trim(), out var mistake) is not { } request)
                mistakes.Add(mistake!);
            else if (read.FirstOrDefault(r => string.Equals(r.Path, request.Path, StringComparison.Ordinal)) is { } other)
                mistakes.Add(Twice(other, request));
            else
                read.Add(request);
        }

        requests = mistakes.Count == 0 ? read.ToImmutable() : [];
        error = mistakes.Count == 0 ? null : string.Join(' ', mistakes);
        return mistakes.Count == 0;
    }

    private static ReportRequest? Read(string part, out string? mistake)
    {
        var equals = part.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0 && ReportFormats.TryParse(part, out var alone, out mistake) && alone == ReportFormat.GitHub)
            return new ReportRequest(alone, StandardOutput);
        if (equals < 0)
        {
            mistake = $"\"{part}\" is not a report: expected FORMAT=PATH, for instance junit=results.xml.";
            return null;
        }

        if (!ReportFormats.TryParse(part[..equals].Trim(), out var format, out mistake))
            return null;

        var path = part[(equals + 1)..].Trim();
        if (path.Length > 0)
            return new ReportRequest(format, path);

        mistake = $"\"{part}\" names no file: write {ReportFormats.NameOf(format)}=PATH.";
        return null;
    }

    private static string Twice(ReportRequest first, ReportRequest second) =>
        $"\"{first.Path}\" is asked for twice, as {ReportFormats.NameOf(first.Format)} and as {ReportFormats.NameOf(second.Format)}: give each report a file of its own.";
}
