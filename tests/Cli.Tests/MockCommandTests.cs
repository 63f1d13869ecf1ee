using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Conformance.TestKit;

namespace Conformance.Cli.Tests;

public sealed class MockCommandTests
{
    [Fact]
    public async Task It_prints_routes_roles_users_and_a_login_that_works()
    {
        var (process, address) = await ConformProcess.MockAsync("sig", "--user", "carol@example.com:secret-123");
        await using var running = process;
        Assert.Contains($"  POST    {address}sig/api/logout         logout", process.Output, StringComparison.Ordinal);
        Assert.Contains($"  GET     {address}sig/api/me             protected", process.Output, StringComparison.Ordinal);
        Assert.Contains("alice@example.com (password open-sesame-1), bob@example.com", process.Output, StringComparison.Ordinal);
        Assert.Contains(
            $"curl -s {address}sig/api/login -H 'Content-Type: application/json' --data-raw '",
            process.Output,
            StringComparison.Ordinal
        );

        using var client = new HttpClient { BaseAddress = address };
        var login = await client.PostAsJsonAsync(
            "/sig/api/login",
            new { email = "carol@example.com", password = "secret-123" },
            TestContext.Current.CancellationToken
        );
        Assert.Equal(200, (int)login.StatusCode);
    }

    [Fact]
    public async Task It_takes_the_credentials_of_the_client_that_it_was_told_and_no_others()
    {
        var contract = Repository.PathOf("tests/Field.Tests/Words/client.yaml");
        var (process, address) = await ConformProcess.MockAsync(contract, "--client", "secret=right-one", "--client", "key=k-1");
        await using var running = process;
        Assert.Equal(200, await LogInAsync(address, "right-one"));
        Assert.Equal(403, await LogInAsync(address, "another"));

        var (exit, _, error) = await ConformProcess.RunAsync("mock", contract, "--client", "sekret=x");
        Assert.Equal(2, exit);
        Assert.Contains("Did you mean \"secret\"?", error, StringComparison.Ordinal);
    }

