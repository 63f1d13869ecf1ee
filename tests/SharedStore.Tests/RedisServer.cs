using System.Diagnostics;

namespace Conformance.SharedStore.Tests;

/// <summary>A redis-server of Debian's as a process, which writes each change down before it answers; it can be killed and started again.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("conformance-redis-");
    private readonly int _port = TestServers.FreePort();
    private Process? _process;

    private RedisServer() { }

    /// <summary>Where it listens.</summary>
    public string Url => $"redis://127.0.0.1:{_port}";

    /// <summary>Starts one; skips the test where there is none on this machine.</summary>
    public static async Task<RedisServer> StartAsync()
    {
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(d => File.Exists(Path.Combine(d, "redis-server"))),
            "redis-server is not installed (Debian: apt-get install redis-server)"
        );
        var server = new RedisServer();
        try
        {
            await server.StartAgainAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it with what it had written down.</summary>
    public async Task StartAgainAsync()
    {
        var start = new ProcessStartInfo(
            "redis-server",
            [
                "--port",
                $"{_port}",
                "--bind",
                "127.0.0.1",
                "--dir",
                _folder.FullName,
                "--appendonly",
                "yes",
                "--appendfsync",
                "always",
                "--save",
                "",
            ]
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.Contains("Ready to accept connections", StringComparison.Ordinal) == true)
                ready.TrySetResult();
        };
        _process.Start();
        _process.BeginOutputReadLine();
        _process.StandardError.Close();
        await ready.Task.WaitAsync(Patience);
    }

    /// <summary>Ends it at once (SIGKILL): what it has not written is lost.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await KillAsync();
        _folder.Delete(recursive: true);
    }
}
