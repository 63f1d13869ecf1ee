namespace Conformance.Cli;

/// <summary>What the process returns.</summary>
internal static class ExitCode
{
    /// <summary>All went well.</summary>
    public const int Success = 0;

    /// <summary>The usage, the configuration or a contract is wrong.</summary>
    public const int Usage = 2;
}
