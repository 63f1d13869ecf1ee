using System.Text.Json;

namespace Conformance.Reporting.Sarif;

/// <summary>Places in files (section 3.29). A file below the current folder is told relative to it, so that a report fits any checkout.</summary>
internal static class SarifPlace
{
    private const string Root = "%SRCROOT%";

    public static void WriteBase(Utf8JsonWriter json)
    {
        json.WriteStartObject("originalUriBaseIds");
        json.WriteStartObject(Root);
        json.Message("description", "The folder in which the run was started.");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <param name="line">Counts from 1; less where it is not known.</param>
    /// <param name="column">As <paramref name="line"/>.</param>
    /// <param name="message">What the place is; null where it needs no word.</param>
    public static void Write(Utf8JsonWriter json, string file, int line, int column, string? message)
    {
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        var relative = Relative(file);
        json.WriteString("uri", relative ?? new Uri(file).AbsoluteUri);
        if (relative is not null)
            json.WriteString("uriBaseId", Root);
        json.WriteEndObject();
        if (line >= 1)
        {
            json.WriteStartObject("region");
            json.WriteNumber("startLine", line);
            if (column >= 1)
                json.WriteNumber("startColumn", column);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        if (message is not null)
            json.Message("message", message);
        json.WriteEndObject();
    }

    // Null for an absolute path outside of the current folder.
    private static string? Relative(string file)
    {
        var path = Path.IsPathFullyQualified(file) ? Path.GetRelativePath(Environment.CurrentDirectory, file) : file;
        if (Path.IsPathFullyQualified(path) || (path != file && path.StartsWith("..", StringComparison.Ordinal)))
            return null;
        var segments = path.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries).Where(s => s != ".");
        return string.Join('/', segments.Select(Uri.EscapeDataString));
    }
}
