namespace Conformance.Documents.Files;

/// <summary>How much the files of one document may demand together.</summary>
/// <param name="MaxFiles">The files in all.</param>
/// <param name="MaxBytes">Their bytes together.</param>
/// <param name="MaxDepth">How many references lead at most from the first file to another one.</param>
/// <param name="MaxNodes">The values of the document that is made of them.</param>
/// <param name="RequestTimeout">How long one file may take over HTTP.</param>
/// <param name="TotalTimeout">How long all files may take over HTTP.</param>
public sealed record SetLimits(int MaxFiles, long MaxBytes, int MaxDepth, int MaxNodes, TimeSpan RequestTimeout, TimeSpan TotalTimeout)
{
    /// <summary>Limits that every honest document known to us keeps with room to spare.</summary>
    public static SetLimits Default { get; } =
        new(10_000, 256L * 1024 * 1024, 200, ReadLimits.Default.MaxNodes, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(120));
}
