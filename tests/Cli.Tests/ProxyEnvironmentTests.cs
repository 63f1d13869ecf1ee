using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Conformance.Cli.Tests;

/// <summary>Proxies that the environment names: used for targets elsewhere, never for this machine, and told where they are in the way.</summary>
[Trait("Category", "Slow")]
public sealed class ProxyEnvironmentTests
{
    private static readonly string[] Users = ["--user", "alice@example.com:open-sesame-1", "--user", "bob@example.com:open-sesame-1"];

    [Theory]
    [InlineData("http_proxy")]
    [InlineData("HTTP_PROXY")]
    [InlineData("all_proxy")]
    [InlineData("ALL_PROXY")]
    public async Task The_embedded_mock_is_asked_directly(string variable)
    {
        var (exitCode, output, error) = await ConformProcess.RunInAsync(
            [(variable, $"http://127.0.0.1:{ClosedPort()}")],
            ["verify", "sig", "--requirement", "SIG-01"]
        );
        Assert.True(exitCode == 0, output + error);
    }

    [Fact]
    public async Task A_target_on_loopback_and_its_control_api_are_asked_directly()
    {
        var (mock, address) = await ConformProcess.MockAsync("sig", "--quiet");
        await using var running = mock;
        var (exitCode, output, error) = await ConformProcess.RunInAsync(
            [("http_proxy", $"http://127.0.0.1:{ClosedPort()}"), ("ALL_PROXY", "what is this?")],
            ["verify", "sig", "-u", $"{address}", "--control-api", $"{new Uri(address, "/__admin")}", "--requirement", "SIG-08", .. Users]
        );
        Assert.True(exitCode == 0, output + error);
    }

    [Theory]
    [InlineData("http_proxy")]
    [InlineData("HTTP_PROXY")]
    [InlineData("ALL_PROXY")]
    public async Task A_proxy_that_cannot_be_reached_is_told_with_its_variable(string variable)
    {
        var proxy = $"http://127.0.0.1:{ClosedPort()}";
        var (exitCode, output, _) = await ConformProcess.RunInAsync(
            [(variable, proxy.Replace("http://", "http://someone:hidden-word@", StringComparison.Ordinal))],
            ["verify", "sig", "-u", "http://target.example", .. Users]
        );
        Assert.Equal(3, exitCode);
        Assert.Contains($"the proxy {proxy}, which {variable} names", Flat(output), StringComparison.Ordinal);
        Assert.Contains("NO_PROXY", output, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden-word", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 407 X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", "http://target.example", "answered 407")]
    [InlineData(
        "HTTP/1.1 403 X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        "http://target.example",
        "It was asked through the proxy"
    )]
    [InlineData("HTTP/1.1 403 X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", "https://target.example", "let no connection pass")]
    public async Task A_proxy_that_refuses_is_told_with_its_variable(string answer, string target, string expected)
    {
        await using var proxy = new Proxy(answer);
        var (exitCode, output, error) = await ConformProcess.RunInAsync(
            [("ALL_PROXY", proxy.Address)],
            ["verify", "sig", "-u", target, "--retries", "0", .. Users]
        );
        Assert.True(exitCode == 3, output + error);
        Assert.Contains(expected, Flat(output), StringComparison.Ordinal);
        Assert.Contains($"the proxy {proxy.Address}, which ALL_PROXY names", Flat(output), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http_proxy", "http://")]
    [InlineData("http_proxy", "what is this?")]
    [InlineData("HTTP_PROXY", "ftp://proxy.example")]
    [InlineData("ALL_PROXY", "http://user:hidden-word@[::1")]
    public async Task A_variable_that_names_no_proxy_is_a_mistake_of_usage(string variable, string value)
    {
        var (exitCode, output, error) = await ConformProcess.RunInAsync(
            [(variable, value)],
            ["verify", "sig", "-u", "http://target.example", .. Users]
        );
        Assert.True(exitCode == 2, output + error);
        Assert.StartsWith($"conform: The environment variable {variable} names no proxy: ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden-word", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("target.invalid")]
    [InlineData(".invalid")]
    [InlineData("other.example, target.invalid:80")]
    [InlineData("*")]
    public async Task A_target_that_no_proxy_names_is_asked_directly(string list)
    {
        var (exitCode, output, _) = await ConformProcess.RunInAsync(
            [("http_proxy", $"http://127.0.0.1:{ClosedPort()}"), ("NO_PROXY", list)],
            ["verify", "sig", "-u", "http://target.invalid", "--retries", "0", .. Users]
        );
        Assert.Equal(3, exitCode);
        Assert.DoesNotContain("http_proxy", output, StringComparison.Ordinal);
        Assert.Contains("target.invalid", output, StringComparison.Ordinal);
    }

    // The terminal's line breaks are no part of a sentence.
    private static string Flat(string output) =>
        string.Join(' ', output.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>A proxy that answers everything alike.</summary>
    private sealed class Proxy : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly Task _serving;

        public Proxy(string answer)
        {
            _listener.Start();
            _serving = ServeAsync(Encoding.ASCII.GetBytes(answer));
        }

        public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await _serving;
        }

        private async Task ServeAsync(byte[] answer)
        {
            try
            {
                while (true)
                {
                    using var client = await _listener.AcceptTcpClientAsync();
                    var stream = client.GetStream();
                    if (await stream.ReadAsync(new byte[64 * 1024]) > 0)
                        await stream.WriteAsync(answer);
                }
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException or IOException)
            {
                // The test is over, or its client has had enough.
            }
        }
    }
}
