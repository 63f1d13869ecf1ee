using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Conformance.Cli.Tests;

/// <summary><c>conform mock</c> while its contract is being written.</summary>
public sealed class WatchTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("conformance-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task What_is_saved_is_served_and_what_is_wrong_is_told_and_not_served()
    {
        Write("openapi.yaml", Document);
        Write("note.yaml", "{type: object, required: [text], properties: {text: {type: string, example: first}}}");
        var (process, address) = await ConformProcess.MockAsync(_folder.FullName);
        await using var running = process;
        using var http = new HttpClient { BaseAddress = address };
        Assert.Equal("""{"text":"first"}""", await http.GetStringAsync("/note", Cancellation));

        // A file that the document refers to, saved as editors do.
        Write(".note.yaml.tmp", "{type: object, required: [text], properties: {text: {type: string, example: second}}}");
        File.Move(At(".note.yaml.tmp"), At("note.yaml"), overwrite: true);
        await ServedAsync(http, "/note", """{"text":"second"}""");

        // A mistake, with its place; what was served is served on.
        Write("note.yaml", "type: object\nproperties: {text: {$ref: nowhere.yaml}}");
        await ErrorAsync(process, "note.yaml:2:27: error: ");
        await ErrorAsync(process, " is served on as it was before; 1 error above.");
        Assert.Equal("""{"text":"second"}""", await http.GetStringAsync("/note", Cancellation));
        Write("note.yaml", "{type: object, required: [text], properties: {text: {type: string, example: third}}}");
        await ServedAsync(http, "/note", """{"text":"third"}""");

        // An overlay that was not there at the start: now there is a session.
        Write("session.overlay.yaml", Overlay);
        await ErrorAsync(process, "(session.overlay.yaml was saved). Its tokens are others now (access), and nobody was logged in.");
        var login = await http.PostAsJsonAsync("/login", new { name = "alice@example.com", password = "open-sesame-1" }, Cancellation);
        http.DefaultRequestHeaders.Add(
            "Authorization",
            $"Bearer {JsonNode.Parse(await login.Content.ReadAsStringAsync(Cancellation))!["token"]!.GetValue<string>()}"
        );

        // The session outlives what has nothing to do with it, and ends with its policy.
        Write("note.yaml", "{type: object, required: [text], properties: {text: {type: string, example: fourth}}}");
        await ServedAsync(http, "/note", """{"text":"fourth"}""");
        Write("session.overlay.yaml", Overlay.Replace("PT20M", "PT5M", StringComparison.Ordinal));
        await ErrorAsync(process, "Its tokens are others now (access), so these sessions are over: alice@example.com (");
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("/note", Cancellation)).StatusCode);

        // Nothing that happens to the files ends the mock.
        File.Delete(At("openapi.yaml"));
        await ErrorAsync(process, "has no openapi.yaml or openapi.yml or openapi.json.");
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("/note", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Without_events_it_looks_and_told_not_to_it_does_not()
    {
        Write("openapi.yaml", Document);
        Write("note.yaml", "{type: string, enum: [first]}");
        await using var still = ConformProcess.Start("mock", At("openapi.yaml"), "--port", "0", "--no-watch");
        var (process, address) = await ConformProcess.MockInAsync([("DOTNET_USE_POLLING_FILE_WATCHER", "1")], At("openapi.yaml"));
        await using var running = process;
        using var http = new HttpClient { BaseAddress = address };
        using var unwatched = new HttpClient { BaseAddress = await still.ListeningAsync() };
        Write("note.yaml", "{type: string, enum: [second]}");
        await ServedAsync(http, "/note", "\"second\"");
        Assert.Equal("\"first\"", await unwatched.GetStringAsync("/note", Cancellation));
    }

    private const string Overlay = """
        overlay: 1.0.0
        info: {title: Session, version: '1'}
        actions:
          - target: $
            update:
              x-session: {tokens: {access: {format: opaque, lifetime: PT20M}}}
              security: [{bearer: []}]
              components: {securitySchemes: {bearer: {type: http, scheme: bearer}}}
          - target: $.paths['/login'].post
            update:
              security: []
              x-session: {role: login, subject: $request.body#/name, secret: $request.body#/password, issues: {access: $response.body#/token}}
        """;

    private const string Document = """
        openapi: 3.1.0
        info: {title: Notes, version: '1'}
        paths:
          /login:
            post:
              requestBody: {content: {application/json: {schema: {type: object}}}}
              responses: {'200': {description: In., content: {application/json: {schema: {type: object, required: [token], properties: {token: {type: string}}}}}}}
          /note:
            get:
              responses: {'200': {description: Note., content: {application/json: {schema: {$ref: note.yaml}}}}, '401': {description: No.}}
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private void Write(string name, string text) => File.WriteAllText(At(name), text);

    private static async Task ServedAsync(HttpClient http, string path, string body)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await (await http.GetAsync(path, patience.Token)).Content.ReadAsStringAsync(patience.Token) != body)
            await Task.Delay(TimeSpan.FromMilliseconds(30), patience.Token);
    }

    private static async Task ErrorAsync(ConformProcess process, string text)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!process.Error.Contains(text, StringComparison.Ordinal))
        {
            Assert.False(patience.IsCancellationRequested, $"waited for \"{text}\" and found:\n{process.Error}");
            await Task.Delay(TimeSpan.FromMilliseconds(30), Cancellation);
        }
    }
}
