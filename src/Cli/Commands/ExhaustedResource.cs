using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Conformance.Cli.Commands;

/// <summary>What the machine has no more of: no fault of the command's, and none of the arguments'.</summary>
internal static class ExhaustedResource
{
    private const int NoSpace = 28; // ENOSPC
    private const int DiskFull = unchecked((int)0x80070070); // ERROR_DISK_FULL
    private const int TooManyFiles = 24; // EMFILE
    private const int BrokenPipe = 32; // EPIPE

    private const int StandardError = 2;

    /// <summary>What to tell of a fault; null where it is of another kind.</summary>
    public static string? SentenceOf(Exception fault) =>
        fault switch
        {
            OutOfMemoryException =>
                "There is not enough memory for this. Give the process more, or ask for less: a smaller document, fewer --workers, a smaller --journal-memory.",
            IOException { HResult: NoSpace or DiskFull } =>
                $"What the command says could not be written: {Reason(fault)}. Free some space, or let it write elsewhere.",
            IOException { HResult: BrokenPipe } => $"What the command says could not be written: {Reason(fault)}.",
            IOException { HResult: TooManyFiles } =>
                $"The process may open no more files: {Reason(fault)}. Raise the limit, for example with \"ulimit -n 1024\".",
            { InnerException: { } inner } => SentenceOf(inner),
            _ => null,
        };

    /// <summary>Tells it, if that can be written, and gives the exit code.</summary>
    public static int Tell(string sentence)
    {
        try
        {
            // Not by the console: it loads assemblies and opens files, of which there may be too many already.
            if (OperatingSystem.IsWindows())
            {
                Console.Error.WriteLine($"conform: {sentence}");
                return ExitCode.Usage;
            }

            using var error = new SafeFileHandle(StandardError, ownsHandle: false);
            using var output = new FileStream(error, FileAccess.Write, bufferSize: 0);
            output.Write(Encoding.UTF8.GetBytes($"conform: {sentence}{Environment.NewLine}"));
        }
        catch (Exception nowhere) when (nowhere is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            // There is nowhere left to say it; the exit code does.
        }

        return ExitCode.Usage;
    }

    private static string Reason(Exception fault) => fault.Message.TrimEnd('.');
}
