using System.Text.Json.Nodes;
using Conformance.Specs.Uploads.Client;
using Conformance.TestKit;
using Task = System.Threading.Tasks.Task;

namespace Conformance.Generated.Tests.RoundTrips;

/// <summary>A generated client against the mock of its contract, which refuses what is not as described.</summary>
public sealed class UploadsTests
{
    private const string Arrived = "title=Ä title; kind=b; count=3; file a b.bin 000D0AFF; more b.bin FE; more c.bin ";
    private const string Asked = "s 1;ä|a&b|x+y=z|True|A|3|de";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_form_is_taken_without_the_fields_that_may_be_left_out()
    {
        await using var mock = await UploadsAsync();
        var stored = await new UploadsClient(mock.Client()).UploadAsync(
            new FileParameter(new MemoryStream([1, 2, 255]), "a.bin"),
            "A title",
            cancellationToken: Cancellation
        );
        Assert.NotNull(stored.Id);
    }

    [Fact]
    public async Task A_form_is_taken_with_all_its_fields()
    {
        await using var mock = await UploadsAsync();
        FileParameter[] more = [new(new MemoryStream([3]), "b.bin"), new(new MemoryStream([4]), "c.bin")];
        var stored = await new UploadsClient(mock.Client()).UploadAsync(
            new FileParameter(new MemoryStream([1, 2, 255]), "a.bin"),
            "A title",
            "A note",
            more,
            UploadRequestKind.B,
            3,
            Cancellation
        );
        Assert.NotNull(stored.Id);
    }

    [Fact]
    public async Task A_required_field_cannot_be_left_out()
    {
        await using var mock = await UploadsAsync();
        await Assert.ThrowsAsync<ArgumentNullException>(() =>
            new UploadsClient(mock.Client()).UploadAsync(null!, "A title", cancellationToken: Cancellation)
        );
        await new UploadsClient(mock.Client()).AvatarAsync(alt: "None of the fields is needed.", cancellationToken: Cancellation);
    }

    [Fact]
    public async Task Objects_in_the_query_and_cookies_arrive()
    {
        await using var mock = await UploadsAsync();
        var filter = new Filter
        {
            Name = "a&b",
            Tags = ["x", "y"],
            Open = true,
            Kind = UploadRequestKind.A,
        };
        var pets = await new UploadsClient(mock.Client()).SearchAsync("s1", filter, new Page { Limit = 3 }, "de", Cancellation);
        Assert.NotEmpty(pets);
    }

    [Fact]
    public async Task An_object_of_the_query_that_is_not_as_described_is_refused()
    {
        await using var mock = await UploadsAsync();
        using var http = mock.Client();
        http.DefaultRequestHeaders.Add("Cookie", "sid=s1");
        using var response = await http.GetAsync("search?filter[open]=perhaps", Cancellation);
        Assert.Equal(400, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_value_of_any_type_of_a_union_is_sent_and_read()
    {
        await using var mock = await UploadsAsync();
        var saved = await new UploadsClient(mock.Client()).SavePetAsync(new Dog { Kind = "dog", Barks = true }, Cancellation);
        Assert.Contains(saved.Json.GetProperty("kind").GetString(), (string[])["cat", "dog"]);
        Assert.Throws<System.Text.Json.JsonException>(() => Pet.Of(new Dog { Kind = "dog", Barks = true }).As<Cat>());
    }

    [Fact]
    public async Task A_redirection_is_the_success_where_nothing_else_is()
    {
        await using var mock = await UploadsAsync();
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = mock.Address };
        await new UploadsClient(http).LogoutAsync(Cancellation);
    }

    [Fact]
    public async Task Files_and_fields_of_a_form_arrive_byte_by_byte()
    {
        await using var server = Target.Of(await UploadsServer.StartAsync(), "");
        FileParameter[] more = [new(new MemoryStream([254]), "b.bin"), new(new MemoryStream([]), "c.bin")];
        var stored = await new UploadsClient(server.Client()).UploadAsync(
            new FileParameter(new MemoryStream([0, 13, 10, 255]), "a b.bin"),
            "Ä title",
            more: more,
            kind: UploadRequestKind.B,
            count: 3,
            cancellationToken: Cancellation
        );
        Assert.Equal(Arrived, stored.Id);
    }

    [Fact]
    public async Task Objects_lists_and_cookies_arrive_character_by_character()
    {
        await using var server = Target.Of(await UploadsServer.StartAsync(), "");
        var filter = new Filter
        {
            Name = "a&b",
            Tags = ["x", "y=z"],
            Open = true,
            Kind = UploadRequestKind.A,
        };
        var pets = await new UploadsClient(server.Client()).SearchAsync("s 1;ä", filter, new Page { Limit = 3 }, "de", Cancellation);
        Assert.Equal(Asked, pets[0].As<Cat>().Kind);
    }

    /// <summary>The program that Node.js runs fails to compile where a call that it marks as wrong is none.</summary>
    [Fact]
    public async Task The_TypeScript_client_does_the_same_under_Node()
    {
        var sources = Repository.PathOf("tests", "Generated.Tests", "TypeScript");
        if (await NpmInstall.EnsureAsync(sources, "typescript") is { } missing)
            Assert.Skip(missing);
        var folder = Directory.CreateTempSubdirectory("conformance-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "package.json"), """{"type":"module"}""", Cancellation);
        string[] options = ["--strict", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess", "--target", "es2022"];
        var compiler = await Programs.RunAsync(
            "node",
            [
                Path.Combine(sources, "node_modules", "typescript", "bin", "tsc"),
                .. options,
                "--lib",
                "es2022,dom,dom.iterable",
                "--module",
                "es2022",
                "--moduleResolution",
                "bundler",
                "--rootDir",
                Repository.PathOf("tests", "Generated.Tests"),
                "--outDir",
                folder,
                Path.Combine(sources, "uploads.ts"),
            ]
        );
        Assert.Equal((0, ""), compiler);
        await using var mock = await UploadsAsync();
        await using var server = Target.Of(await UploadsServer.StartAsync(), "");
        string[] addresses = [.. new[] { mock, server }.Select(t => t.Address.ToString().TrimEnd('/'))];

        var (exitCode, output) = await Programs.RunAsync("node", [Path.Combine(folder, "TypeScript", "uploads.js"), .. addresses]);

        Assert.True(exitCode == 0, output);
        var expected = new JsonObject
        {
            ["least"] = "string",
            ["most"] = "string",
            ["optional"] = "no refusal",
            ["found"] = true,
            ["saved"] = "string",
            ["left"] = "no refusal",
            ["missing"] = "The parameter 'file' cannot be null.",
            ["value"] = "400",
            ["member"] = "400",
            ["union"] = "400",
            ["cookie"] = "400",
            ["arrived"] = Arrived,
            ["asked"] = new JsonArray(Asked),
            ["given"] = "9 lives",
            ["redirected"] = "no refusal",
        };
        Assert.Equal(expected.ToJsonString(), JsonNode.Parse(output)!.ToJsonString());
    }

    private static Task<Target> UploadsAsync() => Target.MockOfFolderAsync("tests", "Generated.Tests", "Specs", "uploads");
}
