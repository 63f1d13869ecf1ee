namespace Conformance.Documents.Tests;

public sealed class ReferencesTests
{
    private const string Document = """
        components:
          schemas:
            User: { type: object }
            A/B: { $ref: '#/components/schemas/User' }
            Loop: { $ref: '#/components/schemas/Pool' }
            Pool: { $ref: '#/components/schemas/Loop' }
        tags: [x]
        use:
        """;

    [Theory]
    [InlineData("'#/components/schemas/User'")]
    [InlineData("'#/components/schemas/A~1B'")]
    [InlineData("'#/components/schemas/A%2FB'", false)]
    [InlineData("'#/components/schemas/A~1%42'")]
    public void Follows_a_chain_to_its_end(string reference, bool isFound = true)
    {
        var problems = new Problems();
        var root = Use(reference);
        var target = References.Resolve(root["use"]!, problems);
        Assert.Equal(isFound ? "{\"type\":\"object\"}" : null, target?.ToString());
        Assert.Equal(!isFound, problems.HasErrors);
    }

    [Theory]
    [InlineData(
        "'#/components/schemas/Usr'",
        "ref-not-found",
        "\"#/components/schemas\" has no member \"Usr\"",
        "Did you mean \"#/components/schemas/User\"?"
    )]
    [InlineData(
        "'#/component/schemas/User'",
        "ref-not-found",
        "the document has no member \"component\"",
        "Did you mean \"#/components\"?"
    )]
    [InlineData("'#/tags/1'", "ref-not-found", "\"#/tags\" is an array of 1 without an item \"1\"", "below \"#/tags\"")]
    [InlineData("'#/tags/0/a'", "ref-not-found", "\"#/tags/0\" is the string \"x\" and holds nothing", "below")]
    [InlineData("'#components'", "ref-syntax", "\"#components\" is no JSON pointer", "~1")]
    [InlineData("'other.yaml#/a'", "ref-not-local", "outside this document", "Bundle")]
    public void Reports_a_broken_reference_at_its_value(string reference, string rule, string message, string mend)
    {
        var problems = new Problems();
        Assert.Null(References.Resolve(Use(reference)["use"]!, problems));
        var problem = Assert.Single(problems);
        Assert.Equal((rule, "a.yaml:8:14"), (problem.Rule, problem.At.ToString()));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Contains(mend, problem.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_a_cycle_once()
    {
        var problems = new Problems();
        var root = Use("'#/components/schemas/Loop'");
        Assert.Null(References.Resolve(root["use"]!, problems));
        Assert.Null(References.Resolve(root["use"]!, problems));
        Assert.Equal("ref-cycle a.yaml:5:19", Assert.Single(problems) is var problem ? $"{problem.Rule} {problem.At}" : "");
    }

    [Fact]
    public void Gives_the_node_itself_when_it_is_no_reference()
    {
        var problems = new Problems();
        var root = Use("{type: string}");
        Assert.Same(root["tags"], References.Resolve(root["tags"]!, problems));
        Assert.Same(root["use"], References.Resolve(root["use"]!, problems));
        Assert.Empty(problems);
    }

    private static Node Use(string reference) => Reading.Sound($"{Document} {{ $ref: {reference} }}");
}
