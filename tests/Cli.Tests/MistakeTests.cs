using System.Net;
using System.Net.Sockets;
using Conformance.TestKit;

namespace Conformance.Cli.Tests;

/// <summary>A mistake of the user's ends in a sentence that tells how to mend it, and exit code 2.</summary>
public sealed class MistakeTests
{
    private static readonly string Document = Repository.PathOf("specs", "rinne", "openapi.yaml");

    [Trait("Category", "Slow")]
    [Theory]
    [InlineData(
        "is neither a contract nor a file. Did you mean \"nethesis\"? The built-in contracts are bankezy, fincode, nethesis, rinne, sig.",
        "mock",
        "nethsis"
    )]
    [InlineData("There is no file \"no/such.yaml\".", "mock", "no/such.yaml")]
    [InlineData("has no openapi.yaml", "mock", "src")]
    [InlineData("--port 70000 is no port", "mock", "sig", "--port", "70000")]
    [InlineData("--host \"nowhere\" is no IP address", "mock", "sig", "--host", "nowhere")]
    [InlineData("--user \"carol\" is not NAME:PASSWORD", "mock", "sig", "--user", "carol")]
    [InlineData(
        "--control-origin \"http://localhost:5173/\" is no origin. Write for example http://localhost:5173, without a path",
        "mock",
        "sig",
        "--control-origin",
        "http://localhost:5173/"
    )]
    [InlineData("--control-origin \"*\" is no origin", "mock", "sig", "--control-origin", "*")]
    [InlineData("--allow-host \"http://api.local\" is no name of a host", "mock", "sig", "--allow-host", "http://api.local")]
    [InlineData("--allow-host \"api.local:80\" is no name of a host", "mock", "sig", "--allow-host", "api.local:80")]
    [InlineData(
        "--seed 42 makes keys that everybody can make, and --host 0.0.0.0 is for others",
        "mock",
        "sig",
        "--seed",
        "42",
        "--host",
        "*"
    )]
    [InlineData("or say --allow-public-keys", "mock", "sig", "--seed", "42", "--host", "::")]
    [InlineData("--journal -1 is no size", "mock", "sig", "--journal", "-1")]
    [InlineData("--journal-memory \"much\" is no size", "mock", "sig", "--journal-memory", "much")]
    [InlineData("--max-body \"10 parsecs\" is no size", "mock", "sig", "--max-body", "10 parsecs")]
    [InlineData("--max-body \"3GB\" is no size", "mock", "sig", "--max-body", "3GB")]
    [InlineData("--clock \"soon\" is no time", "mock", "sig", "--clock", "soon")]
    [InlineData("--reading \"RIN-06\" is not ID=NAME", "mock", "rinne", "--reading", "RIN-06")]
    [InlineData("--overlay goes with one contract, and there are 2", "mock", "sig", "rinne", "--overlay", "x.yaml")]
    [InlineData("No contract here has a reading for RIN-6", "mock", "rinne", "sig", "--reading", "RIN-6=blacklist")]
    [InlineData("Cannot parse argument 'x'", "mock", "sig", "--port", "x")]
    [InlineData("There is no option --prot. Did you mean --port?", "mock", "sig", "--prot", "5")]
    [InlineData("There is no command \"mok\". Did you mean \"mock\"?", "mok")]
    [InlineData("There is no command \"serve\". \"conform --help\" tells what there is.", "serve")]
    public async Task A_wrong_argument_is_told_in_a_sentence(string message, params string[] arguments)
    {
        var (exitCode, _, error) = await ConformProcess.RunAsync(arguments);
        Assert.Equal(2, exitCode);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rinne", "RIN-06=blaclist", "Did you mean \"blacklist\"?")]
    [InlineData("rinne", "RIN-6=blacklist", "Did you mean \"RIN-06\"?")]
    public async Task A_reading_that_does_not_exist_is_told_with_the_nearest(string contract, string reading, string message)
    {
        var (exitCode, _, error) = await ConformProcess.RunAsync("mock", contract, "--reading", reading);
        Assert.Equal(2, exitCode);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mock")]
    [InlineData("verify")]
    public async Task A_reference_that_was_not_read_is_told_with_its_place(string command)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("conformance-").FullName, "api.yaml");
        await File.WriteAllTextAsync(
            path,
            "openapi: 3.0.3\ninfo: {title: A, version: '1'}\npaths: {/a: {get: {responses: {'200': {$ref: 'r.yaml#/A'}}}}}\n",
            TestContext.Current.CancellationToken
        );
        var (exitCode, _, error) = await ConformProcess.RunAsync(command, path);
        Assert.Equal(2, exitCode);
        Assert.Contains("api.yaml:3:46: error:", error, StringComparison.Ordinal);
        Assert.Contains("[ref-unread]", error, StringComparison.Ordinal);
        Assert.Contains("1 contract cannot be", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_told()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var (exitCode, _, error) = await ConformProcess.RunAsync("mock", "sig", "--port", $"{port}");
        Assert.Equal(2, exitCode);
        Assert.Equal(
            $"conform: Port {port} on localhost is in use. Stop what listens there, or choose another with --port (0 takes a free one).",
            error.Trim()
        );
    }

    [Theory]
    [InlineData(
        "overlay: 1.0.0\ninfo: {title: t, version: '1'}\nactions:\n  - target: $.paths[\n    update: {}\n",
        ":4:",
        "jsonpath-syntax"
    )]
    [InlineData("overlay: 1.0.0\ninfo: {title: t, version: '1'}\nactions: [\n", ":", "yaml-syntax")]
    [InlineData("openapi: 3.1.0\n", ":1:", "overlay-")]
    public async Task A_bad_overlay_is_told_with_its_place(string overlay, string place, string rule)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("conformance-").FullName, "bad.overlay.yaml");
        await File.WriteAllTextAsync(path, overlay, TestContext.Current.CancellationToken);
        var (exitCode, _, error) = await ConformProcess.RunAsync("mock", Document, "--overlay", path);
        Assert.Equal(2, exitCode);
        Assert.Contains($"bad.overlay.yaml{place}", error, StringComparison.Ordinal);
        Assert.Contains($"[{rule}", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_mistakes_of_a_contract_are_told_at_once_with_their_places()
    {
        var folder = Directory.CreateTempSubdirectory("conformance-").FullName;
        await File.WriteAllTextAsync(
            Path.Combine(folder, "openapi.yaml"),
            """
            openapi: 3.1.0
            info: {title: Broken, version: '1'}
            x-session:
              tokens:
                access: {format: jwtt, lifetime: 1 hour}
            paths:
              /logout:
                post:
                  x-session: {role: logaut}
                  responses: {'204': {description: Out.}}
            """,
            TestContext.Current.CancellationToken
        );
        var (exitCode, output, _) = await ConformProcess.RunAsync("lint", folder);
        Assert.Equal(2, exitCode);
        Assert.Contains("openapi.yaml:5:22: error:", output, StringComparison.Ordinal);
        Assert.Contains("openapi.yaml:5:38: error:", output, StringComparison.Ordinal);
        Assert.Contains("openapi.yaml:9:25: error:", output, StringComparison.Ordinal);
        Assert.Contains("Did you mean \"logout\"?", output, StringComparison.Ordinal);
        Assert.Contains("1 hour", output, StringComparison.Ordinal);
    }
}
