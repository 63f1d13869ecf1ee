using WireMock.Handlers;

namespace Conformance.WireMockNet.Mappings;

/// <summary>
/// The files that mappings take bodies from: by their paths from the folder, or from <c>__files</c> in it. What a template makes of a request names no file elsewhere, and
/// nothing is written.
/// </summary>
internal sealed class BodyFiles(string folder) : IFileSystemHandler
{
    /// <summary>The folder whose files are bodies and no mappings.</summary>
    public const string Folder = "__files";

    public bool FolderExists(string path) => Directory.Exists(path);

    public void CreateFolder(string path) => throw ReadOnly();

    public IEnumerable<string> EnumerateFiles(string path, bool includeSubdirectories) => [];

    public string GetMappingFolder() => folder;

    public string ReadMappingFile(string path) => File.ReadAllText(Inside(path));

    public void WriteMappingFile(string path, string text) => throw ReadOnly();

    public byte[] ReadResponseBodyAsFile(string path) => File.ReadAllBytes(Inside(path));

    public string ReadResponseBodyAsString(string path) => File.ReadAllText(Inside(path));

    public void DeleteFile(string filename) => throw ReadOnly();

    public bool FileExists(string filename) => Candidates(filename).Any(File.Exists);

    public void WriteFile(string filename, byte[] bytes) => throw ReadOnly();

    public void WriteFile(string folder, string filename, byte[] bytes) => throw ReadOnly();

    public byte[] ReadFile(string filename) => File.ReadAllBytes(Inside(filename));

    public string ReadFileAsString(string filename) => File.ReadAllText(Inside(filename));

    public string GetUnmatchedRequestsFolder() => folder;

    public void WriteUnmatchedRequest(string filename, string text) => throw ReadOnly();

    private static NotSupportedException ReadOnly() =>
        new("Mappings are read here and nothing is written: recording is for a WireMock.Net server of its own.");

    private string Inside(string path) =>
        Candidates(path).FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException($"There is no file \"{path}\" for a body in the folder of the mappings or in its {Folder}.");

    private IEnumerable<string> Candidates(string path) =>
        new[] { Path.GetFullPath(path, folder), Path.GetFullPath(path, Path.Combine(folder, Folder)) }.Where(f =>
            f.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)
        );
}
