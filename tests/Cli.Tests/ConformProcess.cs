using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Conformance.TestKit;

namespace Conformance.Cli.Tests;

/// <summary>The command line as a process.</summary>
public sealed partial class ConformProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ConformProcess(
        IEnumerable<string> arguments,
        IEnumerable<(string Name, string Value)>? environment = null,
        string? folder = null
    )
    {
        var program = Path.Combine(AppContext.BaseDirectory, "conform.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            UseShellExecute = false,
            WorkingDirectory = folder ?? Repository.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // What stands in the environment of the tests is none of the command's business, least of all that they run in CI.
        foreach (var name in start.Environment.Keys.Where(n => n == "CI" || n.StartsWith("CONFORM_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in environment ?? [])
            start.Environment[name] = value;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, e) => Add(_output, e.Data);
        _process.ErrorDataReceived += (_, e) => Add(_error, e.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public string Output => Locked(_output);

    public string Error => Locked(_error);

    /// <summary>Starts a command whose standard input stays open, and returns when it has read nearly all of a text there.</summary>
    public static async Task<ConformProcess> ReadingAsync(string[] arguments, string input)
    {
        var process = new ConformProcess(arguments);
        await process._process.StandardInput.WriteAsync(input);
        await process._process.StandardInput.FlushAsync();
        return process;
    }

    /// <summary>Ends the standard input.</summary>
    public void EndInput() => _process.StandardInput.Close();

    /// <summary>Starts a mock and waits until it listens.</summary>
    public static Task<(ConformProcess Process, Uri Address)> MockAsync(params string[] arguments) => MockInAsync([], arguments);

    /// <summary>Starts a mock with these environment variables and waits until it listens.</summary>
    public static async Task<(ConformProcess Process, Uri Address)> MockInAsync(
        (string Name, string Value)[] environment,
        params string[] arguments
    )
    {
        var process = new ConformProcess(["mock", "--port", "0", .. arguments], environment);
        process._process.StandardInput.Close();
        return (process, await process.ListeningAsync());
    }

    /// <summary>Starts a proxy and waits until it listens.</summary>
    public static async Task<(ConformProcess Process, Uri Address)> ProxyAsync(params string[] arguments)
    {
        var process = new ConformProcess(["proxy", "--port", "0", .. arguments]);
        process._process.StandardInput.Close();
        return (process, await process.ListeningAsync());
    }

    /// <summary>Where a mock listens, once it does.</summary>
    public Task<Uri> ListeningAsync() => _listening.Task.WaitAsync(Patience);

    /// <summary>Starts a command.</summary>
    public static ConformProcess Start(params string[] arguments)
    {
        var process = new ConformProcess(arguments);
        process._process.StandardInput.Close();
        return process;
    }

    /// <summary>Starts a command with these environment variables.</summary>
    public static ConformProcess StartIn((string Name, string Value)[] environment, params string[] arguments)
    {
        var process = new ConformProcess(arguments, environment);
        process._process.StandardInput.Close();
        return process;
    }

    /// <summary>Waits until a text stands in the output.</summary>
    public async Task OutputAsync(string text)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!Output.Contains(text, StringComparison.Ordinal))
            await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
    }

    /// <summary>Runs a command to its end.</summary>
    public static Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments) =>
        RunWithInputAsync(null, arguments);

    /// <summary>Runs a command to its end with this standard input.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunWithInputAsync(string? input, string[] arguments)
    {
        await using var process = new ConformProcess(arguments);
        if (input is not null)
            await process._process.StandardInput.WriteAsync(input);
        process._process.StandardInput.Close();
        return (await process.ExitAsync(), process.Output, process.Error);
    }

    /// <summary>Runs a command to its end with these environment variables.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunInAsync(
        (string Name, string Value)[] environment,
        params string[] arguments
    )
    {
        await using var process = new ConformProcess(arguments, environment);
        process._process.StandardInput.Close();
        return (await process.ExitAsync(), process.Output, process.Error);
    }

    /// <summary>Runs a command to its end in a folder.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunFromAsync(string folder, params string[] arguments)
    {
        await using var process = new ConformProcess(arguments, folder: folder);
        process._process.StandardInput.Close();
        return (await process.ExitAsync(), process.Output, process.Error);
    }

    /// <summary>Sends a signal such as <c>INT</c>.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    public async Task<int> ExitAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Add(StringBuilder text, string? line)
    {
        if (line is null)
            return;
        lock (text)
            text.AppendLine(line);
        if (Listening().Match(line) is { Success: true } match)
            _listening.TrySetResult(new Uri(match.Groups["address"].Value));
    }

    private static string Locked(StringBuilder text)
    {
        lock (text)
            return text.ToString();
    }

    [GeneratedRegex(
        """(Listening on |"listening":")(?<address>https?://[^" ]+)""",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Listening();
}
