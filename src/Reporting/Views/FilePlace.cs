namespace Conformance.Reporting.Views;

/// <summary>Files as a repository names them, so that a report fits any checkout.</summary>
internal static class FilePlace
{
    /// <summary>
    /// The path from the folder in which the run was started, with slashes; what ships with the program is told from the program's folder, as it lies in the repository. Null for a file that
    /// is in neither.
    /// </summary>
    public static string? Relative(string file)
    {
        if (!Path.IsPathFullyQualified(file))
            return Slashed(file);
        return Below(AppContext.BaseDirectory, file) ?? Below(Environment.CurrentDirectory, file);
    }

    /// <summary>The same, or the file's name alone where it is in neither folder.</summary>
    public static string Of(string file) => Relative(file) ?? Path.GetFileName(file);

    private static string? Below(string folder, string file)
    {
        var path = Path.GetRelativePath(folder, file);
        return Path.IsPathFullyQualified(path) || path.StartsWith("..", StringComparison.Ordinal) ? null : Slashed(path);
    }

    private static string Slashed(string path) =>
        string.Join('/', path.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries).Where(s => s != "."));
}
