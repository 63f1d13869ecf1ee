using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Conformance.Cli.Tests;

/// <summary>How a run reads the document of its contract: with what it wants, wherever that is said, and once.</summary>
[Trait("Category", "Slow")]
public sealed class ReadingDocumentsTests : IDisposable
{
    private const string Document = """
        openapi: 3.1.0
        info: {title: Parts, version: "1"}
        paths:
          /login:
            post:
              security: []
              x-session: {role: login, subject: $request.body#/u, secret: $request.body#/p, issues: {access: $response.body#/token}}
              requestBody: {required: true, content: {application/json: {schema: {type: object, required: [u, p], properties: {u: {type: string}, p: {type: string}}}}}}
              responses: {'200': {description: ok, content: {application/json: {schema: {type: object, properties: {token: {type: string}}}}}}, '401': {description: no}}
          /logout:
            post:
              security: [{bearer: []}]
              x-session: {role: logout, revokes: {access: session}}
              responses: {'204': {description: out}, '401': {description: no}}
          /me:
            get:
              security: [{bearer: []}]
              x-session: {role: protected}
              responses: {'200': {description: ok, content: {application/json: {schema: {type: object, properties: {n: {type: string}}}}}}, '401': {description: no}}
        components: {securitySchemes: {bearer: {type: http, scheme: bearer}}}
        x-session:
          tokens: {access: {format: opaque, lifetime: PT5M}}
          readings:
            R-01:
              default: session
              choices:
                session: []
                user: [{target: "$.paths['/logout'].post['x-session']", update: {revokes: {access: user}}}]
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("conformance-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("arguments")]
    [InlineData("environment")]
    [InlineData("file")]
    public async Task What_cannot_be_read_is_left_out_of_a_run_that_is_partial(string where)
    {
        var contract = await WriteAsync("api.yaml", Document);
        var overlay = await OverlayAsync(
            "{/extra: {get: {responses: {'200': {description: ok, content: {application/json: {schema: {$ref: './missing.yaml'}}}}}}}, /whole: {$ref: './gone.yaml'}}",
            "$.paths"
        );
        var config = await WriteAsync("c.yaml", where == "file" ? $"{{overlays: ['{overlay}'], partial: true}}" : "{}");
        var (exitCode, output, error) = await ConformProcess.RunInAsync(
            where == "environment" ? [("CONFORM_OVERLAY", overlay), ("CONFORM_PARTIAL", "true")] : [],
            ["verify", contract, "--mock", "--config", config, .. where == "arguments" ? ["--overlay", overlay, "--partial"] : (string[])[]]
        );
        Assert.True(exitCode == 0, output + error);
        Assert.Contains(
            "2 operations or paths were left out, for want of what could not be read: /whole, GET /extra.",
            output.ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        Assert.Contains("missing.yaml", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_partial_a_contract_that_cannot_be_read_is_not_verified()
    {
        var overlay = await OverlayAsync("{/whole: {$ref: './gone.yaml'}}", "$.paths");
        var (exitCode, _, error) = await ConformProcess.RunAsync(
            "verify",
            await WriteAsync("api.yaml", Document),
            "--mock",
            "--overlay",
            overlay
        );
        Assert.Equal(2, exitCode);
        Assert.Contains("gone.yaml", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_logout_that_was_left_out_makes_no_run_green()
    {
        var overlay = await OverlayAsync(
            "{content: {application/json: {schema: {$ref: './missing.yaml'}}}}",
            "$.paths['/logout'].post.responses['204']"
        );
        var (exitCode, output, error) = await ConformProcess.RunAsync(
            "verify",
            await WriteAsync("api.yaml", Document),
            "--mock",
            "--partial",
            "--overlay",
            overlay
        );
        Assert.True(exitCode == 3, output + error);
        Assert.Contains("POST /logout", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_overlay_of_the_configuration_goes_with_one_contract()
    {
        var config = await WriteAsync("c.yaml", "overlays: x.yaml");
        var (exitCode, _, error) = await ConformProcess.RunAsync("verify", "sig", "rinne", "--config", config);
        Assert.Equal(2, exitCode);
        Assert.Contains("c.yaml:1:11 goes with one contract, and there are 2", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_is_read_once_whatever_number_of_readings_it_has()
    {
        using var server = new DocumentServer(Document);
        var (exitCode, output, error) = await ConformProcess.RunAsync("verify", server.Address, "--mock");
        Assert.True(exitCode == 0, output + error);
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task A_document_of_the_standard_input_is_verified()
    {
        var (exitCode, output, error) = await ConformProcess.RunWithInputAsync(Document, ["verify", "-", "--mock"]);
        Assert.True(exitCode == 0, output + error);
    }

    private Task<string> OverlayAsync(string update, string target) =>
        WriteAsync(
            "more.overlay.yaml",
            $"overlay: 1.0.0\ninfo: {{title: More, version: '1'}}\nactions:\n  - target: {target}\n    update: {update}\n"
        );

    private async Task<string> WriteAsync(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        return path;
    }

    /// <summary>Serves one document, and counts how often it is asked for.</summary>
    private sealed class DocumentServer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private int _requests;

        public DocumentServer(string document)
        {
            _listener.Start();
            _ = ServeAsync(Encoding.UTF8.GetBytes(document));
        }

        public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/parts.yaml";

        public int Requests => _requests;

        public void Dispose() => _listener.Dispose();

        private async Task ServeAsync(byte[] body)
        {
            while (true)
            {
                try
                {
                    using var client = await _listener.AcceptTcpClientAsync();
                    await using var stream = client.GetStream();
                    using var reader = new StreamReader(stream, leaveOpen: true);
                    while (await reader.ReadLineAsync() is { Length: > 0 }) { }
                    Interlocked.Increment(ref _requests);
                    await stream.WriteAsync(
                        Encoding.ASCII.GetBytes(
                            $"HTTP/1.1 200 OK\r\nContent-Type: application/yaml\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"
                        )
                    );
                    await stream.WriteAsync(body);
                }
                catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException)
                {
                    return;
                }
            }
        }
    }
}
