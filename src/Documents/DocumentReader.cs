namespace Conformance.Documents;

/// <summary>
/// Reads YAML 1.2 or JSON into a tree of <see cref="Node"/>s. Mistakes of any kind become problems, never exceptions.
/// </summary>
public static class DocumentReader
{
    /// <summary>The path that stands for standard input.</summary>
    public const string StandardInput = "-";

    private const string StandardInputName = "<stdin>";

    /// <summary>
    /// Reads a document from memory; null when there is nothing usable, in which case at least one error was collected.
    /// Content that begins with <c>{</c> or <c>[</c> is read as JSON, and as YAML's flow style when it is no JSON yet flawless YAML;
    /// where both could be meant the ending of the name decides (<c>.json</c> is never YAML, comments in <c>.yaml</c> are YAML's).
    /// </summary>
    /// <param name="name">The name that locations show.</param>
    /// <param name="utf8">UTF-8, or UTF-16 with a byte order mark.</param>
    public static Node? Read(string name, ReadOnlyMemory<byte> utf8, Problems problems, ReadLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(problems);
        limits ??= ReadLimits.Default;
        if (SourceText.Decode(name, utf8, limits, problems) is not { } source)
            return null;
        if (!source.BeginsWithBracket)
            return YamlTreeReader.Read(source, limits, problems);

        var jsonProblems = new Problems();
        var json = JsonTreeReader.Read(source, limits, jsonProblems);
        if (!jsonProblems.HasErrors)
            return json;

        if (!name.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            var namedYaml =
                name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);
            var yamlProblems = new Problems();
            var yaml = json is null || namedYaml ? YamlTreeReader.Read(source, limits, yamlProblems) : null;
            if (namedYaml || (yaml is not null && !yamlProblems.HasErrors))
            {
                problems.AddAll(yamlProblems);
                return yaml;
            }
        }

        problems.AddAll(jsonProblems);
        return json;
    }

    /// <summary>Reads a file, or standard input when <paramref name="path"/> is <see cref="StandardInput"/>.</summary>
    public static Node? ReadFile(string path, Problems problems, ReadLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(problems);
        var name = path == StandardInput ? StandardInputName : BuiltInFiles.Shown(path);
        try
        {
            using var stream = path == StandardInput ? Console.OpenStandardInput() : BuiltInFiles.Open(path);
            return ReadStream(name, stream, problems, limits);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            ReportUnreadable(name, e, problems);
            return null;
        }
    }

    /// <summary>Reads a stream to its end, or to the size limit.</summary>
    /// <exception cref="IOException">The stream failed.</exception>
    public static Node? ReadStream(string name, Stream stream, Problems problems, ReadLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        limits ??= ReadLimits.Default;
        using var bytes = new MemoryStream();
        var chunk = new byte[81920];
        int count;
        while (bytes.Length <= limits.MaxBytes && (count = stream.Read(chunk)) > 0)
            bytes.Write(chunk, 0, count);
        return Read(name, bytes.GetBuffer().AsMemory(0, (int)bytes.Length), problems, limits);
    }

    private static void ReportUnreadable(string path, Exception e, Problems problems)
    {
        var (rule, message, mend) = Unreadable(path, path, "the current folder", e);
        problems.Error(rule, new Location(path, 1, 1), message, mend);
    }

    /// <summary>The sentences about a file that cannot be opened.</summary>
    /// <param name="name">How messages name it.</param>
    /// <param name="start">What a relative path is taken from.</param>
    internal static (string Rule, string Message, string Mend) Unreadable(string name, string path, string start, Exception e)
    {
        if (Directory.Exists(path))
            return ("file-is-folder", $"\"{name}\" is a folder; expected a file.", "Name the document inside it.");
        if (e is not (FileNotFoundException or DirectoryNotFoundException))
            return ("file-unreadable", $"The file \"{name}\" cannot be read: {e.Message}", "Check its name and its permissions.");
        var mend = NearestFile(path) is { } near
            ? $"Did you mean \"{(name == path ? near : Path.GetFileName(near))}\"?"
            : $"Check the path; it is taken from {start}.";
        return ("file-missing", $"The file \"{name}\" does not exist.", mend);
    }

    private static string? NearestFile(string path)
    {
        var folder = Path.GetDirectoryName(path);
        var siblings = new DirectoryInfo(string.IsNullOrEmpty(folder) ? "." : folder);
        if (!siblings.Exists)
            return null;

        try
        {
            var near = Nearest.To(Path.GetFileName(path), siblings.EnumerateFiles().Select(file => file.Name));
            return near is null ? null : Path.Combine(folder ?? "", near);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
