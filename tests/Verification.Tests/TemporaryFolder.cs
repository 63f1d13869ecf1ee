namespace Conformance.Verification.Tests;

/// <summary>A folder that is gone after the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("conformance-");

    public string Path => _folder.FullName;

    /// <summary>The demo contract's document in a folder of its name, changed.</summary>
    public string Demo(params (string Text, string Other)[] changes)
    {
        var document = File.ReadAllText(System.IO.Path.Combine(AppContext.BaseDirectory, "demo", "openapi.yaml"));
        foreach (var (text, other) in changes)
        {
            Assert.Contains(text, document, StringComparison.Ordinal);
            document = document.Replace(text, other, StringComparison.Ordinal);
        }

        Write("demo/openapi.yaml", document);
        return System.IO.Path.Combine(Path, "demo");
    }

    public string Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
