using System.Diagnostics;
using System.Text.Json.Nodes;
using Conformance.TestKit;

namespace Conformance.Cli.Tests;

/// <summary>The login that a mock prints at its start, pasted into a shell, logs in.</summary>
[Trait("Category", "Slow")]
public sealed class LoginCurlTests
{
    private const string Frame = """
        openapi: 3.1.0
        info: {title: T, version: '1'}
        servers: [{url: /my%20api}]
        paths:
          /in{PATH}:
            post:
              operationId: login
              security: []
              parameters: [{PARAMETERS}]
              x-session: {role: login, subject: {SUBJECT}, secret: {SECRET}, issues: {access: {ISSUES}}}
              requestBody: {BODY}
              responses: {RESPONSES}
          /out:
            post:
              security: [{bearer: []}]
              x-session: {role: logout, revokes: {access: session}}
              responses: {'204': {description: out}, '401': {description: no}}
          /me:
            get:
              security: [{bearer: []}]
              x-session: {role: protected}
              responses: {'204': {description: ok}, '401': {description: no}}
        components: {securitySchemes: {bearer: {type: http, scheme: bearer}}}
        x-session: {tokens: {access: {format: opaque, lifetime: PT5M}}}
        """;

    private const string InBody = "$response.body#/data/token";

    private const string TokenInBody =
        "{'200': {description: in, content: {application/json: {schema: {type: object, required: [data], properties: {data: {type: object, properties: {token: {type: string}}}}}}}}, '401': {description: no}}";

    private const string NoBody = "{'204': {description: in}, '401': {description: no}}";

    public static TheoryData<string> BuiltIn => ["sig", "fincode", "nethesis", "rinne", "bankezy"];

    public static TheoryData<string> Files =>
        [
            .. Directory
                .EnumerateFiles(Repository.Root, "session.overlay.yaml", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(Repository.Root, Path.GetDirectoryName(f)!).Replace('\\', '/'))
                .Where(f => f.StartsWith("bench/", StringComparison.Ordinal) || f.StartsWith("tests/", StringComparison.Ordinal)),
        ];

    [Theory]
    [MemberData(nameof(BuiltIn))]
    public Task It_logs_in_to_every_built_in_contract(string name) => LogsInAsync(name);

    [Theory]
    [MemberData(nameof(Files))]
    public Task It_logs_in_to_every_contract_of_tests_and_measurements(string folder) =>
        LogsInAsync($"{folder}/openapi.yaml", "--overlay", $"{folder}/session.overlay.yaml");

    [Theory]
    [InlineData(
        "a form",
        "application/x-www-form-urlencoded",
        "{type: object, required: [u, p], properties: {u: {type: string, format: email}, p: {type: string}, tags: {type: array, minItems: 1, items: {type: string}}}}",
        "u",
        "p"
    )]
    [InlineData(
        "parts",
        "multipart/form-data",
        "{type: object, required: [u, p], properties: {u: {type: string}, p: {type: string}}}",
        "u",
        "p"
    )]
    [InlineData(
        "nested members",
        "application/json",
        "{type: object, required: [user], properties: {user: {type: object, required: [mail], properties: {mail: {type: string}, it's: {type: string, const: \"it's\"}}}, p: {type: string}}}",
        "user/mail",
        "p"
    )]
    public async Task It_logs_in_by_bodies(string what, string type, string schema, string subject, string secret)
    {
        Assert.NotEmpty(what);
        await LogsInWithAsync(
            "",
            "",
            $"$request.body#/{subject}",
            $"$request.body#/{secret}",
            $"{{required: true, content: {{{type}: {{schema: {schema}}}}}}}",
            InBody,
            TokenInBody
        );
    }

