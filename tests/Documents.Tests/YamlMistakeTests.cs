namespace Conformance.Documents.Tests;

public sealed class YamlMistakeTests
{
    [Theory]
    [InlineData("a:\n\tb: 1\n", "2:1", "A tab")]
    [InlineData("a: 1\n\tb: 2\n", "2:1", "A tab")]
    [InlineData("a:\n  b: 1\n  \tc: 2\n", "3:3", "A tab")]
    [InlineData("a: b: c\n", "1:5", "unquoted value")]
    [InlineData("a: 1\n  b: 2\n", "2:4", "unquoted value")]
    [InlineData("a\nb: 1\n", "2:2", "the line above")]
    [InlineData("a: 'x\nb: 1\n", "1:4", "never closed: \"'x\"")]
    [InlineData("a: \"x\\q\"\n", "1:6", "The escape \"\\q")]
    [InlineData("a: \"\\ud83d\"\n", "1:11", "surrogate")]
    [InlineData("a: [1, 2\nb: 3\n", "1:4", "\"[\" here is never closed")]
    [InlineData("a: {b: 1\n", "2:1", "the end of the document inside the \"{\" of line 1, column 4")]
    [InlineData("a: @x\n", "1:4", "cannot begin with \"@x\"")]
    [InlineData("a: `x`\n", "1:4", "cannot begin with \"`x`\"")]
    [InlineData("a: %x\n", "1:4", "cannot begin with \"%x\"")]
    [InlineData("- 1\nb: 2\n", "2:1", "expected \"- \"")]
    [InlineData("a: - b\n", "1:4", "list item")]
    [InlineData("a: ]\n", "1:4", "expected a value")]
    [InlineData("a:\n  - b\n - c\n", "3:2", "in line with")]
    [InlineData("a: \"x\" y\n", "1:8", "Found \"y\"")]
    [InlineData("a: 'it's'\n", "1:8", "Found \"s'\"")]
    [InlineData("a: &x &y 1\n", "1:7", "second anchor")]
    [InlineData("a: !e!foo 1\n", "1:4", "prefix")]
    [InlineData("a: >x\n b\n", "1:5", "next lines")]
    [InlineData("a: *\n", "1:4", "anchor or alias")]
    [InlineData("%YAML 3.0\n---\na: 1\n", "1:1", "version")]
    public void Words_a_syntax_error_for_people(string text, string place, string message)
    {
        var problem = Reading.OnlyProblemOf(text);
        Assert.Equal($"{place} yaml-syntax", $"{problem.At.Line}:{problem.At.Column} {problem.Rule}");
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", problem.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", problem.Mend, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a: 1\nb: 2\na: 3\n", "3:1 duplicate-key")]
    [InlineData("200: 1\n'200': 2\n", "2:1 duplicate-key")]
    [InlineData("? [1]\n: 2\nb: 3\n", "1:3 yaml-complex-key")]
    [InlineData("{{x}}: 1\n", "1:1 yaml-complex-key;1:2 yaml-complex-key")]
    [InlineData(": 1\n", "1:1 yaml-empty-key")]
    [InlineData("a: 1\n---\nb: 2\n", "2:1 yaml-several-documents")]
    [InlineData("a: !foo 1\n", "1:4 yaml-unknown-tag")]
    [InlineData("a: !!set {b: 1}\n", "1:4 yaml-unknown-tag")]
    [InlineData("a: !!int x\n", "1:4 yaml-tag-value")]
    [InlineData("a: !!int 1.5\n", "1:4 yaml-tag-value")]
    [InlineData("a: !!bool yes\n", "1:4 yaml-tag-value")]
    [InlineData("a: !!null x\n", "1:4 yaml-tag-value")]
    [InlineData("a: !!str [1]\n", "1:4 yaml-tag-value")]
    [InlineData("a: .inf\n", "1:4 yaml-number-not-json")]
    [InlineData("a: -.Inf\nb: .NaN\n", "1:4 yaml-number-not-json;2:4 yaml-number-not-json")]
    [InlineData("a: *x\n", "1:4 yaml-alias-unknown")]
    [InlineData("a: &x [*x]\n", "1:8 yaml-alias-cycle")]
    [InlineData("<<: 1\n", "1:5 yaml-merge-value")]
    [InlineData("<<: [{a: 1}, 2]\n", "1:5 yaml-merge-value")]
    [InlineData("# nothing\n", "1:1 file-empty")]
    [InlineData(
        "a: 1\na: 2\nb: !x 1\nc: *d\n? {}\n: 1\n",
        "2:1 duplicate-key;3:4 yaml-unknown-tag;4:4 yaml-alias-unknown;5:3 yaml-complex-key"
    )]
    [InlineData("a: 1\na: 2\nb: 'x\n", "2:1 duplicate-key;3:4 yaml-syntax")]
    public void Reports_every_mistake_with_its_place(string text, string expected) =>
        Assert.Equal(expected.Split(';'), Reading.PlacesOf(text));

    [Fact]
    public void Tells_where_a_duplicate_key_first_stands() =>
        Assert.Equal(
            "a.yaml:3:3: error: The key \"b\" stands here a second time; it first stands at line 2, column 3. Remove or rename one of the two. [duplicate-key]",
            Reading.OnlyProblemOf("a:\n  b: 1\n  b: 2\n").ToString()
        );

    [Fact]
    public void Suggests_the_nearest_anchor() =>
        Assert.Equal("Did you mean \"*session\"?", Reading.OnlyProblemOf("a: &session 1\nb: *sesion\n").Mend);
}
