namespace Conformance.Cli.Output;

/// <summary>Numbers with their nouns.</summary>
internal static class Counted
{
    /// <summary><c>1 error</c>, <c>2 errors</c>.</summary>
    public static string Of(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