    [Theory]
    [InlineData("/{tenant}/café", "{name: tenant, in: path, required: true, schema: {type: string, enum: ['a b']}}")]
    [InlineData("", "{name: device, in: query, required: true, schema: {type: string, minLength: 3}}")]
    [InlineData("", "{name: ids, in: query, required: true, schema: {type: array, minItems: 2, items: {type: integer}}}")]
    [InlineData("", "{name: ids, in: query, required: true, explode: false, schema: {type: array, minItems: 2, items: {type: integer}}}")]
    [InlineData(
        "",
        "{name: where, in: query, required: true, style: deepObject, schema: {type: object, required: [a], properties: {a: {type: integer}}}}"
    )]
    [InlineData(
        "",
        "{name: where, in: query, required: true, content: {application/json: {schema: {type: object, required: [a], properties: {a: {type: integer}}}}}}"
    )]
    [InlineData(
        "/{ids}",
        "{name: ids, in: path, required: true, style: matrix, explode: true, schema: {type: array, minItems: 2, items: {type: integer}}}"
    )]
    [InlineData("", "{name: X-Device, in: header, required: true, schema: {type: string, const: \"it's $HOME\"}}")]
    [InlineData("", "{name: device, in: cookie, required: true, schema: {type: string, minLength: 3}}")]
    public Task It_brings_the_parameters_that_are_required(string path, string parameter) =>
        LogsInWithAsync(
            path,
            parameter,
            "$request.body#/u",
            "$request.body#/p",
            "{required: true, content: {application/json: {schema: {type: object, required: [u], properties: {u: {type: string}, p: {type: string}}}}}}",
            "$response.cookie.sid",
            NoBody
        );

    [Theory]
    [InlineData("$request.query.u", "$request.query.p", "$response.header.X-Token")]
    [InlineData("$request.header.X-User", "$request.header.X-Password", InBody)]
    [InlineData("$request.cookie.u", "$request.cookie.p", "$response.cookie.sid")]
    public Task It_puts_the_credentials_where_they_belong(string subject, string secret, string issues) =>
        LogsInWithAsync(
            "",
            "",
            subject,
            secret,
            "{content: {application/json: {schema: {type: object}}}}",
            issues,
            issues == InBody ? TokenInBody : NoBody
        );

    private static async Task LogsInWithAsync(
        string path,
        string parameters,
        string subject,
        string secret,
        string body,
        string issues,
        string responses
    )
    {
        var folder = Directory.CreateTempSubdirectory("conformance-");
        var file = Path.Combine(folder.FullName, "test.yaml");
        var text = Frame
            .Replace("{PATH}", path, StringComparison.Ordinal)
            .Replace("{PARAMETERS}", parameters, StringComparison.Ordinal)
            .Replace("{SUBJECT}", subject, StringComparison.Ordinal)
            .Replace("{SECRET}", secret, StringComparison.Ordinal)
            .Replace("{BODY}", body, StringComparison.Ordinal)
            .Replace("{ISSUES}", issues, StringComparison.Ordinal)
            .Replace("{RESPONSES}", responses, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        await LogsInAsync(file);
        folder.Delete(recursive: true);
    }

    private static async Task LogsInAsync(params string[] arguments)
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("the command is for a POSIX shell");
        var (process, address) = await ConformProcess.MockAsync(arguments);
        await using var running = process;
        var lines = process.Output.Split('\n').Select(l => l.Trim()).Where(l => l.Contains("curl -s", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(lines);

        var answer = await ShellAsync(string.Join('\n', lines) + " -w '\\n%{http_code}'");

        using var client = new HttpClient { BaseAddress = address };
        var sessions = await client.GetStringAsync("/__admin/sessions", TestContext.Current.CancellationToken);
        Assert.True(
            JsonNode.Parse(sessions)!["sessions"]!.AsArray().Any(s => s!["user"] is not null),
            $"{string.Join('\n', lines)}\n{answer}\n{sessions}"
        );
        Assert.True(answer.TrimEnd()[^3..][0] is '2' or '3', answer);
    }

    private static async Task<string> ShellAsync(string script)
    {
        using var shell = Process.Start(
            new ProcessStartInfo("sh", ["-c", script]) { RedirectStandardOutput = true, UseShellExecute = false }
        )!;
        var output = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output;
    }
}
