using System.Diagnostics;
using Conformance.TestKit;

namespace Conformance.Reporting.Tests.Messages;

/// <summary>Cucumber's HTML formatter, from npm; the package of its messages also holds their schema.</summary>
internal static class Formatter
{
    private static readonly string Folder = Repository.PathOf("tests", "Reporting.Tests", "Messages");

    public static string Schema => Path.Combine(Folder, "node_modules", "@cucumber", "messages", "messages.schema.json");

    /// <summary>Why it cannot be used, or null.</summary>
    public static Task<string?> MissingAsync() => NpmInstall.EnsureAsync(Folder, "@cucumber/html-formatter");

    /// <summary>The page that it makes of messages.</summary>
    public static async Task<string> PageAsync(byte[] messages)
    {
        var start = new ProcessStartInfo("node", ["format.mjs"])
        {
            UseShellExecute = false,
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var node = Process.Start(start)!;
        var (page, errors) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        await node.StandardInput.BaseStream.WriteAsync(messages);
        node.StandardInput.Close();
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, await errors);
        return await page;
    }
}
