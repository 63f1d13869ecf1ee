using Conformance.MockServer.Engine.Logging;

namespace Conformance.Cli.Output;

/// <summary>How the log of requests looks: on a terminal in colours, unless <c>NO_COLOR</c> is set, and no line longer than it is wide.</summary>
internal static class LogStyle
{
    /// <summary>The appearance.</summary>
    /// <param name="isRedirected">Whether the output goes to a file or a pipe.</param>
    public static LogAppearance Of(bool isRedirected) =>
        isRedirected
            ? new LogAppearance()
            : new LogAppearance
            {
                IsColoured =
                    string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
                    && Environment.GetEnvironmentVariable("TERM") is not "dumb",
                Width = Width,
            };

    // A terminal that does not say how wide it is lets lines be as they are.
    private static int Width()
    {
        try
        {
            return Console.WindowWidth;
        }
        catch (Exception unknown) when (unknown is IOException or PlatformNotSupportedException)
        {
            return 0;
        }
    }
}
