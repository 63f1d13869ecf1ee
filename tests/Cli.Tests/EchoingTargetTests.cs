using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Conformance.Cli.Tests;

/// <summary>
/// A target that says again whatever secret it is sent, in its bodies, its headers and its reason phrases, in every form that the README names: none of them stands in any output. And what
/// CI servers and terminals would obey does not either.
/// </summary>
[Trait("Category", "Slow")]
public sealed partial class EchoingTargetTests : IDisposable
{
    private const string Token = "aT9-kQ2xW7_pL4mN8sV1zR5";
    private const string Password = "open/sesame+\"17\"&<q>";
    private const string AppKey = "f3A9c7E1b5D8.G2h6J4k0";
    private const string Obeyed = "##vso[task.setvariable variable=a]b ::error::c \u001b[31m\u202e ##teamcity[d]";

    private static readonly string[] Formats = ["junit", "html", "json", "sarif", "messages", "markdown"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("conformance-");

    private static Dictionary<string, Func<string, string>> Encodings { get; } =
        new()
        {
            ["as it is"] = s => s,
            ["base64"] = Base64,
            ["base64url"] = Base64Url,
            ["base64, twice"] = s => Base64(Base64(s)),
            ["base64url, twice"] = s => Base64Url(Base64Url(s)),
            ["hexadecimal digits"] = Hex,
            ["hexadecimal digits, twice"] = s => Hex(Hex(s)).ToUpperInvariant(),
            ["URL"] = Url,
            ["URL, twice"] = s => Url(Url(s)),
            ["JSON"] = s => JsonSerializer.Serialize(s)[1..^1],
            ["JSON, twice"] = s => JsonSerializer.Serialize(JsonSerializer.Serialize(s)[1..^1])[1..^1],
            ["HTML"] = s => WebUtility.HtmlEncode(s)!,
            ["HTML, twice"] = s => WebUtility.HtmlEncode(WebUtility.HtmlEncode(s))!,
            ["capitals"] = s => s.ToUpperInvariant(),
            ["small letters"] = s => s.ToLowerInvariant(),
            ["backwards"] = s => new string([.. s.Reverse()]),
        };

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Nothing_of_it_is_in_any_output()
    {
        var contract = Path.Combine(_folder.FullName, "echo.yaml");
        await File.WriteAllTextAsync(contract, TokenDocument.Of("opaque"), TestContext.Current.CancellationToken);
        var users = Path.Combine(_folder.FullName, "users");
        await File.WriteAllTextAsync(users, $"# who logs in\nalice:{Password}\nbob:{Password}\n", TestContext.Current.CancellationToken);
        await using var target = new EchoingServer();
        var (exitCode, output, error) = await ConformProcess.RunAsync(
            "verify",
            contract,
            "-u",
            target.Address,
            "--user-file",
            users,
            "-H",
            $"X-App-Key: {AppKey}",
            "-H",
            "Origin: https://shop.example",
            "--verbose",
            "--strict",
            "--report",
            string.Join(',', Formats.Select(f => $"{f}={PathOf(f)}"))
        );
        Assert.True(exitCode is 1 or 3, $"{exitCode} {output} {error}");
        var outputs = Formats.ToDictionary(f => f, f => File.ReadAllText(PathOf(f)));
        outputs["console"] = output;
        outputs["errors"] = error;
        Assert.True(target.Echoes > 20, $"{target.Echoes} echoes");
        foreach (var (place, text) in outputs)
        {
            foreach (var secret in (string[])[Token, Password, AppKey])
            {
                foreach (var (name, encode) in Encodings)
                    Assert.False(text.Contains(encode(secret), StringComparison.Ordinal), $"{secret} in {place}, {name}");
            }

            foreach (var secret in (string[])[Token, AppKey])
            {
                for (var at = 0; at + 8 <= secret.Length; at++)
                    Assert.False(text.Contains(secret.Substring(at, 8), StringComparison.Ordinal), $"{secret[at..(at + 8)]} in {place}");
            }
        }

        foreach (var place in (string[])["console", "errors", "junit", "markdown"])
            Assert.DoesNotMatch(CommandsAndControls(), outputs[place]);
        Assert.Contains("https://shop.example", outputs["json"], StringComparison.Ordinal);
        Assert.Contains("alice", outputs["json"], StringComparison.Ordinal);
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Base64Url(string text) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private static string Hex(string text) => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text));

    private static string Url(string text) => string.Concat(Encoding.UTF8.GetBytes(text).Select(b => $"%{b:X2}"));

    [GeneratedRegex(
        @"##vso\[|##teamcity\[|::error::|[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]",
        RegexOptions.None,
        10_000
    )]
    private static partial Regex CommandsAndControls();

    /// <summary>Gives everybody the same token, accepts it always, and says whatever it was sent in every form.</summary>
    private sealed partial class EchoingServer : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly Task _accepting;
        private int _echoes;

        public EchoingServer()
        {
            _listener.Start();
            _accepting = AcceptAsync();
        }

        public int Echoes => _echoes;

        public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await _accepting;
        }

        private async Task AcceptAsync()
        {
            var serving = new List<Task>();
            try
            {
                while (true)
                    serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync()));
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                await Task.WhenAll(serving);
            }
        }

        private async Task ServeAsync(TcpClient client)
        {
            using (client)
            {
                try
                {
                    var stream = client.GetStream();
                    var buffer = new byte[64 * 1024];
                    var request = "";
                    while (!IsWhole(request))
                    {
                        var read = await stream.ReadAsync(buffer);
                        if (read == 0)
                            return;
                        request += Encoding.Latin1.GetString(buffer, 0, read);
                    }

                    await stream.WriteAsync(Answer(request));
                    client.Client.Shutdown(SocketShutdown.Send);
                    while (await stream.ReadAsync(buffer) > 0) { }
                }
                catch (Exception exception) when (exception is IOException or SocketException)
                {
                    // The client has had enough.
                }
            }
        }

        [GeneratedRegex("content-length: (?<n>[0-9]+)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 10_000)]
        private static partial Regex ContentLength();

        private static bool IsWhole(string request)
        {
            var end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end < 0)
                return false;
            var length = ContentLength().Match(request);
            return !length.Success || request.Length >= end + 4 + int.Parse(length.Groups["n"].Value);
        }

        private byte[] Answer(string request)
        {
            var secrets = new List<string> { Token, AppKey };
            if (request.Contains("\r\n\r\n{", StringComparison.Ordinal))
                secrets.Add(Password);
            Interlocked.Increment(ref _echoes);
            var said = secrets
                .SelectMany(s => Encodings.Select(e => e.Value(s)).Append(string.Join(' ', s.Chunk(8).Select(c => new string(c)))))
                .ToList();
            var isLogin = request.StartsWith("POST /login", StringComparison.Ordinal);
            var fields = said.Select((t, i) => (Name: $"f{i}", Value: t)).Append((Name: "n", Value: Obeyed + " " + string.Join(' ', said)));
            var body = JsonSerializer.Serialize(
                fields.Append((Name: isLogin ? "token" : "other", Value: Token)).ToDictionary(f => f.Name, f => f.Value)
            );
            var headers = string.Concat(said.Select((t, i) => $"X-Echo-{i}: {t}\r\n"));
            var reason = string.Join(' ', said);
            var status = request.StartsWith("POST /logout", StringComparison.Ordinal) ? 409 : 200;
            return Encoding.UTF8.GetBytes(
                $"HTTP/1.1 {status} {reason}\r\nContent-Type: application/json\r\nSet-Cookie: s={Token}\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}"
            );
        }
    }
}
