using System.Security.Cryptography;

namespace Conformance.Documents.Watching;

/// <summary>
/// Tells when what stands in files has changed, however it was saved: written over, put in the place of the old file by a rename, deleted and written anew, in one step or in several. The
/// system's events only say when to look; a look from time to time finds what they miss, as on file systems that other machines write to, and is all there is where there are no events.
/// </summary>
public sealed class FileWatch : IAsyncDisposable
{
    // Each takes something of which a user has few.
    private const int MostFolders = 32;

    // An editor writes a file in several steps.
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan LongestSettling = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(600);
    private static readonly TimeSpan WithEvents = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WithoutEvents = TimeSpan.FromMilliseconds(500);

    // What a file system's clock may be behind the system's.
    private static readonly TimeSpan Granularity = TimeSpan.FromMilliseconds(20);

    private static readonly StringComparer Paths =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    private readonly Func<IReadOnlyCollection<string>, CancellationToken, Task> _changed;
    private readonly Action<string> _tell;
    private readonly SemaphoreSlim _signal = new(0);
    private readonly CancellationTokenSource _stopped = new();
    private readonly Dictionary<string, Sight> _seen = new(Paths);
    private readonly Dictionary<string, FileEvents?> _folders = new(Paths);
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private HashSet<string> _watched = new(Paths);
    private Task _watching = Task.CompletedTask;

    /// <param name="changed">Is told which files hold something else than before, some of which may be gone. Never called twice at a time; it may call <see cref="Watch"/>.</param>
    /// <param name="tell">Is told sentences for people, such as why there are no events.</param>
    public FileWatch(Func<IReadOnlyCollection<string>, CancellationToken, Task> changed, Action<string> tell) =>
        (_changed, _tell) = (changed, tell);

    /// <summary>Begins; <see cref="Watch"/> was called before.</summary>
    public void Start() => _watching = WatchAsync();

    /// <summary>Says which files are meant from now on. They need not be there.</summary>
    /// <param name="files">Paths.</param>
    /// <param name="readSince">When reading them began: what was written later may have been read, or not.</param>
    public void Watch(IEnumerable<string> files, DateTimeOffset readSince)
    {
        var meant = files.Select(Path.GetFullPath).ToHashSet(Paths);
        foreach (var gone in _seen.Keys.Where(f => !meant.Contains(f)).ToList())
            _seen.Remove(gone);
        foreach (var file in meant.Where(f => !_seen.ContainsKey(f)))
        {
            var sight = Sight.Of(file);
            _seen[file] = sight.WrittenAt > readSince - Granularity ? sight : sight with { Digest = DigestOf(file) };
            if (_seen[file].Digest is null && sight.Exists)
                Signal();
        }

        Arm(again: false);
    }

