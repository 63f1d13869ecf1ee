using System.Diagnostics;
using System.Formats.Tar;

namespace Conformance.Cli.Commands;

/// <summary>The files of a revision of the repository around the current folder, in a folder of their own that lives as long as this does.</summary>
internal sealed class GitRevision : IDisposable
{
    /// <summary>What such a name begins with: <c>git:REV:path</c>.</summary>
    public const string Prefix = "git:";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("conform-git-");
    private readonly string _revision;

    private GitRevision(string revision) => _revision = revision;

    /// <summary>The file that was named.</summary>
    public string Path { get; private set; } = "";

    /// <summary>Takes a revision out of the repository.</summary>
    /// <param name="name"><c>git:REV:path</c>; the path is relative to the current folder, or else to the repository.</param>
    /// <exception cref="UsageException">There is no repository, revision or file of the kind, or no git.</exception>
    public static async Task<GitRevision> TakeAsync(string name, CancellationToken cancellation)
    {
        if (name[Prefix.Length..].Split(':', 2) is not [{ Length: > 0 } revision, { Length: > 0 } path] || revision.StartsWith('-'))
            throw new UsageException($"\"{name}\" is not git:REV:path. Write for example git:main:api/openapi.yaml.");
        var root = (await RunAsync(["rev-parse", "--show-toplevel"], name, cancellation)).Trim();
        var prefix = (await RunAsync(["rev-parse", "--show-prefix"], name, cancellation)).Trim();
        var taken = new GitRevision(revision);
        try
        {
            await taken.ExtractAsync(root, name, cancellation);
            taken.Path =
                ((string[])[prefix + path, path])
                    .Select(p => System.IO.Path.GetFullPath(System.IO.Path.Combine(taken._folder.FullName, p)))
                    .FirstOrDefault(p => File.Exists(p) || Directory.Exists(p))
                ?? throw new UsageException(
                    $"The revision {revision} has no \"{path}\". Name a file as it was called then, from here or from the repository's root."
                );
            return taken;
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    /// <summary>A place as it is shown: <c>git:main:api/openapi.yaml</c>.</summary>
    public string Shown(string file) =>
        file.StartsWith(_folder.FullName + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? $"{Prefix}{_revision}:{file[(_folder.FullName.Length + 1)..].Replace('\\', '/')}"
            : file;

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task ExtractAsync(string root, string name, CancellationToken cancellation)
    {
        using var git = Start(["-C", root, "archive", "--format=tar", _revision]);
        var error = git.StandardError.ReadToEndAsync(cancellation);
        try
        {
            await TarFile.ExtractToDirectoryAsync(git.StandardOutput.BaseStream, _folder.FullName, overwriteFiles: true, cancellation);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            // Git says better why it sent no archive.
        }

        await git.WaitForExitAsync(cancellation);
        if (git.ExitCode != 0)
            throw new UsageException($"{name}: git has no such revision: {FirstLine(await error)}");
    }

    private static async Task<string> RunAsync(string[] arguments, string name, CancellationToken cancellation)
    {
        using var git = Start(arguments);
        var error = git.StandardError.ReadToEndAsync(cancellation);
        var output = await git.StandardOutput.ReadToEndAsync(cancellation);
        await git.WaitForExitAsync(cancellation);
        return git.ExitCode == 0 ? output : throw new UsageException($"{name}: {FirstLine(await error)}");
    }

    private static string FirstLine(string text) => text.Split('\n', 2)[0].Trim() is { Length: > 0 } line ? line : "it did not say why.";

    private static Process Start(IEnumerable<string> arguments)
    {
        try
        {
            return Process.Start(
                new ProcessStartInfo("git", arguments)
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                    UseShellExecute = false,
                }
            )!;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new UsageException($"git cannot be started: {exception.Message}. Install it, or name files.", exception);
        }
    }
}
