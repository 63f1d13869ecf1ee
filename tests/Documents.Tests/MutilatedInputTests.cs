using System.Text;

namespace Conformance.Documents.Tests;

public sealed class MutilatedInputTests
{
    private const string Yaml = """
        %YAML 1.2
        ---
        openapi: 3.0.3 # comment
        paths:
          /logout: &p {post: {tags: [a, "b\u0041", 'c''d'], x: !!str 1}}
          ? "/login"
          : <<: *p
            get: |
              text
               more
        list:
          - - 1
            - ~
          - >-
            folded
        """;

    private const string Json = """{ "a": [1.5e3, true, null, "x\u00e4\n"], "b": { "c": {}, "d": [] } }""";

    [Theory]
    [InlineData(Yaml, "a.yaml", 11)]
    [InlineData(Json, "a.json", 12)]
    [InlineData(Json, "<stdin>", 13)]
    public void Never_throws_and_never_fails_in_silence(string original, string name, int seed)
    {
        const string inserted = "{}[]:,-?&*!|>'\"%@`# \t\n\\0a.~<";
        Reading.Sound(original, name);
        var random = new Random(seed);
        var broken = 0;
        for (var i = 0; i < 5000; i++)
        {
            var text = new StringBuilder(original);
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                var at = random.Next(text.Length);
                if (random.Next(3) == 0)
                    text.Remove(at, Math.Min(random.Next(1, 6), text.Length - at));
                else
                    text.Insert(at, inserted[random.Next(inserted.Length)]);
            }

            var problems = new Problems();
            var root = DocumentReader.Read(name, Encoding.UTF8.GetBytes(text.ToString()), problems);
            var lines = text.ToString().Split('\n').Length;
            Assert.True(root is not null || problems.HasErrors, text.ToString());
            Assert.All(
                problems,
                problem => Assert.True(problem.At.Line >= 1 && problem.At.Line <= lines + 1 && problem.At.Column >= 1, $"{problem}\n{text}")
            );
            if (problems.HasErrors)
                broken++;
        }

        Assert.InRange(broken, 500, 4900);
    }

    [Fact]
    public void Never_throws_for_random_bytes()
    {
        var random = new Random(5);
        for (var i = 0; i < 2000; i++)
        {
            var bytes = new byte[random.Next(40)];
            random.NextBytes(bytes);
            if (i % 2 == 0)
                bytes = [0xFF, 0xFE, .. bytes];
            var problems = new Problems();
            var root = DocumentReader.Read("a", bytes, problems);
            Assert.True(root is not null || problems.HasErrors, Convert.ToHexString(bytes));
        }
    }
}
