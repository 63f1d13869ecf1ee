using System.Collections.Immutable;
using System.Reflection;

namespace Conformance.Documents;

/// <summary>
/// The files that come with the program. They are named by paths below its folder; where nothing lies there, as in a package, they are the resources of its assemblies, called
/// as the file is from that folder: <c>specs/x/openapi.yaml</c>.
/// </summary>
internal static class BuiltInFiles
{
    private static readonly string Root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(AppContext.BaseDirectory));

    private static ImmutableSortedDictionary<string, Assembly> s_carried = ImmutableSortedDictionary.Create<string, Assembly>(
        StringComparer.Ordinal
    );

    /// <summary>Makes the files known that an assembly carries.</summary>
    public static void Add(Assembly assembly)
    {
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.Contains('/', StringComparison.Ordinal)))
            ImmutableInterlocked.Update(ref s_carried, files => files.SetItem(name, assembly));
    }

    /// <summary>Whether there is such a file, on the disk or among those that are carried.</summary>
    public static bool Exists(string path) => File.Exists(path) || NameOf(path) is { } name && s_carried.ContainsKey(name);

    /// <summary>Whether there is such a folder, on the disk or among those that are carried.</summary>
    public static bool FolderExists(string path) => Directory.Exists(path) || Below(path).Any();

    /// <summary>The whole paths of all files in a folder and below it, in order.</summary>
    public static IEnumerable<string> In(string folder) =>
        Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            : Below(folder).Select(name => Path.Combine(Root, name));

    /// <summary>Opens a file: what lies on the disk, else what is carried.</summary>
    /// <exception cref="IOException">There is none, or it cannot be read.</exception>
    public static Stream Open(string path) => Carried(path) ?? File.OpenRead(path);

    /// <summary>The text of a file.</summary>
    /// <exception cref="IOException">There is none, or it cannot be read.</exception>
    public static string Text(string path)
    {
        using var reader = new StreamReader(Open(path));
        return reader.ReadToEnd();
    }

    /// <summary>How messages name a file: one that is carried by its path from the program's folder, any other as it was named.</summary>
    public static string Shown(string path) => IsCarried(path) ? NameOf(path)! : path;

    private static bool IsCarried(string path) => !File.Exists(path) && NameOf(path) is { } name && s_carried.ContainsKey(name);

    private static Stream? Carried(string path)
    {
        if (!IsCarried(path))
            return null;
        var name = NameOf(path)!;
        return s_carried[name].GetManifestResourceStream(name);
    }

    private static IEnumerable<string> Below(string folder) =>
        NameOf(folder) is { } name ? s_carried.Keys.Where(k => k.StartsWith(name + "/", StringComparison.Ordinal)) : [];

    private static string? NameOf(string path)
    {
        // What no file can be called is none that is carried.
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
            return null;
        var full = Path.GetFullPath(path);
        return full.StartsWith(Root + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? full[(Root.Length + 1)..].Replace('\\', '/').TrimEnd('/')
            : null;
    }
}
