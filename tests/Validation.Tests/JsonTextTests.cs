using System.Text.Json;

namespace Conformance.Validation.Tests;

public sealed class JsonTextTests
{
    [Theory]
    [InlineData("", "{\"a/b\":[{\"~\":7}],\"\":3}")]
    [InlineData("/a~1b/0/~0", "7")]
    [InlineData("/", "3")]
    [InlineData("/a~1b/1", null)]
    [InlineData("/a~1b/-1", null)]
    [InlineData("/none", null)]
    [InlineData("/a~1b/0/~0/deeper", null)]
    public void A_pointer_finds_a_value(string pointer, string? expected)
    {
        var found = JsonText.At(JsonElement.Parse("{\"a/b\":[{\"~\":7}],\"\":3}"), pointer);
        Assert.Equal(expected, found?.GetRawText());
    }

    [Fact]
    public void A_name_that_is_no_text_hides_no_other()
    {
        var json = JsonElement.Parse("""{"name":{"a":1},"\ud800":2,"na\udc00":3}""");
        Assert.Equal("1", JsonText.At(json, "/name/a")?.GetRawText());
        Assert.Null(JsonText.At(json, "/other"));
        Assert.Null(JsonText.At(json, "/\ud800"));
    }

    [Theory]
    [InlineData("\"a\"", "a")]
    [InlineData("\"\\ud800\"", null)]
    [InlineData("\"\\udc00\\ud800\"", null)]
    [InlineData("1", null)]
    public void A_string_is_text_or_nothing(string json, string? expected) => Assert.Equal(expected, JsonText.Of(JsonElement.Parse(json)));
}
