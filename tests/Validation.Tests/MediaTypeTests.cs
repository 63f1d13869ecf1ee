using Conformance.Contracts.Model;

namespace Conformance.Validation.Tests;

public sealed class MediaTypeTests
{
    [Theory]
    [InlineData("application/json", "application/json")]
    [InlineData("APPLICATION/JSON ; charset=utf-8", "application/json")]
    [InlineData("application/json; v=2", "application/json;v=2")]
    [InlineData("application/json; v=\"2\"", "application/json;v=2")]
    [InlineData("application/json; v=3", "application/json")]
    [InlineData("application/xml", "application/*")]
    [InlineData("text/plain", "*/*")]
    [InlineData(null, "*/*")]
    public void The_most_specific_entry_counts(string? sent, string expected)
    {
        var contract = Served.Operation(
            """ "requestBody": {"content": {"*/*": {}, "application/*": {}, "application/json": {}, "application/json;v=2": {}}} """
        );
        var type = contract.Operations[0].Body!.For(sent)!;
        Assert.Equal(
            expected,
            sent?.Contains("v=", StringComparison.Ordinal) == true || type.Parameters.IsEmpty
                ? type.Range + string.Concat(type.Parameters.Select(p => $";{p.Name}={p.Value}"))
                : "application/json"
        );
    }

    [Theory]
    [InlineData("application/jsonx")]
    [InlineData("text/plain")]
    [InlineData("json")]
    [InlineData("")]
    [InlineData(";charset=utf-8")]
    public void What_no_entry_covers_is_not_documented(string sent) =>
        Assert.Null(Served.Body("application/json", "").Operations[0].Body!.For(sent));

    [Theory]
    [InlineData("application/*", "application/json", "{}", false)]
    [InlineData("application/*", "application/json", "[]", true)]
    [InlineData("*/*", "application/vnd.x+json", "{}", false)]
    [InlineData("*/*", "application/x-www-form-urlencoded", "a=1", false)]
    [InlineData("*/*", "application/xml", "<a/>", true)]
    [InlineData("text/plain", "text/plain", "{}", false)]
    [InlineData("text/html", "text/html", "{}", true)]
    [InlineData("text/csv", "text/csv", "{}", true)]
    [InlineData("text/*", "text/xml", "<a/>", true)]
    [InlineData("text/plain", "text/plain", "[]", true)]
    public void A_range_is_read_as_the_type_that_was_sent(string range, string sent, string body, bool isValid) =>
        Assert.Equal(isValid, Served.Body(range, "\"schema\": {\"type\": \"array\"}").Send(sent, body).Count == 0);

    [Theory]
    [InlineData("abc", true)]
    [InlineData("ab", false)]
    [InlineData("123", true)]
    public void Plain_text_is_a_string(string body, bool isValid) =>
        Assert.Equal(
            isValid,
            Served.Body("text/plain", "\"schema\": {\"type\": \"string\", \"minLength\": 3}").Send("text/plain", body).Count == 0
        );

    [Theory]
    [InlineData("application/json", true)]
    [InlineData("application/json;charset=UTF-8", true)]
    [InlineData("application/json; charset=\"us-ascii\"", true)]
    [InlineData("application/json; charset=utf-16", false)]
    [InlineData("application/json; xcharset=utf-16", true)]
    [InlineData("multipart/form-data; boundary=\";charset=latin1\"", true)]
    public void A_charset_is_a_parameter_of_its_own(string sent, bool isUtf8) => Assert.Equal(isUtf8, MediaType.IsUtf8(sent));
}
