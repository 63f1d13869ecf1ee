namespace Conformance.Gherkin.Tests;

/// <summary>Cucumber expressions as their specification has them; the values are those of its acceptance tests and more.</summary>
public sealed class CucumberExpressionTests
{
    [Theory]
    [InlineData("{int}", "22", 22)]
    [InlineData("{int}", "-19", -19)]
    [InlineData("{int}", "1.22", null)]
    [InlineData("{int}", "-", null)]
    [InlineData("I have {int} cukes", "I have 42 cukes", 42)]
    [InlineData("I have {int} cukes", "I have 42 cukes more", null)]
    [InlineData("I have {int} cukes", "Well, I have 42 cukes", null)]
    [InlineData("I have {int} cucumber(s)", "I have 1 cucumber", 1)]
    [InlineData("I have {int} cucumber(s)", "I have 7 cucumbers", 7)]
    [InlineData("{int} rat(s)/mouse/mice", "1 rat", 1)]
    [InlineData("{int} rat(s)/mouse/mice", "2 rats", 2)]
    [InlineData("{int} rat(s)/mouse/mice", "1 mouse", 1)]
    [InlineData("{int} rat(s)/mouse/mice", "3 ratmouse", null)]
    [InlineData("I wait {int} second(s)./second(s)?", "I wait 2 seconds?", 2)]
    [InlineData("I wait {int} second(s)./second(s)?", "I wait 1 second.", 1)]
    [InlineData("I wait {int} second(s)./second(s)?", "I wait 1 second!", null)]
    [InlineData("{int}st/nd/rd/th", "3rd", 3)]
    [InlineData("{int}st/nd/rd/th", "4th", 4)]
    [InlineData("a/i{int}n/y", "i18n", 18)]
    [InlineData("a/i{int}n/y", "a11y", 11)]
    [InlineData("\\({int})", "(3)", 3)]
    [InlineData("I have {int} \\{what} cucumber(s) \\(amazing!)", "I have 1 {what} cucumber (amazing!)", 1)]
    [InlineData("{int}) and }", "5) and }", 5)]
    [InlineData("{int} [a-z]+ $1.50^", "5 [a-z]+ $1.50^", 5)]
    [InlineData("{int} [a-z]+ $1.50^", "5 abc $1.50^", null)]
    [InlineData("{int} ünïcödé 🥒", "5 ünïcödé 🥒", 5)]
    public async Task Matches_whole_numbers_and_the_text_around_them(string expression, string text, int? expected)
    {
        var arguments = await ExpressionProbe.MatchAsync(expression, text, typeof(int));
        Assert.Equal(expected is null ? null : [expected], arguments);
    }

    [Theory]
    [InlineData("three blind/deaf( old) mice", "three blind mice", true)]
    [InlineData("three blind/deaf( old) mice", "three deaf old mice", true)]
    [InlineData("three blind/deaf( old) mice", "three deafold mice", false)]
    [InlineData("three( brown) mice", "three mice", true)]
    [InlineData("three( brown) mice", "three brown mice", true)]
    [InlineData("12\\/2020", "12/2020", true)]
    [InlineData("12\\/2020", "12", false)]
    [InlineData("12\\\\/2020", "12\\", true)]
    [InlineData("12\\\\/2020", "2020", true)]
    [InlineData("three\\ blind/deaf mice", "three blind mice", true)]
    [InlineData("three\\ blind/deaf mice", "deaf mice", true)]
    [InlineData("a (very) b", "a  b", true)]
    [InlineData("Case counts", "case counts", false)]
    public async Task Matches_optional_and_alternative_text_and_escapes(string expression, string text, bool expected) =>
        Assert.Equal(expected, await ExpressionProbe.MatchAsync(expression, text) is not null);

    [Theory]
    [InlineData("0.22", 0.22)]
    [InlineData(".22", 0.22)]
    [InlineData("-1.22", -1.22)]
    [InlineData("+1", 1.0)]
    [InlineData("22", 22.0)]
    [InlineData("1e3", 1000.0)]
    [InlineData("-1.2E-1", -0.12)]
    [InlineData("1,22", null)]
    [InlineData("-", null)]
    [InlineData(".", null)]
    [InlineData("1.", null)]
    public async Task Matches_floats(string text, double? expected)
    {
        var arguments = await ExpressionProbe.MatchAsync("{float}", text, typeof(double));
        Assert.Equal(expected is null ? null : [expected], arguments);
    }

    [Theory]
    [InlineData("{string}", "\"banana split\"", "banana split")]
    [InlineData("{string}", "'banana split'", "banana split")]
    [InlineData("{string}", "\"\"", "")]
    [InlineData("{string}", "''", "")]
    [InlineData("{string}", "\"it's\"", "it's")]
    [InlineData("{string}", "\"say \\\"hi\\\"\"", "say \"hi\"")]
    [InlineData("{string}", "'it\\'s'", "it's")]
    [InlineData("{string}", "\"a\\nb\"", "a\\nb")]
    [InlineData("{string}", "\"blind'", null)]
    [InlineData("{string}", "banana", null)]
    [InlineData("{word}", "banana", "banana")]
    [InlineData("{word}", "banana split", null)]
    [InlineData("{}", "anything at all", "anything at all")]
    [InlineData("so {} it is", "so banana split it is", "banana split")]
    [InlineData("{string}.", "\"a\".", "a")]
    public async Task Matches_strings_words_and_anything(string expression, string text, string? expected)
    {
        var arguments = await ExpressionProbe.MatchAsync(expression, text, typeof(string));
        Assert.Equal(expected is null ? null : [expected], arguments);
    }

