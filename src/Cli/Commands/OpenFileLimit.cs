using System.Globalization;

namespace Conformance.Cli.Commands;

/// <summary>How many files and connections the system lets this process have open. Where they are too few the runtime cannot even load what it needs to say so, and it is asked before.</summary>
internal static class OpenFileLimit
{
    // The embedded mock, its client and what the runtime loads.
    private const int Needed = 256;

    private const string Limits = "/proc/self/limits";

    /// <exception cref="UsageException">They are too few.</exception>
    public static void Check()
    {
        if (Read() is { } limit and < Needed)
        {
            throw new UsageException(
                $"This process may have {limit} files open, and needs {Needed} or more. Raise the limit, for example with \"ulimit -n 1024\"."
            );
        }
    }

    // Null where the system tells it otherwise, or sets no limit.
    private static int? Read()
    {
        try
        {
            var line = OperatingSystem.IsLinux()
                ? File.ReadLines(Limits).FirstOrDefault(l => l.StartsWith("Max open files", StringComparison.Ordinal))
                : null;
            return int.TryParse(
                line?["Max open files".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0],
                CultureInfo.InvariantCulture,
                out var limit
            )
                ? limit
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
