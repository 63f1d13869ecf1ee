using Conformance.Verification.Results;

namespace Conformance.Cli;

/// <summary>What the process returns, unless a signal ends it: 129 (SIGHUP), 130 (SIGINT) or 143 (SIGTERM).</summary>
internal static class ExitCode
{
    /// <summary>All went well; of a conformance run: every must was seen.</summary>
    public const int Success = 0;

    /// <summary>A check failed, or an expected failure does not fail any more.</summary>
    public const int Failed = 1;

    /// <summary>The usage, the configuration or a contract is wrong.</summary>
    public const int Usage = 2;

    /// <summary>Nothing could be judged: the target was not reached, its login does not work, or nothing ran.</summary>
    public const int NotJudged = 3;

    /// <summary>The code of an outcome.</summary>
    public static int Of(Outcome outcome) =>
        outcome switch
        {
            Outcome.Passed => Success,
            Outcome.Failed => Failed,
            _ => NotJudged,
        };
}
