using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Conformance.Cli.Tests;

/// <summary><c>conform verify</c> as users and CI servers call it.</summary>
[Trait("Category", "Slow")]
public sealed class VerifyCommandTests : IDisposable
{
    private static readonly string[] Users = ["--user", "alice@example.com:open-sesame-1", "--user", "bob@example.com:open-sesame-1"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("conformance-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Trait("Category", "Slow")]
    [Fact]
    public async Task All_five_contracts_pass_on_the_embedded_mock()
    {
        var (exitCode, output, error) = await ConformProcess.RunAsync("verify", "--all");
        Assert.True(exitCode == 0, output + error);
        Assert.Contains("5 contracts, ", output, StringComparison.Ordinal);
        Assert.Contains(" 0 failed, ", output, StringComparison.Ordinal);
        Assert.Contains(" 0 inconclusive, ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("open-sesame-1", output, StringComparison.Ordinal);
    }

    [Trait("Category", "Slow")]
    [Fact]
    public async Task Every_report_is_written_and_none_holds_a_password_or_a_token()
    {
        var names = new[] { "junit", "html", "json", "sarif", "messages", "markdown" };
        var request = string.Join(',', names.Select(n => $"{n}={PathOf(n)}"));
        var (exitCode, output, error) = await ConformProcess.RunAsync("verify", "sig", "--report", request);
        Assert.True(exitCode == 0, output + error);
        foreach (var name in names)
        {
            var text = await File.ReadAllTextAsync(PathOf(name), TestContext.Current.CancellationToken);
            Assert.Contains(name == "markdown" ? "sig" : "SIG-07", text, StringComparison.Ordinal);
            Assert.DoesNotContain("open-sesame-1", text, StringComparison.Ordinal);
            Assert.DoesNotContain("eyJ0eXAi", text, StringComparison.Ordinal);
        }
    }

    [Trait("Category", "Slow")]
    [Fact]
    public async Task A_mock_elsewhere_is_verified_with_its_clock()
    {
        var (mock, address) = await ConformProcess.MockAsync("sig", "--quiet");
        await using var running = mock;
        var (exitCode, output, error) = await ConformProcess.RunAsync([
            "verify",
            "sig",
            "-u",
            $"{address}",
            "--control-api",
            $"{new Uri(address, "/__admin")}",
            "--requirement",
            "SIG-08",
            "--requirement",
            "SIG-10",
            .. Users,
        ]);
        Assert.True(exitCode == 0, output + error);
        Assert.Contains("4 passed, 0 failed", output, StringComparison.Ordinal);
    }

    [Trait("Category", "Slow")]
    [Fact]
    public async Task Without_a_clock_what_needs_one_does_not_apply_and_says_why()
    {
        var (mock, address) = await ConformProcess.MockAsync("sig", "--quiet");
        await using var running = mock;
        var (exitCode, output, _) = await ConformProcess.RunAsync(["verify", "sig", "-u", $"{address}", .. Users]);
        Assert.Equal(0, exitCode);
        Assert.Contains("The target's clock cannot be moved", output, StringComparison.Ordinal);
        Assert.Contains("--wait-for-expiry", output, StringComparison.Ordinal);
    }

    [Trait("Category", "Slow")]
    [Fact]
    public async Task Nothing_at_the_address_is_told_and_is_never_green()
    {
        var (exitCode, output, _) = await ConformProcess.RunAsync(["verify", "sig", "-u", $"http://127.0.0.1:{ClosedPort()}", .. Users]);
        Assert.Equal(3, exitCode);
        Assert.Contains("Nothing answers at http://127.0.0.1:", output, StringComparison.Ordinal);
    }

    [Trait("Category", "Slow")]
    [Fact]
    public async Task Nothing_at_the_address_is_told_before_a_user_that_is_missing()
    {
        var (exitCode, output, _) = await ConformProcess.RunAsync("verify", "sig", "-u", $"http://127.0.0.1:{ClosedPort()}");
        Assert.Equal(3, exitCode);
        Assert.Contains("Nothing answers at http://127.0.0.1:", output, StringComparison.Ordinal);
    }

    [Trait("Category", "Slow")]
    [Fact]
    public async Task A_login_that_fails_is_told_and_is_never_green()
    {
        var (mock, address) = await ConformProcess.MockAsync("sig", "--quiet");
        await using var running = mock;
        var (exitCode, output, _) = await ConformProcess.RunAsync(
            "verify",
            "sig",
            "-u",
            $"{address}",
            "--user",
            "alice@example.com:not-hers-12"
        );
        Assert.Equal(3, exitCode);
        Assert.Contains(
            "The login at POST /api/login does not work: it answered 401",
            output.ReplaceLineEndings(" ").Replace("            ", "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("not-hers-12", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_strict_run_fails_for_its_warnings_and_a_list_of_known_failures_lets_them_pass_until_they_expire()
    {
        var (strict, _, _) = await ConformProcess.RunAsync("verify", "sig", "--strict", "--requirement", "RFC6750-3");
        Assert.Equal(1, strict);

        await File.WriteAllTextAsync(
            PathOf("known.yaml"),
            "- {id: RFC6750-3, reason: the framework sends it so, expires: 2999-01-31}\n",
            TestContext.Current.CancellationToken
        );
        var (known, output, _) = await ConformProcess.RunAsync(
            "verify",
            "sig",
            "--strict",
            "--requirement",
            "RFC6750-3",
            "--expected-failures",
            PathOf("known.yaml")
        );
        Assert.True(known == 0, output);

        await File.WriteAllTextAsync(
            PathOf("known.yaml"),
            "- {id: RFC6750-3, reason: the framework sends it so, expires: 2020-01-31}\n",
            TestContext.Current.CancellationToken
        );
        var (expired, told, _) = await ConformProcess.RunAsync(
            "verify",
            "sig",
            "--strict",
            "--requirement",
            "RFC6750-3",
            "--expected-failures",
            PathOf("known.yaml")
        );
        Assert.Equal(1, expired);
        Assert.Contains("has expired on 2020-01-31", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_configuration_file_stands_in_for_options_and_the_command_line_wins()
    {
        await File.WriteAllTextAsync(
            PathOf("conform.yaml"),
            $"strict: true\nrequirements: [RFC6750-3]\nreport: json={PathOf("json")}\n",
            TestContext.Current.CancellationToken
        );
        var (exitCode, output, error) = await ConformProcess.RunAsync("verify", "sig", "--config", PathOf("conform.yaml"));
        Assert.True(exitCode == 1, output + error);
        var report = JsonNode.Parse(await File.ReadAllTextAsync(PathOf("json"), TestContext.Current.CancellationToken));
        Assert.Equal("conformance-report/1", (string?)report!["format"]);

        var (narrowed, text, _) = await ConformProcess.RunAsync(
            "verify",
            "sig",
            "--config",
            PathOf("conform.yaml"),
            "--requirement",
            "SIG-05"
        );
        Assert.True(narrowed == 0, text);
    }

    [Theory]
    [InlineData("\"bas-url\" is no setting. Did you mean \"base-url\"?", "bas-url: http://127.0.0.1\n")]
    [InlineData("The environment variable NEVER_SET_HERE is not set.", "token-command: ${NEVER_SET_HERE}\n")]
    [InlineData("\"user\" is no setting. Did you mean \"users\"?", "user: ann:secret\n")]
    [InlineData("\"all\" is no setting.", "all: true\n")]
    [InlineData("is no whole number of 1 or more", "workers: none\n")]
    [InlineData("\"nam\" means nothing here", "users: [{nam: x}]\n")]
    public async Task A_mistake_in_the_configuration_is_told_with_its_place(string message, string yaml)
    {
        await File.WriteAllTextAsync(PathOf("conform.yaml"), yaml, TestContext.Current.CancellationToken);
        var (exitCode, _, error) = await ConformProcess.RunAsync(
            "verify",
            "sig",
            "-u",
            "http://127.0.0.1:1",
            "--config",
            PathOf("conform.yaml")
        );
        Assert.Equal(2, exitCode);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.Contains("conform.yaml:1:", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--base-url goes with one contract, and there are 5", "-u", "http://127.0.0.1:1")]
    [InlineData("\"nowhere\" is no http or https address", "sig", "-u", "nowhere")]
    [InlineData("--requirement SIG-7 names no requirement of sig. Did you mean SIG-07?", "sig", "--requirement", "SIG-7")]
    [InlineData("\"@a and\" is no tag expression", "sig", "--include-tag", "@a and")]
    [InlineData("\"jnit\" is not a format of reports; did you mean \"junit\"?", "sig", "--report", "jnit=x.xml")]
    [InlineData("there is no folder \"no/such\"", "sig", "--features", "no/such")]
    [InlineData("--all means every built-in contract", "sig", "--all")]
    [InlineData("\"x\" is no header", "sig", "-u", "http://127.0.0.1:1", "-H", "x")]
    [InlineData("\"soon\" is no time", "sig", "-u", "http://127.0.0.1:1", "--request-timeout", "soon")]
    public async Task A_wrong_option_is_told_in_a_sentence(string message, params string[] arguments)
    {
        var (exitCode, _, error) = await ConformProcess.RunAsync(["verify", .. arguments]);
        Assert.Equal(2, exitCode);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Trait("Category", "Slow")]
    [Fact]
    public async Task A_users_own_features_run_beside_the_built_in_ones_and_their_mistakes_are_told_with_a_caret()
    {
        await File.WriteAllTextAsync(
            PathOf("mine.feature"),
            "Feature: Mine\n  Scenario: It works\n    Given a session\n    When the session logs out\n    Then the logout succeeds\n",
            TestContext.Current.CancellationToken
        );
        var (exitCode, output, error) = await ConformProcess.RunAsync(
            "verify",
            "sig",
            "--features",
            _folder.FullName,
            "--exclude-tag",
            "@needs-login or @SIG-01 or @SIG-02 or @SIG-03 or @SIG-04 or @SIG-05 or @SIG-06 or @SIG-07 or @SIG-08 or @SIG-09 or @SIG-10 or @SIG-12 or @SIG-14"
        );
        Assert.True(exitCode == 0, output + error);
        Assert.Contains("1 contract, 1 scenario: 1 passed", output, StringComparison.Ordinal);

        await File.WriteAllTextAsync(
            PathOf("mine.feature"),
            "Feature: Mine\n  @needs-refesh\n  Scenario: It works\n    Given a sesion\n",
            TestContext.Current.CancellationToken
        );
        var (faulty, _, told) = await ConformProcess.RunAsync("verify", "sig", "--features", _folder.FullName);
        Assert.Equal(2, faulty);
        Assert.Contains("mine.feature:2:3:", told, StringComparison.Ordinal);
        Assert.Contains("Did you mean @needs-refresh?", told, StringComparison.Ordinal);
        Assert.Contains("mine.feature:4:", told, StringComparison.Ordinal);
        Assert.Contains("a session", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_lists_the_scenarios_and_asks_nobody()
    {
        var (exitCode, output, _) = await ConformProcess.RunAsync("verify", "rinne", "--dry-run", "-u", $"http://127.0.0.1:{ClosedPort()}");
        Assert.Equal(0, exitCode);
        Assert.Contains("rinne/logout.feature:", output, StringComparison.Ordinal);
        Assert.Contains("does not apply: Only for contracts with a refresh", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("requirements", "SIG-07")]
    [InlineData("scenarios", "sig/logout.feature:")]
    public async Task Lists_show_coverage_both_ways(string what, string expected)
    {
        var (exitCode, output, _) = await ConformProcess.RunAsync("list", what, "sig");
        Assert.Equal(0, exitCode);
        Assert.Contains(expected, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_steps_are_listed_with_examples()
    {
        var (exitCode, output, _) = await ConformProcess.RunAsync("list", "steps");
        Assert.Equal(0, exitCode);
        Assert.Contains("When {session} logs out with a/an {forgery} {token}", output, StringComparison.Ordinal);
        Assert.Contains("When the session logs out with a tampered access token", output, StringComparison.Ordinal);
    }

    private static int ClosedPort()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        return ((IPEndPoint)taken.LocalEndpoint).Port;
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    [Fact]
    public async Task One_wrong_password_is_told_once_with_its_request_and_answer()
    {
        var (process, address) = await ConformProcess.MockAsync("sig");
        await using var running = process;
        var page = Path.Combine(Path.GetTempPath(), $"conform-wrong-password-{Environment.ProcessId}.html");
        var (exit, output, _) = await ConformProcess.RunAsync([
            "verify",
            "sig",
            "-u",
            $"{address}sig",
            "--user",
            "alice@example.com:wrong-password-77",
            "--report",
            $"html={page}",
        ]);
        Assert.Equal(3, exit);
        Assert.Equal(2, output.Split("The login at POST /api/login does not work").Length); // told once
        Assert.True(output.Split('\n').Length <= 25, output);
        Assert.Contains($"asked     curl -i {address}sig/api/login", output, StringComparison.Ordinal);
        Assert.Contains("answered  401 {\"code\":401,\"message\":\"Invalid credentials.\"}", output, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-password-77", output, StringComparison.Ordinal);
        var html = await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken);
        File.Delete(page);
        Assert.Contains("POST ", html, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-password-77", html, StringComparison.Ordinal);
    }
}