    /// <summary>Stops, and waits for what is under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        await _watching;
        foreach (var events in _folders.Values)
            events?.Dispose();
        _signal.Dispose();
        _stopped.Dispose();
    }

    private async Task WatchAsync()
    {
        try
        {
            while (true)
            {
                var hasEvents = _folders.Values.All(e => e is not null);
                await _signal.WaitAsync(hasEvents ? WithEvents : WithoutEvents, _stopped.Token);
                while (_signal.Wait(TimeSpan.Zero, CancellationToken.None))
                {
                    // Many events are one reason to look.
                }

                Arm(again: false);
                if (!_seen.Any(s => s.Value.Digest is null && s.Value.Exists || Sight.Of(s.Key).IsOtherThan(s.Value)))
                    continue;
                if (await SettleAsync())
                    Arm(again: true);
                if (TakeChanged() is { Count: > 0 } changed)
                    await _changed(changed, _stopped.Token);
            }
        }
        catch (OperationCanceledException) when (_stopped.IsCancellationRequested)
        {
            // Nobody wants to know any more.
        }
    }

    /// <summary>Waits until nothing changes any more; a file that is gone or empty for a moment is on its way back.</summary>
    /// <returns>Whether one was gone, and its folder with it perhaps.</returns>
    private async Task<bool> SettleAsync()
    {
        var wasGone = false;
        var before = Look();
        for (var waited = TimeSpan.Zero; waited < LongestSettling; waited += Settling)
        {
            await Task.Delay(Settling, TimeProvider.System, _stopped.Token);
            var now = Look();
            var hasGap = now.Any(s => s.Value.Length == 0 && _seen[s.Key].Length > 0);
            wasGone |= now.Any(s => !s.Value.Exists && _seen[s.Key].Exists);
            var isStill = now.All(s => !s.Value.IsOtherThan(before[s.Key]));
            if (isStill && (!hasGap || waited >= Gap))
                break;
            before = now;
        }

        return wasGone;
    }

    private Dictionary<string, Sight> Look() => _seen.Keys.ToDictionary(f => f, Sight.Of, Paths);

    private List<string> TakeChanged()
    {
        var changed = new List<string>();
        foreach (var (file, before) in _seen.ToList())
        {
            var now = Sight.Of(file);
            if (before.Digest is not null && !now.IsOtherThan(before) || !now.Exists && !before.Exists)
                continue;

            // A look that comes before the reading: what is written in between is met once more.
            now = now with
            {
                Digest = DigestOf(file),
            };
            _seen[file] = now;
            if (now.Digest != before.Digest || now.Exists != before.Exists)
                changed.Add(file);
        }

        return changed;
    }

    /// <summary>Sees to it that the events of each folder reach us.</summary>
    private void Arm(bool again)
    {
        var watched = new HashSet<string>(Paths);
        foreach (var file in _seen.Keys)
        {
            watched.Add(file);
            if (TargetOf(file) is { } target)
                watched.Add(target);
        }

        Volatile.Write(ref _watched, watched);
        var folders = watched.Select(f => Path.GetDirectoryName(f)!).ToHashSet(Paths);
        foreach (
            var (folder, events) in _folders
                .Where(f => again || !folders.Contains(f.Key) || f.Value is null || !Directory.Exists(f.Key))
                .ToList()
        )
        {
            events?.Dispose();
            _folders.Remove(folder);
        }

        foreach (var folder in folders.Where(f => !_folders.ContainsKey(f)))
        {
            string? why = null;
            _folders[folder] = folders.Count > MostFolders ? null : FileEvents.Of(folder, below: false, OnEvent, out why);
            if (why is not null && _told.Add(folder))
                _tell(why);
        }
    }

    private void OnEvent(string? path)
    {
        if (path is null || Volatile.Read(ref _watched).Contains(path))
            Signal();
    }

    private void Signal()
    {
        try
        {
            _signal.Release();
        }
        catch (Exception exception) when (exception is ObjectDisposedException or SemaphoreFullException)
        {
            // An event that comes too late, or one of far too many.
        }
    }

    // Where a link leads: its own folder says nothing when that is written.
    private static string? TargetOf(string file)
    {
        try
        {
            return File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // Empty where it cannot be read.
    private static string DigestOf(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return Convert.ToHexString(SHA256.HashData(stream));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>What a file looks like from outside.</summary>
    /// <param name="Length">In bytes; 0 where it is not there.</param>
    /// <param name="Digest">Of its content; null where that was not looked at.</param>
    private sealed record Sight(bool Exists, long Length, DateTimeOffset WrittenAt, string? Digest)
    {
        public static Sight Of(string file)
        {
            try
            {
                var info = new FileInfo(TargetOf(file) ?? file);
                return info.Exists
                    ? new Sight(true, info.Length, new DateTimeOffset(info.LastWriteTimeUtc), null)
                    : new Sight(false, 0, DateTimeOffset.MinValue, null);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return new Sight(false, 0, DateTimeOffset.MinValue, null);
            }
        }

        public bool IsOtherThan(Sight other) => (Exists, Length, WrittenAt) != (other.Exists, other.Length, other.WrittenAt);
    }
}
