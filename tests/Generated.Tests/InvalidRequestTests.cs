using System.Text;
using System.Text.Json.Nodes;

namespace Conformance.Generated.Tests;

/// <summary>A stub tells its server what is wrong with a request, all of it and where, before an operation sees it.</summary>
public sealed class InvalidRequestTests
{
    [Theory]
    [InlineData("x", "true", "", "path thing-id is not as described")]
    [InlineData("2147483648", "true", "", "path thing-id is not as described")]
    [InlineData("1", null, "", "header limit is missing")]
    [InlineData("1", "perhaps", "", "header limit is not as described")]
    [InlineData("1", "true", "?limit=1.5", "query limit is not as described")]
    [InlineData("1", "true", "?limit=1,2", "query limit is not as described")]
    [InlineData("1", "true", "?ids=1,b", "query ids is not as described")]
    [InlineData("1", "true", "?colour=green", "query colour is not as described")]
    [InlineData("1", "true", "?colour=0", "query colour is not as described")]
    [InlineData("1", "true", "?colour=DarkRed", "query colour is not as described")]
    [InlineData("1", "true", "?since=yesterday", "query since is not as described")]
    [InlineData("x", null, "?limit=many", "path thing-id is not as described; header limit is missing; query limit is not as described")]
    public async Task A_wrong_parameter_is_named(string id, string? limit, string query, string detail)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"v2/things/{id}/parts{query}");
        if (limit is not null)
            request.Headers.Add("limit", limit);
        Assert.Equal((400, detail), await AnswerAsync(request));
    }

    [Theory]
    [InlineData("", 200, "")]
    [InlineData("{", 400, "The body is no JSON")]
    [InlineData("null", 400, "The body is null")]
    [InlineData("[]", 400, "The body is not as described")]
    [InlineData("{}", 400, "body lives is missing; body name is missing")]
    [InlineData("""{"name":null,"lives":1}""", 400, "body name is null")]
    [InlineData("""{"name":"Tom","lives":null}""", 400, "body lives is null")]
    [InlineData("""{"name":"Tom","lives":"9"}""", 400, "body lives is not as described")]
    [InlineData("""{"name":"Tom","lives":10}""", 400, "body lives is not as described")]
    [InlineData("""{"name":"Tom","lives":1,"kittens":null}""", 400, "body kittens is null")]
    [InlineData("""{"name":"Tom","lives":1,"kittens":[{"name":"Tim","lives":1},{"lives":0}]}""", 400, "body kittens[1].name is missing")]
    [InlineData("""{"name":"Tom","lives":1,"kittens":[{"name":"Tim","lives":0}]}""", 400, "body kittens[0].lives is not as described")]
    public async Task A_wrong_body_is_told_with_the_place_in_it(string body, int status, string detail)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, "v2/cats") { Content = Content(body, "application/merge-patch+json") };
        Assert.Equal((status, detail), await AnswerAsync(request));
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData(null)]
    public async Task A_media_type_that_is_not_documented_is_refused_with_415(string? mediaType)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, "v2/cats") { Content = Content("{}", mediaType) };
        var (status, detail) = await AnswerAsync(request);
        Assert.Equal(
            (415, $"The body has the media type \"{mediaType}\" and should be text/plain or application/merge-patch+json"),
            (status, detail)
        );
    }

    [Theory]
    [InlineData("refresh_token=abc", "body grant_type is missing")]
    [InlineData("grant_type=magic", "body grant_type is not as described")]
    [InlineData("grant_type=password&refresh_token=ab", "body refresh_token is not as described")]
    [InlineData("grant_type=password&max_age=old", "body max_age is not as described")]
    public async Task A_wrong_form_is_told_like_a_body(string form, string detail)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v2/token")
        {
            Content = Content(form, "application/x-www-form-urlencoded"),
        };
        Assert.Equal((400, detail), await AnswerAsync(request));
    }

    private static ByteArrayContent Content(string text, string? mediaType)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        if (mediaType is not null)
            content.Headers.Add("Content-Type", mediaType);
        return content;
    }

    private static async Task<(int Status, string Detail)> AnswerAsync(HttpRequestMessage request)
    {
        await using var server = await EverythingServer.StartAsync();
        using var http = new HttpClient { BaseAddress = server.Address };
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, response.IsSuccessStatusCode ? "" : JsonNode.Parse(text)!["detail"]!.GetValue<string>());
    }
}
