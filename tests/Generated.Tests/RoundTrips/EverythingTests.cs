using System.Text;
using Conformance.Specs.Everything.Client;
using Task = System.Threading.Tasks.Task;

namespace Conformance.Generated.Tests.RoundTrips;

/// <summary>A client and a server of one contract understand each other in all that it describes.</summary>
public sealed class EverythingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("v2/")]
    [InlineData("v3/")]
    public async Task Parameters_arrive_with_their_types_under_each_base_path(string basePath)
    {
        await using var server = Target.Of(await EverythingServer.StartAsync(), basePath);
        var since = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        var parts = await new EverythingClient(server.Client()).ListPartsAsync(
            12,
            limitHeader: true,
            limit: 3,
            tag: ["a,b", "c"],
            ids: [4, 5],
            colour: Colour.LightBlue,
            since: since,
            cancellationToken: Cancellation
        );
        Assert.Equal("12 True 3 a,b+c 4+5 LightBlue 2026-01-02T03:04:05.0000000+00:00 ", parts.Class);
        Assert.Equal(
            (ListPartsResponseKind.VerySmall, ListPartsResponseSize.Value2, null, 1L, since),
            (parts.Kind, parts.Size, parts.Must, parts.Counts!["one"], parts.Items![0].When)
        );
    }

    [Fact]
    public async Task Parameters_that_may_be_left_out_are_null()
    {
        await using var server = Target.Of(await EverythingServer.StartAsync(), "v2/");
        Assert.Equal(
            "12 False      ",
            (await new EverythingClient(server.Client()).ListPartsAsync(12, limitHeader: false, cancellationToken: Cancellation)).Class
        );
    }

    [Fact]
    public async Task A_cookie_is_read()
    {
        await using var server = Target.Of(await EverythingServer.StartAsync(), "v2/");
        using var http = server.Client();
        http.DefaultRequestHeaders.Add("limit", "true");
        http.DefaultRequestHeaders.Add("Cookie", "sid=s1");
        Assert.Contains(
            "\"class\":\"12 True      s1\"",
            await http.GetStringAsync("things/12/parts", Cancellation),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Documented_headers_go_with_the_answer()
    {
        await using var server = Target.Of(await EverythingServer.StartAsync(), "v2/");
        using var http = server.Client();
        http.DefaultRequestHeaders.Add("limit", "true");
        using var response = await http.GetAsync("things/12/parts", Cancellation);
        Assert.Equal("7", Assert.Single(response.Headers.GetValues("X-Total")));
        Assert.False(response.Headers.Contains("X-Next"));
    }

    [Fact]
    public async Task Statuses_come_typed_even_those_of_a_range()
    {
        await using var server = Target.Of(await EverythingServer.StartAsync(), "v2/");
        var client = new EverythingClient(server.Client());
        var missing = await Assert.ThrowsAsync<ApiException>(() =>
            client.ListPartsAsync(404, limitHeader: true, cancellationToken: Cancellation)
        );
        Assert.Equal((404, ""), (missing.StatusCode, missing.Response));
        var broken = await Assert.ThrowsAsync<ApiException<Problem>>(() =>
            client.ListPartsAsync(503, limitHeader: true, cancellationToken: Cancellation)
        );
        Assert.Equal((503, "It went wrong."), (broken.StatusCode, broken.Result.ProblemValue));
        var teapot = await Assert.ThrowsAsync<ApiException<IReadOnlyList<Problem>>>(() =>
            client.PostThingsThingIdPartsAsync(1, "", Cancellation)
        );
        Assert.Equal("No text", teapot.Result[0].Title);
        await client.DeleteThingsThingIdPartsAsync(1, Cancellation);
    }

    [Fact]
    public async Task Texts_forms_and_bytes_arrive_as_they_were_sent()
    {
        await using var server = Target.Of(await EverythingServer.StartAsync(), "v2/");
        var client = new EverythingClient(server.Client());
        Assert.Equal("\"ä\"", await client.PostThingsThingIdPartsAsync(1, "\"ä\"", Cancellation));
        Assert.Equal(
            "RefreshToken a+b ",
            (
                await client.TokenAsync(
                    new TokenRequest { GrantType = TokenRequestGrantType.RefreshToken, RefreshToken = "a+b" },
                    Cancellation
                )
            ).AccessToken
        );
        using var file = await client.FileAsync(new MemoryStream([1, 2, 255]), Cancellation);
        var bytes = new MemoryStream();
        await file.Stream.CopyToAsync(bytes, Cancellation);
        Assert.Equal([1, 2, 255], bytes.ToArray());
    }

    [Fact]
    public async Task Types_that_build_on_others_and_hold_themselves_arrive_whole()
    {
        await using var server = Target.Of(await EverythingServer.StartAsync(), "v2/");
        var cats = await new EverythingClient(server.Client()).CatsAsync(
            new Cat
            {
                Name = "Tom",
                Lives = 9,
                Kittens = [new Cat { Name = "Tim", Lives = 1 }],
            },
            Cancellation
        );
        Assert.Equal(("Tom", 9L, "Tim"), (cats[0].Name, cats[0].Lives, cats[0].Kittens![0].Name));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("text/plain; charset=utf-8")]
    [InlineData("application/merge-patch+json")]
    public async Task Every_documented_media_type_of_a_body_is_read(string mediaType)
    {
        await using var server = Target.Of(await EverythingServer.StartAsync(), "v2/");
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes("""{"name":"Tom","lives":9}"""));
        content.Headers.Add("Content-Type", mediaType);
        using var http = server.Client();
        using var response = await http.PatchAsync("cats", content, Cancellation);
        Assert.Equal("""[{"lives":9,"name":"Tom"}]""", await response.Content.ReadAsStringAsync(Cancellation));
    }
}
