using System.Text.Json;

namespace Conformance.Samples.Tests;

public class TextTests
{
    [Theory]
    [InlineData("date-time", "2024-01-15T09:30:00Z")]
    [InlineData("date", "2024-01-15")]
    [InlineData("time", "09:30:00Z")]
    [InlineData("duration", "PT1H")]
    [InlineData("uuid", "3fa85f64-5717-4562-b3fc-2c963f66afa6")]
    [InlineData("email", "user@example.com")]
    [InlineData("hostname", "host.example.com")]
    [InlineData("ipv4", "192.0.2.1")]
    [InlineData("ipv6", "2001:db8::1")]
    [InlineData("uri", "https://example.com/resource")]
    [InlineData("uri-reference", "/path")]
    [InlineData("iri", "https://example.com/resource")]
    [InlineData("uri-template", "/path/{id}")]
    [InlineData("json-pointer", "/path")]
    [InlineData("relative-json-pointer", "0/path")]
    [InlineData("regex", "^[a-z]{1}$")]
    [InlineData("byte", "c2FtcGxl")]
    [InlineData("binary", "string")]
    [InlineData("password", "Passw0rd!")]
    [InlineData("int64", "1")]
    [InlineData("made-up", "string")]
    public void Writes_the_format(string format, string expected)
    {
        Assert.Equal($"\"{expected}\"", Sampling.Of($$"""{"type":"string","format":"{{format}}"}"""));
        Assert.Equal($"\"{expected}\"", Sampling.Of($$"""{"type":"string","format":"{{format}}"}""", openApi30: true));
    }

    [Theory]
    [InlineData("""{"type":"string","minLength":10}""", 10, 10)]
    [InlineData("""{"type":"string","maxLength":2}""", 2, 2)]
    [InlineData("""{"type":"string","maxLength":0}""", 0, 0)]
    [InlineData("""{"type":"string","format":"email","minLength":40}""", 40, 40)]
    [InlineData("""{"type":"string","format":"uri","minLength":60,"maxLength":60}""", 60, 60)]
    [InlineData("""{"type":"string","format":"hostname","minLength":30}""", 30, 30)]
    [InlineData("""{"type":"string","minLength":50000}""", 50000, 50000)]
    [InlineData("""{"type":"string","pattern":"^\\w+$","minLength":33,"maxLength":35}""", 33, 35)]
    [InlineData("""{"type":"string","pattern":"^[a-z]+-[a-z]+$","minLength":21,"maxLength":21}""", 21, 21)]
    [InlineData("""{"type":"string","pattern":"abc","minLength":20}""", 20, 20)]
    public void Keeps_the_length(string schema, int least, int most) =>
        Assert.InRange(JsonSerializer.Deserialize<string>(Sampling.Of(schema))!.Length, least, most);

    [Theory]
    [InlineData("""{"type":"string","format":"date","pattern":"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}""", "2024-01-15")]
    [InlineData("""{"type":"string","format":"uri","pattern":"^https://"}""", "https://example.com/resource")]
    [InlineData("""{"allOf":[{"type":"string","pattern":"^a"},{"pattern":"z$"},{"pattern":"^az$"}]}""", "az")]
    public void Serves_format_and_patterns_at_once(string schema, string expected) => Assert.Equal($"\"{expected}\"", Sampling.Of(schema));
}
