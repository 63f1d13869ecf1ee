using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Conformance.JsonSchema.Tests.Fuzz;

/// <summary>The parser takes for JSON exactly what System.Text.Json does.</summary>
public sealed class WellFormednessTests
{
    private const int TextsPerSeed = 4000;
    private const string Alphabet = "{}[]\",:\\/ \n\t0123456789+-.eEtrufalsn\u0001é*ub";

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 10)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Accepts_a_text_when_another_parser_does(int seed)
    {
        var schema = Schemas.Compile("true");
        var random = new Random(seed);
        var writer = new JsonWriter(seed);
        var accepted = 0;
        for (var turn = 0; turn < TextsPerSeed; turn++)
        {
            var text = Mutate(writer.Instance()?.ToJsonString() ?? "null", random);
            var expected = IsJson(Encoding.UTF8.GetBytes(text));
            accepted += expected ? 1 : 0;
            Assert.True(expected == schema.IsValid(Encoding.UTF8.GetBytes(text)), $"System.Text.Json says {expected}: {text}");
        }

        Assert.InRange(accepted, TextsPerSeed / 20, TextsPerSeed * 19 / 20);
    }

    private static string Mutate(string text, Random random)
    {
        for (var edits = random.Next(3); edits > 0; edits--)
        {
            var at = random.Next(text.Length + 1);
            var removed = Math.Min(random.Next(3), text.Length - at);
            text = text[..at] + (random.Next(2) == 0 ? string.Empty : Alphabet[random.Next(Alphabet.Length)]) + text[(at + removed)..];
        }

        return text;
    }

    private static bool IsJson(byte[] utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            return Utf8.IsValid(utf8);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
