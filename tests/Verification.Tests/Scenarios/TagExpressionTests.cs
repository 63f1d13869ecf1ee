using Conformance.Verification.Scenarios;

namespace Conformance.Verification.Tests.Scenarios;

/// <summary>Tag expressions as Cucumber has them.</summary>
public sealed class TagExpressionTests
{
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
