namespace Conformance.Documents.Tests;

public sealed class NearestTests
{
    [Theory]
    [InlineData("lgoout", "logout")]
    [InlineData("logou", "logout")]
    [InlineData("loggout", "logout")]
    [InlineData("LOGIN", "login")]
    [InlineData("refrsh", "refresh")]
    [InlineData("acces", "access")]
    [InlineData("x", null)]
    [InlineData("protected", null)]
    [InlineData("", null)]
    public void Finds_the_name_that_was_meant(string found, string? expected) =>
        Assert.Equal(expected, Nearest.To(found, ["login", "logout", "refresh", "access", "id", "y"]));

    [Fact]
    public void Prefers_the_fewest_slips() => Assert.Equal("paths", Nearest.To("pathss", ["patch", "paths", "maths"]));

    [Fact]
    public void Finds_nothing_among_nothing() => Assert.Null(Nearest.To("a", []));
}
