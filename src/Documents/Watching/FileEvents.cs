namespace Conformance.Documents.Watching;

/// <summary>The system's own events about what lies in a folder.</summary>
internal sealed class FileEvents : IDisposable
{
    /// <summary>The variable by which .NET's own watchers are told to look from time to time, where a file system has no events.</summary>
    private const string PollingVariable = "DOTNET_USE_POLLING_FILE_WATCHER";

    private readonly FileSystemWatcher _watcher;

    private FileEvents(FileSystemWatcher watcher) => _watcher = watcher;

    /// <summary>Begins to tell of changes in a folder; null where the system does not let us, which is no reason to fail.</summary>
    /// <param name="below">Whether folders in it are meant as well.</param>
    /// <param name="changed">Is told the whole path of what has changed; null where events were lost. Called on another thread.</param>
    /// <param name="why">Why there are none, as a sentence; null where there are, or where none were wanted.</param>
    public static FileEvents? Of(string folder, bool below, Action<string?> changed, out string? why)
    {
        why = null;
        if (Environment.GetEnvironmentVariable(PollingVariable) is "1" or "true")
            return null;
        FileSystemWatcher? watcher = null;
        try
        {
            watcher = new FileSystemWatcher(folder)
            {
                IncludeSubdirectories = below,
                NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size,
            };
            watcher.Changed += (_, change) => changed(change.FullPath);
            watcher.Created += (_, change) => changed(change.FullPath);
            watcher.Deleted += (_, change) => changed(change.FullPath);
            watcher.Renamed += (_, change) =>
            {
                changed(change.OldFullPath);
                changed(change.FullPath);
            };
            watcher.Error += (_, _) => changed(null);
            watcher.EnableRaisingEvents = true;
            return new FileEvents(watcher);
        }
        catch (Exception exception)
            when (exception is IOException or ArgumentException or UnauthorizedAccessException or PlatformNotSupportedException)
        {
            watcher?.Dispose();
            why = Directory.Exists(folder)
                ? $"\"{folder}\" cannot be watched for changes ({exception.Message.TrimEnd('.')}); it is looked at twice a second instead."
                : null;
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _watcher.Dispose();
}
