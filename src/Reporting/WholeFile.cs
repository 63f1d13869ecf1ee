namespace Conformance.Reporting;

/// <summary>Writes a file so that a reader sees all of it or none.</summary>
internal static class WholeFile
{
    /// <summary>Null when it was written, else why not, a sentence.</summary>
    public static string? Write(string path, Action<Stream> write)
    {
        try
        {
            if (path == ReportRequest.StandardOutput)
            {
                using var standard = Console.OpenStandardOutput();
                write(standard);
                standard.Flush();
                return null;
            }

            if (IsDevice(path))
            {
                using var device = new FileStream(path, FileMode.Open, FileAccess.Write);
                write(device);
                return null;
            }

            Replace(Target(path), write);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return e.Message.TrimEnd('.') + ".";
        }
    }

    private static void Replace(string path, Action<Stream> write)
    {
        var name = Path.GetFileName(path);
        if (name.Length == 0 || Directory.Exists(path))
            throw new IOException("It is a folder.");

        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, $".{name}.{Path.GetRandomFileName()}");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
                write(stream);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    // A link stays one: what it leads to is replaced.
    private static string Target(string path)
    {
        var full = Path.GetFullPath(path);
        return (File.Exists(full) ? File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName : null) ?? full;
    }

    // A pipe such as /dev/stdout or that of a process substitution cannot be replaced by a file.
    private static bool IsDevice(string path) =>
        path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal);
}