    private static async Task<int> LogInAsync(Uri address, string secret)
    {
        using var client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.Add("X-App-Key", "k-1");
        client.DefaultRequestHeaders.Add("Origin", "https://app.example");
        var body = new
        {
            name = "alice@example.com",
            password = "open-sesame-1",
            client_id = "web-app",
            client_secret = secret,
        };
        using var answer = await client.PostAsJsonAsync("/login", body, TestContext.Current.CancellationToken);
        return (int)answer.StatusCode;
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_stops_it_with_0(string signal)
    {
        var (process, _) = await ConformProcess.MockAsync("rinne");
        await using var running = process;
        await process.SignalAsync(signal);
        Assert.Equal(0, await process.ExitAsync());
    }

    [Fact]
    public async Task A_document_with_its_overlay_is_served_like_the_built_in_contract()
    {
        var (process, address) = await ConformProcess.MockAsync(
            "specs/rinne/openapi.yaml",
            "--overlay",
            "specs/rinne/session.overlay.yaml",
            "--reading",
            "RIN-06=blacklist"
        );
        await using var running = process;
        using var client = new HttpClient { BaseAddress = address };
        var login = await client.PostAsJsonAsync(
            "/core/v1/auth/login",
            new { identifier = "alice@example.com", password = "open-sesame-1" },
            TestContext.Current.CancellationToken
        );
        var token = JsonNode.Parse(await login.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))![
            "token"
        ]!.GetValue<string>();
        client.DefaultRequestHeaders.Add("Authorization", $"Bearer {token}");
        Assert.Equal(
            200,
            (int)(await client.PostAsync("/rinne/core/v1/auth/logout", null, TestContext.Current.CancellationToken)).StatusCode
        );
        Assert.Equal(401, (int)(await client.GetAsync("/core/v1/auth/me", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task The_journal_and_the_origins_of_the_control_api_are_options()
    {
        var (process, address) = await ConformProcess.MockAsync("sig", "--journal", "2", "--control-origin", "http://localhost:5173");
        await using var running = process;
        using var client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.Add("Origin", "http://localhost:5173");
        Assert.Equal(
            2,
            JsonNode.Parse(await client.GetStringAsync("/__admin/requests", TestContext.Current.CancellationToken))![
                "kept"
            ]!.GetValue<int>()
        );
    }

    [Fact]
    public async Task A_name_of_ones_own_is_an_option()
    {
        var (process, address) = await ConformProcess.MockAsync("sig", "--allow-host", "api.local");
        await using var running = process;
        using var client = new HttpClient { BaseAddress = address };
        foreach (var (host, status) in new[] { ("api.local:80", 200), ("api.example", 403), (address.Authority, 200) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/__admin/health") { Headers = { Host = host } };
            using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(status, (int)response.StatusCode);
        }
    }

    [Fact]
    public async Task Public_keys_beyond_loopback_are_an_option()
    {
        var (process, _) = await ConformProcess.MockAsync("sig", "--seed", "42", "--host", "0.0.0.0", "--allow-public-keys");
        await using var running = process;
        Assert.Contains("Control API: http://0.0.0.0", process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_logs_are_a_json_object_a_line_from_the_first_one_on()
    {
        var (process, address) = await ConformProcess.MockAsync("sig", "--json-logs");
        await using var running = process;
        using var client = new HttpClient { BaseAddress = address };
        await client.GetAsync("/sig/api/me", TestContext.Current.CancellationToken);
        await process.SignalAsync("INT");
        await process.ExitAsync();
        var lines = process.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal(2, lines.Count);
        Assert.Equal(("missing", 401), (lines[1]["reason"]!.GetValue<string>(), lines[1]["status"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Https_is_an_option_with_a_certificate_that_is_named_and_delays_and_an_upstream_are_too()
    {
        var home = Directory.CreateTempSubdirectory("conformance-");
        try
        {
            var (process, address) = await ConformProcess.MockInAsync(
                [("XDG_DATA_HOME", home.FullName), ("HOME", home.FullName)],
                ["sig", "--https", "--delay", "1ms..2ms", "--upstream", "http://127.0.0.1:9", "--upstream-for", "me"]
            );
            await using var running = process;
            Assert.Equal(("https", "localhost"), (address.Scheme, address.Host));
            if (OperatingSystem.IsLinux())
                Assert.Contains(
                    $"Certificate: {home.FullName}/conform/localhost.pem, made here for localhost.",
                    process.Output,
                    StringComparison.Ordinal
                );
            using var client = new HttpClient(
                new SocketsHttpHandler
                {
                    SslOptions =
                    {
                        RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                            certificate?.Subject.StartsWith("CN=localhost", StringComparison.Ordinal) == true,
                    },
                }
            );
            Assert.Equal(
                502,
                (int)(await client.GetAsync(new Uri(address, "/sig/api/me"), TestContext.Current.CancellationToken)).StatusCode
            );
        }
        finally
        {
            home.Delete(recursive: true);
        }

        foreach (
            var (arguments, sentence) in new (string[], string)[]
            {
                (["--delay", "2s..1s"], "--delay \"2s..1s\" is no time of at most 10 minutes."),
                (["--upstream", "staging"], "--upstream \"staging\" is no http or https address"),
                (["--upstream-for", "me"], "say which one with --upstream URL."),
            }
        )
        {
            var (exitCode, _, error) = await ConformProcess.RunAsync(["mock", "sig", .. arguments]);
            Assert.Equal(2, exitCode);
            Assert.Contains(sentence, error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_document_is_read_from_standard_input()
    {
        var document = await File.ReadAllTextAsync(
            Repository.PathOf("specs", "sig", "openapi.yaml"),
            TestContext.Current.CancellationToken
        );
        var (exitCode, output, _) = await ConformProcess.RunWithInputAsync(document, ["lint", "-"]);
        Assert.Equal((0, "1 contract: 0 errors, 0 warnings"), (exitCode, output.Trim()));
        var (broken, problems, _) = await ConformProcess.RunWithInputAsync("openapi: 2.0\n", ["lint", "-"]);
        Assert.Equal(2, broken);
        Assert.Contains("<stdin>:1:10: error:", problems, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_built_in_contracts_are_listed_and_without_a_mistake()
    {
        var (exitCode, output, error) = await ConformProcess.RunAsync("lint");
        Assert.True(exitCode == 0, output + error);
        Assert.Equal("5 contracts: 0 errors, 0 warnings", output.Trim());
        var (_, list, _) = await ConformProcess.RunAsync("list");
        Assert.Contains("  --reading RIN-06=NAME: stateless (default), blacklist", list, StringComparison.Ordinal);
    }
}
