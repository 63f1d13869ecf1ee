namespace Conformance.Reporting.Terminal;

/// <summary>How a run is told on a console.</summary>
/// <param name="Width">Columns; text is wrapped there, commands never.</param>
/// <param name="UsesColour">Whether words are coloured; they mean the same without.</param>
/// <param name="IsLive">Whether the last line shows the progress and is written over.</param>
/// <param name="IsVerbose">Whether what does not apply is listed.</param>
public sealed record ConsoleStyle(int Width, bool UsesColour, bool IsLive, bool IsVerbose)
{
    private const int Narrowest = 40;
    private const int WidthOfLogs = 120;

    /// <summary>
    /// The style that fits an output. Colours need a terminal that is not <c>TERM=dumb</c> and no <c>NO_COLOR</c>; live progress needs such a
    /// terminal and no <c>CI</c>.
    /// </summary>
    /// <param name="isTerminal">False where the output is redirected.</param>
    /// <param name="width">The columns of the terminal; 0 or less where they are not known.</param>
    /// <param name="environment">Reads an environment variable.</param>
    public static ConsoleStyle Of(bool isTerminal, int width, Func<string, string?> environment, bool isVerbose)
    {
        ArgumentNullException.ThrowIfNull(environment);
        bool IsSet(string variable) => !string.IsNullOrEmpty(environment(variable));
        var moves = isTerminal && !string.Equals(environment("TERM"), "dumb", StringComparison.Ordinal);
        return new ConsoleStyle(
            isTerminal && width > 0 ? Math.Max(width, Narrowest) : WidthOfLogs,
            moves && !IsSet("NO_COLOR"),
            moves && !IsSet("CI"),
            isVerbose
        );
    }
}