    [Fact]
    public async Task Takes_several_values_in_their_order() =>
        Assert.Equal(
            ["x", 2, "y z", 1.5m],
            await ExpressionProbe.MatchAsync(
                "{word} {int} {string} {decimal}",
                "x 2 \"y z\" 1.5",
                typeof(string),
                typeof(int),
                typeof(string),
                typeof(decimal)
            )
        );

    [Fact]
    public async Task Converts_to_the_type_that_the_method_takes()
    {
        var at = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        Assert.Equal([3L], await ExpressionProbe.MatchAsync("{int}", "3", typeof(long)));
        Assert.Equal([3], await ExpressionProbe.MatchAsync("{int}", "3", typeof(int?)));
        Assert.Equal([Colour.Green], await ExpressionProbe.MatchAsync("{word}", "green", typeof(Colour)));
        Assert.Equal([Colour.Green], await ExpressionProbe.MatchAsync("{Colour}", "Green", typeof(Colour)));
        Assert.Null(await ExpressionProbe.MatchAsync("{Colour}", "Blue", typeof(Colour)));
        Assert.Equal([at], await ExpressionProbe.MatchAsync("{word}", "2026-01-02T03:04:05", typeof(DateTimeOffset)));
        Assert.Equal([TimeSpan.FromMinutes(5)], await ExpressionProbe.MatchAsync("{word}", "00:05:00", typeof(TimeSpan)));
        Assert.Equal([new Uri("http://a/b")], await ExpressionProbe.MatchAsync("{word}", "http://a/b", typeof(Uri)));
        Assert.Equal([true], await ExpressionProbe.MatchAsync("{word}", "true", typeof(bool)));
        Assert.Equal(["7"], await ExpressionProbe.MatchAsync("{int}", "7", typeof(object)));
    }

    [Fact]
    public async Task Uses_parameter_types_of_transformations()
    {
        Assert.Equal([new Shade("dark")], await ExpressionProbe.MatchAsync("a {shade} wall", "a dark wall", typeof(Shade)));
        Assert.Null(await ExpressionProbe.MatchAsync("a {shade} wall", "a grey wall", typeof(Shade)));
        Assert.Equal(
            [new Span("1", "20"), 3],
            await ExpressionProbe.MatchAsync("{span} by {int}", "1 to 20 by 3", typeof(Span), typeof(int))
        );
    }

    [Theory]
    [InlineData("three (brown mice", "column 7", "\\(")]
    [InlineData("three {string mice", "column 7", "\\{")]
    [InlineData("three {(string)}", "column 8", "name of a parameter")]
    [InlineData("three {a/b}", "column 9", "name of a parameter")]
    [InlineData("three ((very) blind) mice", "column 8", "inside optional text")]
    [InlineData("three ({int}) mice", "column 8", "cannot be optional")]
    [InlineData("three( brown/black) mice", "column 13", "\\/")]
    [InlineData("three () mice", "column 7", "empty")]
    [InlineData("three brown//black mice", "column 7", "empty")]
    [InlineData("three brown/ mice", "column 7", "empty")]
    [InlineData("{int}/x", "column 6", "empty")]
    [InlineData("x/{int}", "column 1", "empty")]
    [InlineData("three (brown)/black mice", "column 7", "nothing but optional")]
    [InlineData("\\[", "column 1", "not an escape")]
    [InlineData("ends with \\", "column 11", "backslash")]
    [InlineData("{strin}", "column 1", "did you mean {string}?")]
    [InlineData("{unheardof}", "column 1", "{shade}")]
    public async Task Tells_where_an_expression_is_faulty(string expression, string place, string reason)
    {
        var problem = Assert.Single(
            (await Assert.ThrowsAsync<BindingException>(() => ExpressionProbe.MatchAsync(expression, "x"))).Problems
        );
        Assert.Contains(place, problem, StringComparison.Ordinal);
        Assert.Contains(reason, problem, StringComparison.Ordinal);
        Assert.Contains(expression, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("^a (\\d+) b$", "a 5 b", "5")]
    [InlineData("^a|b (.*)$", "b x", "x")]
    [InlineData("^a|b (.*)$", "ab x", null)]
    [InlineData("a (.*) b", "a x y b", "x y")]
    [InlineData("a (.*) b", "a x y b c", null)]
    [InlineData("a (\\w+) b", "a xy b", "xy")]
    [InlineData("v(\\d+)", "v12", "12")]
    [InlineData("(?:a|b)(.+)", "bcd", "cd")]
    public async Task Takes_regular_expressions_by_the_rule_of_Reqnroll(string expression, string text, string? expected)
    {
        var arguments = await ExpressionProbe.MatchAsync(expression, text, typeof(string));
        Assert.Equal(expected is null ? null : [expected], arguments);
    }

    [Fact]
    public async Task Gives_null_for_a_group_that_took_no_part() =>
        Assert.Equal([null, "b"], await ExpressionProbe.MatchAsync("^(?:(a)|(b))$", "b", typeof(string), typeof(string)));

    [Fact]
    public async Task Tells_a_faulty_regular_expression()
    {
        var error = await Assert.ThrowsAsync<BindingException>(() => ExpressionProbe.MatchAsync("^a ($", "x"));
        Assert.Contains("\"^a ($\" is not a regular expression", Assert.Single(error.Problems), StringComparison.Ordinal);
    }
}
