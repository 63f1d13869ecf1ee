using System.Runtime.CompilerServices;

namespace Conformance.TestKit;

/// <summary>Where the checkout and the optional test data beside it lie.</summary>
public static class Repository
{
    /// <summary>The folder that holds <c>Conformance.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The absolute path of a file or folder of the checkout, given relative to its root.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>
    /// The absolute path of test data that lies beside the checkout (<c>../shared/data/…</c>), or null where it is absent;
    /// a test that needs it then skips with <see cref="DataMissing"/>.
    /// </summary>
    public static string? SharedData(params string[] parts)
    {
        var path = Path.GetFullPath(Path.Combine([Root, "..", "shared", "data", .. parts]));
        return Path.Exists(path) ? path : null;
    }

    /// <summary>The reason that a test gives when it is skipped for want of <see cref="SharedData"/>.</summary>
    public const string DataMissing = "the test data beside the checkout (../shared/data) is not there";

    private static string FindRoot([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", ".."));
}
