using System.Diagnostics;
using System.Text.Json.Nodes;
using Conformance.TestKit;

namespace Conformance.Packages.Tests.Pipelines;

/// <summary>A repository of somebody else's with a document, the command line on a PATH of its own, and servers of the document that run beside the pipeline.</summary>
public sealed class Shop : IDisposable
{
    /// <summary>Says nothing of sessions.</summary>
    public const string Document = """
        openapi: 3.0.3
        info: {title: Shop, version: '1'}
        paths:
          /sign-in:
            post:
              requestBody:
                required: true
                content:
                  application/json:
                    schema: {type: object, required: [mail, password], properties: {mail: {type: string}, password: {type: string}}}
              responses:
                '200':
                  description: ok
                  content: {application/json: {schema: {type: object, properties: {token: {type: string}}}}}
          /sign-out:
            post: {responses: {'204': {description: gone}}}
          /me:
            get: {responses: {'200': {description: ok}, '401': {description: no}}}
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("conformance-");
    private readonly List<Process> _servers = [];

    public Shop()
    {
        Directory.CreateDirectory(Path.Combine(Repo, ".git"));
        File.WriteAllText(Path.Combine(Repo, "shop.yaml"), Document);
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "bin"));
        var program = Repository.PathOf("artifacts", "bin", "Cli", "release", "conform.dll");
        Assert.True(File.Exists(program), $"{program} is built with this project");
        Script("conform", $"exec dotnet '{program}' \"$@\"");
    }

    /// <summary>The checkout of the repository.</summary>
    public string Repo => Path.Combine(_folder.FullName, "repo");

    /// <summary>What lies beside the checkout.</summary>
    public string Beside(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>The PATH of the pipeline: the command line and what the machine has.</summary>
    public string SearchPath =>
        Path.Combine(_folder.FullName, "bin") + Path.PathSeparator + System.Environment.GetEnvironmentVariable("PATH");

    /// <summary>Puts a command on the PATH.</summary>
    public void Script(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, "bin", name);
        File.WriteAllText(path, $"#!/usr/bin/env bash\n{text}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Runs the command line in the repository.</summary>
    public async Task<string> ConformAsync(params string[] arguments)
    {
        var (exitCode, said) = await Shell.RunAsync("exec conform \"$@\"", Repo, Environment(), arguments);
        Assert.True(exitCode == 0, said);
        return said;
    }

    /// <summary>Starts a server of the document: one that keeps to it, or one whose logout is answered and ends nothing.</summary>
    public async Task<Uri> ServeAsync(bool logoutRevokes = true)
    {
        var mappings = Directory.CreateDirectory(Beside("mappings"));
        if (!logoutRevokes)
            await File.WriteAllTextAsync(
                Path.Combine(mappings.FullName, "logout.json"),
                """{"Request": {"Path": "/sign-out", "Methods": ["POST"]}, "Response": {"StatusCode": 204}}"""
            );
        var start = new ProcessStartInfo(
            "bash",
            [
                "-c",
                "exec conform mock shop --port 0 --json-logs \"$@\"",
                "mock",
                .. logoutRevokes ? (string[])[] : ["--mappings", mappings.FullName],
            ]
        )
        {
            WorkingDirectory = Repo,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in Environment())
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        _servers.Add(process);
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith('{') && (string?)JsonNode.Parse(line)!["listening"] is { } address)
            {
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                return new Uri(address);
            }
        }

        throw new InvalidOperationException("The mock ended before it listened.");
    }

    /// <summary>What every command has in its environment.</summary>
    public Dictionary<string, string?> Environment() =>
        new()
        {
            ["PATH"] = SearchPath,
            ["CI"] = null,
            ["DOTNET_TieredPGO"] = "0",
            ["no_proxy"] = "127.0.0.1,localhost",
        };

    public void Dispose()
    {
        foreach (var server in _servers)
        {
            server.Kill(entireProcessTree: true);
            server.WaitForExit();
            server.Dispose();
        }

        _folder.Delete(recursive: true);
    }
}
