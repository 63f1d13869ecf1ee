namespace Conformance.Cli.Tests;

/// <summary><c>conform init</c>: from a document without a word about its tokens to a contract that its own mock fulfils.</summary>
[Trait("Category", "Slow")]
public sealed class InitCommandTests : IDisposable
{
    private const string Document = """
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
                  content: {application/json: {schema: {type: object, properties: {token: {type: string}, refresh_token: {type: string}}}}}
          /token/refresh:
            post:
              requestBody:
                required: true
                content:
                  application/json:
                    schema: {type: object, required: [refresh_token], properties: {refresh_token: {type: string}}}
              responses:
                '200':
                  description: ok
                  content: {application/json: {schema: {type: object, properties: {token: {type: string}, refresh_token: {type: string}}}}}
          /sign-out:
            post: {responses: {'204': {description: gone}}}
          /bye:
            post: {responses: {'204': {description: gone}}}
          /me:
            get: {responses: {'200': {description: ok}, '401': {description: no}}}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("conformance-init-").FullName;

    public InitCommandTests() => File.WriteAllText(Path.Combine(_folder, "shop.yaml"), Document);

    [Fact]
    public async Task Writes_a_contract_that_the_command_it_prints_passes()
    {
        var output = Path.Combine(_folder, "out");

        var init = await ConformProcess.RunAsync("init", Path.Combine(_folder, "shop.yaml"), "-o", output);
        var lint = await ConformProcess.RunAsync("lint", output);
        var verify = await ConformProcess.RunAsync("verify", output, "--mock");

        Assert.Equal((0, ""), (init.ExitCode, init.Error));
        Assert.Contains("login      POST /sign-in", init.Output);
        Assert.Contains("refresh    POST /token/refresh", init.Output);
        Assert.Contains("logout     POST /sign-out", init.Output);
        Assert.Contains("protected  GET /me", init.Output);
        Assert.Contains($"conform verify {output} --mock", init.Output);
        Assert.Contains("0 errors", lint.Output);
        Assert.Equal(0, verify.ExitCode);
        Assert.Contains("PASSED", verify.Output);
    }

    [Fact]
    public async Task The_user_decides_who_plays_a_role()
    {
        var output = Path.Combine(_folder, "out");

        var init = await ConformProcess.RunAsync([
            "init",
            Path.Combine(_folder, "shop.yaml"),
            "-o",
            output,
            "--role",
            "logout=POST /bye",
            "--role",
            "refresh=none",
        ]);

        Assert.Equal((0, ""), (init.ExitCode, init.Error));
        Assert.Contains("logout     POST /bye", init.Output);
        var overlay = await File.ReadAllTextAsync(Path.Combine(output, "session.overlay.yaml"), TestContext.Current.CancellationToken);
        Assert.Contains("$.paths['/bye'].post", overlay);
        Assert.DoesNotContain("/sign-out", overlay);
        Assert.DoesNotContain("/token/refresh", overlay);
    }

    [Theory]
    [InlineData("logout=POST /sing-out", "Did you mean \"POST /sign-out\"?")]
    [InlineData("logot=POST /sign-out", "Did you mean \"logout\"?")]
    [InlineData("logout", "is not ROLE=OPERATION")]
    [InlineData("logout=sign-out", "is no operation")]
    public async Task A_choice_that_means_nothing_is_a_sentence(string choice, string sentence)
    {
        var init = await ConformProcess.RunAsync("init", Path.Combine(_folder, "shop.yaml"), "--role", choice);

        Assert.Equal(2, init.ExitCode);
        Assert.Contains(sentence, init.Error);
    }

    [Theory]
    [InlineData(
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {/things: {get: {responses: {'200': {description: ok}}}}}\n",
        "no operation logs in"
    )]
    [InlineData("just a text", "expected an OpenAPI document")]
    [InlineData("openapi: 3.1.0\ninfo: []\npaths: [1, 2]\n", "no operation logs in")]
    [InlineData(
        "openapi: 3.1.0\npaths: {/login: {post: {parameters: {a: 1}, requestBody: [], responses: 7, security: x}}}\n",
        "No contract is written"
    )]
    [InlineData("overlay: 1.0.0\nactions: []\n", "This is an Overlay")]
    public async Task A_document_without_a_session_is_told_in_sentences(string document, string sentence)
    {
        var path = Path.Combine(_folder, "other.yaml");
        await File.WriteAllTextAsync(path, document, TestContext.Current.CancellationToken);

        var init = await ConformProcess.RunAsync("init", path, "-o", Path.Combine(_folder, "none"));

        Assert.Equal(2, init.ExitCode);
        Assert.Contains(sentence, init.Error);
        Assert.DoesNotContain("fault of its own", init.Error);
        Assert.False(Directory.Exists(Path.Combine(_folder, "none")));
    }

    [Fact]
    public async Task Nothing_that_is_there_is_written_over_unasked()
    {
        var output = Path.Combine(_folder, "out");
        Directory.CreateDirectory(output);
        var mine = Path.Combine(output, "openapi.yaml");
        await File.WriteAllTextAsync(mine, "mine", TestContext.Current.CancellationToken);

        var init = await ConformProcess.RunAsync("init", Path.Combine(_folder, "shop.yaml"), "-o", output);

        Assert.Equal(2, init.ExitCode);
        Assert.Contains("is there already", init.Error);
        Assert.Equal("mine", await File.ReadAllTextAsync(mine, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Asks_a_target_what_the_document_leaves_open_and_keeps_no_secret()
    {
        var (process, address) = await ConformProcess.MockAsync(Path.Combine(_folder, "shop.yaml"), "--init");
        await using var running = process;
        var output = Path.Combine(_folder, "out");
        string[] target =
        [
            "-u",
            address.AbsoluteUri,
            "--user",
            "alice@example.com:open-sesame-1",
            "--user",
            "bob@example.com:open-sesame-1",
        ];

        var unasked = await ConformProcess.RunAsync(["init", Path.Combine(_folder, "shop.yaml"), "-o", output, .. target]);
        var init = await ConformProcess.RunAsync(["init", Path.Combine(_folder, "shop.yaml"), "-o", output, .. target, "--yes"]);
        var verify = await ConformProcess.RunAsync(["verify", output, .. target]);

        Assert.Equal(2, unasked.ExitCode);
        Assert.Contains("Say --yes", unasked.Error);
        Assert.Equal((0, ""), (init.ExitCode, init.Error));
        Assert.Contains("which ends a session of alice@example.com", init.Output);
        Assert.Contains("After POST /sign-out the access token opens GET /me no more.", init.Output);
        Assert.Contains("Another session of the same user lives on.", init.Output);
        Assert.DoesNotContain("open-sesame", init.Output);
        var overlay = await File.ReadAllTextAsync(Path.Combine(output, "session.overlay.yaml"), TestContext.Current.CancellationToken);
        Assert.Contains("x-origin: observed", overlay);
        Assert.DoesNotContain("open-sesame", overlay);
        Assert.Equal(0, verify.ExitCode);
    }

    [Fact]
    public async Task Names_of_operations_are_enough_where_there_is_a_target_and_no_document()
    {
        var (process, address) = await ConformProcess.MockAsync(Path.Combine(_folder, "shop.yaml"), "--init");
        await using var running = process;
        var output = Path.Combine(_folder, "named");
        string[] target =
        [
            "-u",
            address.AbsoluteUri,
            "--user",
            "alice@example.com:open-sesame-1",
            "--user",
            "bob@example.com:open-sesame-1",
        ];
        string[] names =
        [
            "--login",
            "POST /sign-in {\"mail\": \"{user}\", \"password\": \"{password}\"}",
            "--probe",
            "GET /me",
            "--logout",
            "POST /sign-out",
            "--refresh",
            "POST /token/refresh",
        ];

        var unasked = await ConformProcess.RunAsync(["init", .. target, .. names, "-o", output]);
        var init = await ConformProcess.RunAsync(["init", .. target, .. names, "-o", output, "--yes"]);
        var lint = await ConformProcess.RunAsync("lint", output);
        var own = await ConformProcess.RunAsync("verify", output, "--mock");
        var verify = await ConformProcess.RunAsync(["verify", output, .. target]);

        Assert.Equal(2, unasked.ExitCode);
        Assert.Contains("Say --yes", unasked.Error);
        Assert.Contains("POST /sign-in: as alice@example.com, in the form that you wrote", unasked.Output);
        Assert.Equal((0, ""), (init.ExitCode, init.Error));
        Assert.Contains("0 errors, 0 warnings", lint.Output);
        Assert.Equal(0, own.ExitCode);
        Assert.Equal(0, verify.ExitCode);
        foreach (var file in Directory.GetFiles(output))
        {
            var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
            Assert.DoesNotContain("open-sesame", text);
            Assert.DoesNotContain("alice", text);
        }
    }

    [Fact]
    public async Task A_login_that_nobody_describes_is_asked_in_the_usual_forms()
    {
        var document = Path.Combine(_folder, "usual.yaml");
        await File.WriteAllTextAsync(
            document,
            Document.Replace(
                "application/json:\n            schema: {type: object, required: [mail, password], properties: {mail",
                "application/x-www-form-urlencoded:\n            schema: {type: object, required: [email, password], properties: {email"
            ),
            TestContext.Current.CancellationToken
        );
        var (process, address) = await ConformProcess.MockAsync(document, "--init");
        await using var running = process;
        string[] target = ["-u", address.AbsoluteUri, "--user", "alice@example.com:open-sesame-1", "--yes"];

        var init = await ConformProcess.RunAsync([
            "init",
            .. target,
            "--login",
            "POST /sign-in",
            "--probe",
            "GET /me",
            "--logout",
            "POST /sign-out",
            "-o",
            Path.Combine(_folder, "usual"),
        ]);
        var wrong = await ConformProcess.RunAsync([
            "init",
            .. target,
            "--login",
            "POST /sign-on",
            "--probe",
            "GET /me",
            "--logout",
            "POST /sign-out",
        ]);

        Assert.Equal((0, ""), (init.ExitCode, init.Error));
        var written = await File.ReadAllTextAsync(Path.Combine(_folder, "usual", "openapi.yaml"), TestContext.Current.CancellationToken);
        Assert.Contains("application/x-www-form-urlencoded", written);
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("POST /sign-on answered 404: there is no such operation", wrong.Error);
    }

    [Theory]
    [InlineData("Nothing is named to find a session in", "init")]
    [InlineData(
        "--probe is not",
        "init",
        "-u",
        "http://127.0.0.1:9",
        "--user",
        "a:b",
        "--login",
        "POST /login",
        "--logout",
        "POST /logout"
    )]
    [InlineData(
        "neither a JSON object nor a form",
        "init",
        "-u",
        "http://127.0.0.1:9",
        "--user",
        "a:b",
        "--login",
        "POST /login {\"user\": 1}"
    )]
    [InlineData(
        "with {token} or {refresh} where it goes",
        "init",
        "-u",
        "http://127.0.0.1:9",
        "--user",
        "a:b",
        "--logout",
        "POST /logout x=y"
    )]
    [InlineData("no-such.har: error: The recording cannot be read", "init", "--har", "no-such.har")]
    public async Task What_is_missing_without_a_document_is_a_sentence(string sentence, params string[] arguments)
    {
        var init = await ConformProcess.RunAsync(arguments);

        Assert.Equal(2, init.ExitCode);
        Assert.Contains(sentence, init.Error.Replace(":1:1:", ":"));
        Assert.DoesNotContain("fault of its own", init.Error);
    }

    [Fact]
    public async Task A_wrong_user_is_told_without_the_password()
    {
        var (process, address) = await ConformProcess.MockAsync(Path.Combine(_folder, "shop.yaml"), "--init");
        await using var running = process;

        var init = await ConformProcess.RunAsync([
            "init",
            Path.Combine(_folder, "shop.yaml"),
            "-u",
            address.AbsoluteUri,
            "--user",
            "alice@example.com:no-such-secret",
            "--yes",
        ]);

        Assert.Equal(2, init.ExitCode);
        Assert.Contains("POST /sign-in answered 401 to alice@example.com", init.Error);
        Assert.DoesNotContain("no-such-secret", init.Output + init.Error);
    }

    [Fact]
    public async Task A_target_that_is_not_there_is_a_sentence()
    {
        var init = await ConformProcess.RunAsync([
            "init",
            Path.Combine(_folder, "shop.yaml"),
            "-u",
            "http://127.0.0.1:9",
            "--user",
            "a:b",
            "--yes",
        ]);

        Assert.Equal(2, init.ExitCode);
        Assert.Contains("http://127.0.0.1:9/ cannot be asked", init.Error);
    }

    [Fact]
    public async Task A_mock_of_a_document_without_a_session_says_what_would_be_found()
    {
        var (process, _) = await ConformProcess.MockAsync(Path.Combine(_folder, "shop.yaml"));
        await using var running = process;

        Assert.Contains("\"--init\" serves it with login POST /sign-in", process.Error);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
