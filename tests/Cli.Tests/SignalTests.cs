using System.Text;

namespace Conformance.Cli.Tests;

/// <summary>A signal ends every command at its first coming, in one sentence.</summary>
[Trait("Category", "Slow")]
public sealed class SignalTests
{
    [Theory]
    [InlineData("INT", 130, "lint")]
    [InlineData("TERM", 143, "lint")]
    [InlineData("INT", 130, "mock")]
    [InlineData("TERM", 143, "mock")]
    [InlineData("INT", 130, "merge")]
    [InlineData("TERM", 143, "verify", "-u", "http://127.0.0.1:1")]
    [InlineData("INT", 130, "list", "scenarios")]
    public async Task A_command_that_loads_a_large_document_ends(string signal, int exitCode, params string[] arguments)
    {
        foreach (var ends in new[] { false, true })
        {
            await using var process = await ConformProcess.ReadingAsync([.. arguments, "-"], Large());
            if (ends)
                process.EndInput();
            await process.SignalAsync(signal);
            Assert.Equal(exitCode, await process.ExitAsync());
            Assert.Equal("conform: Stopped by a signal before it was done.", process.Error.Trim());
        }
    }

    [Fact]
    public async Task A_second_signal_throws_nothing()
    {
        await using var process = await ConformProcess.ReadingAsync(["lint", "-"], Large());
        process.EndInput();
        await Task.WhenAll(process.SignalAsync("INT"), process.SignalAsync("INT"), process.SignalAsync("TERM"));
        Assert.True(await process.ExitAsync() is 130 or 143);
        Assert.DoesNotContain("   at ", process.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_signal_to_a_mock_throws_nothing()
    {
        var (process, _) = await ConformProcess.MockAsync("sig");
        await using var running = process;
        await Task.WhenAll(process.SignalAsync("INT"), process.SignalAsync("TERM"));
        Assert.True(await process.ExitAsync() is 0 or 130 or 143);
        Assert.DoesNotContain("   at ", process.Error, StringComparison.Ordinal);
    }

    // Reading it takes much longer than a signal needs, on any machine.
    private static string Large()
    {
        var text = new StringBuilder("openapi: 3.1.0\ninfo: {title: Large, version: '1'}\npaths: {}\nx-large:\n");
        for (var i = 0; i < 300_000; i++)
            text.Append("  - a text that takes its time to be read, ").Append(i).Append('\n');
        return text.ToString();
    }
}
