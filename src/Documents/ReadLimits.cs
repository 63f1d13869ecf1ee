namespace Conformance.Documents;

/// <summary>How much a document may demand of the reader, so that a hostile file is refused and not suffered.</summary>
/// <param name="MaxBytes">The size of the file.</param>
/// <param name="MaxDepth">The depth of nested objects and arrays.</param>
/// <param name="MaxNodes">The values in all.</param>
/// <param name="MaxAliasNodes">The values that YAML aliases and merge keys add by repeating others.</param>
public sealed record ReadLimits(
    int MaxBytes = 64 * 1024 * 1024,
    int MaxDepth = ReadLimits.DefaultDepth,
    int MaxNodes = 4_000_000,
    int MaxAliasNodes = 250_000
)
{
    internal const int DefaultDepth = 256;

    /// <summary>Limits that every honest document known to us keeps with room to spare.</summary>
    public static ReadLimits Default { get; } = new();
}
