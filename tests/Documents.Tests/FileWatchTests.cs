using System.Threading.Channels;
using Conformance.Documents.Watching;

namespace Conformance.Documents.Tests;

/// <summary>Files that editors save in their different ways.</summary>
public sealed class FileWatchTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("conformance-");
    private readonly Channel<IReadOnlyCollection<string>> _changes = Channel.CreateUnbounded<IReadOnlyCollection<string>>();
    private readonly List<string> _told = [];

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Whatever_way_a_file_is_saved_it_is_told_once_it_is_whole()
    {
        var (file, other) = (At("a.yaml"), At("b.yaml"));
        await File.WriteAllTextAsync(file, "1", Cancellation);
        await File.WriteAllTextAsync(other, "1", Cancellation);
        await using var watch = Begin(file, other);

        // Written over.
        await File.WriteAllTextAsync(file, "2", Cancellation);
        Assert.Equal([file], await NextAsync());

        // Put in its place.
        await File.WriteAllTextAsync(At(".a.tmp"), "3", Cancellation);
        File.Move(At(".a.tmp"), file, overwrite: true);
        Assert.Equal([file], await NextAsync());

        // Moved out of the way, and written anew.
        File.Move(file, At("a.yaml~"));
        await File.WriteAllTextAsync(file, "4", Cancellation);
        Assert.Equal([file], await NextAsync());

        // Deleted, and written anew; the other one at once.
        File.Delete(file);
        await File.WriteAllTextAsync(other, "2", Cancellation);
        await File.WriteAllTextAsync(file, "5", Cancellation);
        Assert.Equal([file, other], (await NextAsync()).Order(StringComparer.Ordinal));

        // Emptied, and filled in a burst.
        for (var i = 0; i < 50; i++)
            await File.WriteAllTextAsync(file, i % 2 == 0 ? "" : $"6 {i}", Cancellation);
        Assert.Equal([file], await NextAsync());

        // Saved as it was: nothing to tell, so that what comes next is of the other one.
        await File.WriteAllTextAsync(file, "6 49", Cancellation);
        await File.WriteAllTextAsync(other, "3", Cancellation);
        Assert.Equal([other], await NextAsync());

        // Gone for good.
        File.Delete(other);
        Assert.Equal([other], await NextAsync());
        Assert.Empty(_told);
    }

    [Fact]
    public async Task A_file_behind_a_link_is_the_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");
        var elsewhere = _folder.CreateSubdirectory("elsewhere");
        var target = Path.Combine(elsewhere.FullName, "real.yaml");
        await File.WriteAllTextAsync(target, "1", Cancellation);
        File.CreateSymbolicLink(At("link.yaml"), target);
        await using var watch = Begin(At("link.yaml"));
        await File.WriteAllTextAsync(target, "2", Cancellation);
        Assert.Equal([At("link.yaml")], await NextAsync());
    }

    [Fact]
    public async Task A_file_whose_folder_is_not_there_yet_is_found_without_events()
    {
        var file = Path.Combine(_folder.FullName, "later", "a.yaml");
        await using var watch = Begin(file);
        _folder.CreateSubdirectory("later");
        await File.WriteAllTextAsync(file, "1", Cancellation);
        Assert.Equal([file], await NextAsync());

        // And its folder may be made anew.
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        Assert.Equal([file], await NextAsync());
        _folder.CreateSubdirectory("later");
        await File.WriteAllTextAsync(file, "2", Cancellation);
        Assert.Equal([file], await NextAsync());
    }

    [Fact]
    public async Task What_was_written_while_it_was_read_first_is_read_again()
    {
        var file = At("a.yaml");
        await File.WriteAllTextAsync(file, "1", Cancellation);
        await using var watch = Begin(DateTimeOffset.UnixEpoch, file);
        Assert.Equal([file], await NextAsync());
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private FileWatch Begin(params string[] files) => Begin(DateTimeOffset.MaxValue, files);

    private FileWatch Begin(DateTimeOffset readSince, params string[] files)
    {
        var watch = new FileWatch(
            async (changed, stopped) => await _changes.Writer.WriteAsync(changed, stopped),
            sentence => _told.Add(sentence)
        );
        watch.Watch(files, readSince);
        watch.Start();
        return watch;
    }

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private async Task<IReadOnlyCollection<string>> NextAsync() =>
        await _changes.Reader.ReadAsync(Cancellation).AsTask().WaitAsync(Patience);
}
