using Conformance.Verification.Scenarios;

namespace Conformance.Verification.Tests.Scenarios;

/// <summary>Tag expressions as Cucumber has them.</summary>
public sealed class TagExpressionTests
{
    [Theory]
    [InlineData("(", 50_000)]
    [InlineData("not (", 50_000)]
    public void Nesting_beyond_any_use_is_an_error_and_no_crash(string part, int times)
    {
        Assert.False(TagExpression.TryParse(string.Concat(Enumerable.Repeat(part, times)), out _, out var error));
        Assert.Contains("no more than 64 nested parentheses", error, StringComparison.Ordinal);
        Assert.True(error.Length < 500, error);
    }

    [Theory]
    [InlineData("not ", "a", true)]
    [InlineData("@b or ", "a", true)]
    [InlineData("@a and ", "a", true)]
    [InlineData("not @b and ", "a", true)]
    public void Length_is_no_error(string part, string tags, bool expected)
    {
        Assert.True(
            TagExpression.TryParse(string.Concat(Enumerable.Repeat(part, 50_000)) + "@a", out var expression, out var error),
            error
        );
        Assert.Equal(expected, expression.Matches([tags]));
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData("  ", "a", true)]
    [InlineData("@a", "a b", true)]
    [InlineData("@a", "b", false)]
    [InlineData("a", "a", true)]
    [InlineData("@a and @b", "a b", true)]
    [InlineData("@a and @b", "a", false)]
    [InlineData("@a or @b", "b", true)]
    [InlineData("@a or @b", "c", false)]
    [InlineData("not @a", "a", false)]
    [InlineData("not @a", "", true)]
    [InlineData("not not @a", "a", true)]
    [InlineData("not @a and @b", "b", true)]
    [InlineData("not (@a and @b)", "b", true)]
    [InlineData("@a or @b and @c", "a", true)]
    [InlineData("(@a or @b) and @c", "a", false)]
    [InlineData("@a and not (@b or @c)", "a", true)]
    [InlineData("@a and not (@b or @c)", "a c", false)]
    [InlineData("@a and not(@b)and @c", "a c", true)]
    [InlineData("@A", "a", false)]
    [InlineData("@order", "order", true)]
    [InlineData("@RFC6750-3 or @x.y:z", "x.y:z", true)]
    [InlineData("@a\\(1\\)", "a(1)", true)]
    [InlineData("@a\\\\b", "a\\b", true)]
    [InlineData("((@a))", "a", true)]
    public void Matches_tags(string text, string tags, bool expected)
    {
        Assert.True(TagExpression.TryParse(text, out var expression, out var error), error);
        var list = tags.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(expected, expression.Matches(list));
        Assert.Equal(expected, expression.Matches(list.Select(t => "@" + t)));
        Assert.Equal(text, expression.ToString());
    }

    [Theory]
    [InlineData("@a @b", "\"@b\" at column 4, where \"and\", \"or\" or the end")]
    [InlineData("@a and", "ends where a tag, \"not\" or \"(\"")]
    [InlineData("or @a", "\"or\" at column 1, where a tag")]
    [InlineData("(@a", "ends where \")\"")]
    [InlineData("@a)", "\")\" at column 3, where \"and\"")]
    [InlineData("()", "\")\" at column 2, where a tag")]
    [InlineData("@a and and @b", "\"and\" at column 8")]
    [InlineData("not", "ends where a tag")]
    [InlineData("@a\\b", "backslash at column 3")]
    [InlineData("@a\\", "backslash at column 3")]
    public void Tells_where_an_expression_is_faulty(string text, string expected)
    {
        Assert.False(TagExpression.TryParse(text, out var expression, out var error));
        Assert.Null(expression);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.StartsWith($"The tag expression \"{text}\" ", error, StringComparison.Ordinal);
        Assert.EndsWith(".", error, StringComparison.Ordinal);
    }
}
