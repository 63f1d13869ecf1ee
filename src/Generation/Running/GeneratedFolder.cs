using System.Text;
using System.Text.RegularExpressions;

namespace Conformance.Generation.Running;

/// <summary>The generated files of a folder, by their path with "/" on every system; files of other kinds do not count.</summary>
public static partial class GeneratedFolder
{
    private static readonly UTF8Encoding Plain = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Each file that differs from what was generated just now, in the order of paths.</summary>
    public static IReadOnlyList<GeneratedDifference> Compare(IReadOnlyDictionary<string, string> expected, string folder)
    {
        ArgumentNullException.ThrowIfNull(expected);
        var found = Read(folder);
        return
        [
            .. expected
                .Keys.Union(found.Keys, StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Select(path => new GeneratedDifference(path, found.GetValueOrDefault(path), expected.GetValueOrDefault(path)))
                .Where(d => d.Found != d.Expected),
        ];
    }

    /// <summary>Writes what differs, and removes what belongs to no contract, with a folder that is empty then.</summary>
    public static void Mend(IEnumerable<GeneratedDifference> differences, string folder)
    {
        ArgumentNullException.ThrowIfNull(differences);
        foreach (var (path, _, expected) in differences)
        {
            var full = Path.Combine(folder, path);
            if (expected is null)
            {
                File.Delete(full);
                var holder = Path.GetDirectoryName(full)!;
                if (path.Contains('/', StringComparison.Ordinal) && !Directory.EnumerateFileSystemEntries(holder).Any())
                    Directory.Delete(holder);
                continue;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllText(full, expected, Plain);
        }
    }

    /// <summary>The generated files of a folder, empty where there is none; with plain line feeds, which git may have turned into others.</summary>
    internal static Dictionary<string, string> Read(string folder) =>
        !Directory.Exists(folder)
            ? []
            : Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Select(file => (File: file, Path: Path.GetRelativePath(folder, file).Replace('\\', '/')))
                .Where(f => Generated().IsMatch(f.Path) && !Build().IsMatch(f.Path))
                .ToDictionary(
                    f => f.Path,
                    f => File.ReadAllText(f.File).Replace("\r\n", "\n", StringComparison.Ordinal),
                    StringComparer.Ordinal
                );

    /// <summary>Takes away the blank lines and spaces that templates leave where nothing applied.</summary>
    internal static string Tidy(string text)
    {
        text = TrailingBlanks().Replace(text.Replace("\r\n", "\n", StringComparison.Ordinal).TrimStart('\uFEFF'), "");
        text = BlankLines().Replace(text, "\n\n");
        text = text.Replace("{\n\n", "{\n", StringComparison.Ordinal);
        return BlankBeforeEnd().Replace(text, "\n${end}").TrimEnd() + "\n";
    }

    [GeneratedRegex(@"(\.g\.cs|-client\.ts)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex Generated();

    [GeneratedRegex(@"^(obj|bin|node_modules)/", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex Build();

    [GeneratedRegex(@"[ \t]+$", RegexOptions.Multiline | RegexOptions.CultureInvariant, 60_000)]
    private static partial Regex TrailingBlanks();

    [GeneratedRegex(@"\n{3,}", RegexOptions.CultureInvariant, 60_000)]
    private static partial Regex BlankLines();

    [GeneratedRegex(@"\n\n(?<end>\s*\})", RegexOptions.CultureInvariant, 60_000)]
    private static partial Regex BlankBeforeEnd();
}

/// <summary>A generated file that is not as it should be.</summary>
/// <param name="Path">From the folder on, with "/" on every system.</param>
/// <param name="Found">Its text; null where it is missing.</param>
/// <param name="Expected">What it should be; null where it belongs to no contract.</param>
public sealed record GeneratedDifference(string Path, string? Found, string? Expected)
{
    /// <summary>The end of a sentence that begins with the path.</summary>
    public string What =>
        Found is null ? "is missing"
        : Expected is null ? "belongs to no contract"
        : "is stale";
}
