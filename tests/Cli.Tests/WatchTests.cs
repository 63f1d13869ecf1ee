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

    [Fact]
    public async Task What_lint_finds_in_what_was_saved_is_told_once_and_shown_by_the_page()
    {
        Write("openapi.yaml", Document);
        Write("note.yaml", "{type: string, enum: [first]}");
        var (process, address) = await ConformProcess.MockAsync(_folder.FullName);
        await using var running = process;
        using var http = new HttpClient { BaseAddress = address };
        var name = JsonNode.Parse(await http.GetStringAsync("/__admin/contracts", Cancellation))!["contracts"]![0]!["name"]!.ToString();
        Assert.DoesNotContain("note.yaml", await FindingsAsync(), StringComparison.Ordinal);
        await using var events = await http.GetStreamAsync("/__admin/events?after=0", Cancellation);
        using var told = new StreamReader(events);

        // No mistake that keeps it from being served.
        Write("note.yaml", "{type: string, enum: [second], example: none}");
        await ServedAsync(http, "/note", "\"second\"");
        await ErrorAsync(process, "note.yaml:1:");
        Assert.Contains("note.yaml:1:", await FindingsAsync(), StringComparison.Ordinal);
        await ChangeAsync();

        // One that does, in an overlay that was not there at the start: the page is told of it as well.
        Write("session.overlay.yaml", Overlay.Replace("$request.body#/name", "nonsense", StringComparison.Ordinal));
        await ErrorAsync(process, " is served on as it was before; ");
        await ChangeAsync();
        Assert.Contains("session.overlay.yaml", await FindingsAsync(), StringComparison.Ordinal);

        // What was told is not told again beside what is new.
        var line = process.Error.Split('\n').First(l => l.Contains("note.yaml:1:", StringComparison.Ordinal));
        File.Delete(At("session.overlay.yaml"));
        Write("note.yaml", "{type: string, enum: [second], example: none, default: another}");
        await ErrorAsync(process, "\"another\"");
        Assert.Single(process.Error.Split('\n'), l => l == line);

        async Task<string> FindingsAsync() =>
            JsonNode.Parse(await http.GetStringAsync($"/__admin/contracts/{name}/findings", Cancellation))!["findings"]!.ToJsonString();

        async Task ChangeAsync()
        {
            while (await told.ReadLineAsync(Cancellation) != "event: change")
            {
                // Other events come as well.
            }
        }
    }

    [Fact]
    public async Task A_file_that_is_saved_in_two_steps_or_put_in_the_place_of_another_is_served()
    {
        Write("openapi.yaml", Document);
        Write("note.yaml", "{type: string, enum: [first]}");
        var (process, address) = await ConformProcess.MockAsync(At("openapi.yaml"));
        await using var running = process;
        using var http = new HttpClient { BaseAddress = address };

        // Emptied, and then written.
        Write("note.yaml", "");
        Write("note.yaml", "{type: string, enum: [second]}");
        await ServedAsync(http, "/note", "\"second\"");

        // As vim does: the old one is moved away, and the new one has its name.
        File.Move(At("note.yaml"), At("note.yaml~"));
        Write("note.yaml", "{type: string, enum: [third]}");
        await ServedAsync(http, "/note", "\"third\"");
        Assert.DoesNotContain("served on as it was", process.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_document_that_a_url_names_it_says_that_it_is_not_watched()
    {
        Write("openapi.yaml", Document);
        Write("note.yaml", "{type: string, enum: [first]}");

        // A mock with a mapping is a server of files as well.
        Directory.CreateDirectory(At("mappings"));
        Write(
            "mappings/document.json",
            """{"Request": {"Path": "/shop.json"}, "Response": {"StatusCode": 200, "Headers": {"Content-Type": "application/json"}, "Body": "{\"openapi\": \"3.1.0\", \"info\": {\"title\": \"T\", \"version\": \"1\"}, \"paths\": {\"/a\": {\"get\": {\"responses\": {\"204\": {\"description\": \"A.\"}}}}}}"}}"""
        );
        var (server, address) = await ConformProcess.MockAsync(At("openapi.yaml"), "--mappings", At("mappings"));
        await using var serving = server;
        var url = new Uri(address, "/shop.json").ToString();
        var (process, _) = await ConformProcess.MockAsync(url);
        await using var running = process;
        await ErrorAsync(
            process,
            $"conform: {url} is not watched, since it is no file. Start the mock again to serve what has changed there."
        );
        Assert.DoesNotContain("is not watched", server.Error, StringComparison.Ordinal);
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

    private static async Task ErrorAsync(ConformProcess process, params string[] texts)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!texts.Any(text => process.Error.Contains(text, StringComparison.Ordinal)))
        {
            Assert.False(patience.IsCancellationRequested, $"waited for \"{texts[0]}\" and found:\n{process.Error}");
            await Task.Delay(TimeSpan.FromMilliseconds(30), Cancellation);
        }
    }
}
