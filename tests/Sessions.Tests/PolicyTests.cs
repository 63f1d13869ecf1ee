namespace Conformance.Sessions.Tests;

public sealed class PolicyTests
{
    private static readonly JweFormat Format = new();

    [Fact]
    public void Finds_a_kind_by_name()
    {
        var policy = new SessionPolicy([new("access", Format, null, Rotation.None), new("refresh", Format, null, Rotation.None)]);
        Assert.Equal((0, 1, -1), (policy.IndexOf("access"), policy.IndexOf("refresh"), policy.IndexOf("client")));
    }

    [Fact]
    public void Refuses_kinds_that_cannot_be()
    {
        AssertRefused([], "lists 0");
        Assert.Contains("lists 0", Assert.Throws<ArgumentException>(() => new SessionPolicy(default)).Message, StringComparison.Ordinal);
        AssertRefused(Enumerable.Range(0, 33).Select(i => new TokenKind($"k{i}", Format, null, Rotation.None)), "33");
        AssertRefused([new("access", Format, null, Rotation.None), new("access", Format, null, Rotation.None)], "\"access\"");
        AssertRefused([new("access", Format, TimeSpan.FromMilliseconds(999), Rotation.None)], "00:00:00.999");
        AssertRefused([new("access", Format, TimeSpan.MaxValue, Rotation.None)], "\"access\"");
    }

    [Fact]
    public void Takes_kinds_up_to_the_bounds()
    {
        var utmost = Enumerable
            .Range(0, 32)
            .Select(i => new TokenKind($"k{i}", Format, i == 0 ? TimeSpan.FromSeconds(1) : TokenKind.LongestLifetime, Rotation.None));
        Assert.Equal(32, new SessionPolicy([.. utmost]).Kinds.Length);
        Assert.Equal(8192, new OpaqueFormat(8192, string.Concat(Enumerable.Range(0, 256).Select(i => (char)('Ā' + i)))).Length);
    }

    [Theory]
    [InlineData(0, "ab", "length 0")]
    [InlineData(8193, "ab", "length 8193")]
    [InlineData(1, "a", "\"a\"")]
    [InlineData(1, "aba", "\"aba\"")]
    public void Refuses_an_opaque_format_that_cannot_be(int length, string alphabet, string quoted) =>
        Assert.Contains(
            quoted,
            Assert.Throws<ArgumentException>(() => new OpaqueFormat(length, alphabet)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Formats_and_kinds_are_compared_by_value()
    {
        Assert.Equal(new OpaqueFormat(3, "ab", "p"), new OpaqueFormat(3, "ab", "p"));
        Assert.NotEqual(new OpaqueFormat(3, "ab", "p"), new OpaqueFormat(3, "ab", "q"));
        Assert.Equal(new TokenKind("a", Format, null, Rotation.None), new TokenKind("a", new JweFormat(), null, Rotation.None));
    }

    [Fact]
    public async Task Refuses_to_issue_kinds_that_are_not_there()
    {
        var world = new Fixture().World;
        await Assert.ThrowsAsync<ArgumentException>(async () => await world.LogInAsync(null, [0, 3]));
        await Assert.ThrowsAsync<ArgumentException>(async () => await world.LogInAsync(null, [-1]));
        await Assert.ThrowsAsync<ArgumentException>(async () => await world.LogInAsync(null, default));
        await Assert.ThrowsAsync<ArgumentException>(async () => await world.RefreshAsync([], [3]));
    }

    [Fact]
    public void Refuses_a_retention_that_cannot_be()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new InMemorySessionStore(TimeSpan.FromSeconds(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new InMemorySessionStore(TimeSpan.MaxValue));
    }

    private static void AssertRefused(IEnumerable<TokenKind> kinds, string quoted) =>
        Assert.Contains(quoted, Assert.Throws<ArgumentException>(() => new SessionPolicy([.. kinds])).Message, StringComparison.Ordinal);
}
