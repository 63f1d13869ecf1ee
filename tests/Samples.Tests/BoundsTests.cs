using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Conformance.JsonSchema;

namespace Conformance.Samples.Tests;

public class BoundsTests
{
    // Work that multiplies would take years; the bound only tells that from a slow machine.
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(3);

    [Fact]
    public void Shares_what_is_optional_evenly_when_a_schema_explodes()
    {
        var sample = InTime(Ladder(40, """{"type":"object","properties":{"w":NEXT,"x":NEXT,"y":NEXT,"z":{"type":"integer"}}}"""));
        Assert.InRange(Count(sample.GetProperty("w")), 50, 500);
        Assert.InRange(Count(sample.GetProperty("y")), 50, 500);
        Assert.Equal(1, sample.GetProperty("z").GetInt32());
    }

    [Fact]
    public void Finishes_when_alternatives_multiply() =>
        InTime(
            Ladder(
                30,
                """{"oneOf":[{"required":["a"],"properties":{"a":NEXT}},{"required":["b"],"properties":{"b":NEXT}},{"required":["c"],"properties":{"c":NEXT}}]}"""
            )
        );

    [Fact]
    public void Finishes_when_alternatives_multiply_and_all_are_too_deep()
    {
        const string template =
            """{"type":"object","oneOf":[{"required":["a"],"properties":{"a":NEXT}},{"required":["b"],"properties":{"b":NEXT}}]}""";
        Assert.Null(
            InTime(() =>
                Sampling.Generator(Ladder(100, template), openApi30: false).Generate("/components/schemas/S0", Direction.Response)
            ).Value
        );
    }

    [Fact]
    public void Finishes_when_choices_multiply_and_none_fits()
    {
        var choices = string.Join(
            ',',
            Enumerable.Range(0, 30).Select(i => $$"""{"oneOf":[{"required":["a{{i}}"]},{"required":["b{{i}}"]}]}""")
        );
        var document = Sampling.Json(
            """{"openapi":"3.1.0","components":{"schemas":{"Root":{"type":"object","maxProperties":3,"allOf":[CHOICES]}}}}""".Replace(
                "CHOICES",
                choices,
                StringComparison.Ordinal
            )
        );
        Assert.Null(InTime(() => Sampling.Generator(document, openApi30: false).Generate(Sampling.Root, Direction.Response)).Value);
    }

    [Fact]
    public void Refuses_a_sample_that_must_be_too_large()
    {
        var result = InTime(() =>
            Sampling
                .Generator(Ladder(40, """{"type":"object","required":["x","y"],"properties":{"x":NEXT,"y":NEXT}}"""), openApi30: false)
                .Generate("/components/schemas/S0", Direction.Response)
        );
        Assert.Null(result.Value);
        Assert.Contains("more than 20000 values", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_sample_that_must_be_too_deep()
    {
        var result = Sampling
            .Generator(Ladder(100, """{"type":"object","required":["x"],"properties":{"x":NEXT}}"""), openApi30: false)
            .Generate("/components/schemas/S0", Direction.Response);
        Assert.Null(result.Value);
        Assert.Contains("more than 60 deep", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Makes_a_long_array_when_the_schema_asks_for_it()
    {
        var document = Sampling.Json(
            """{"openapi":"3.1.0","components":{"schemas":{"Root":{"type":"array","minItems":2000,"uniqueItems":true,"items":{"type":"integer"}}}}}"""
        );
        Assert.Equal(
            2000,
            InTime(() => Sampling.Generator(document, openApi30: false).Generate(Sampling.Root, Direction.Response))
                .Value!.Value.GetArrayLength()
        );
    }

    [Fact]
    public void Gives_the_same_value_whatever_was_asked_before()
    {
        var document = Sampling.Json(
            """
            {"openapi":"3.1.0","components":{"schemas":{
              "A":{"type":"object","properties":{"b":{"$ref":"#/components/schemas/B"},"at":{"type":"string","format":"date-time"}}},
              "B":{"type":"object","properties":{"a":{"$ref":"#/components/schemas/A"},"id":{"type":"string","format":"uuid"}}}}}}
            """
        );
        var (forward, backward) = (Sampling.Generator(document, openApi30: true), Sampling.Generator(document, openApi30: true));
        string[] pointers = ["/components/schemas/A", "/components/schemas/B"];
        var first = pointers.Select(pointer => forward.Generate(pointer, Direction.Response).Value!.Value.GetRawText()).ToArray();
        var second = pointers
            .Reverse()
            .Select(pointer => backward.Generate(pointer, Direction.Response).Value!.Value.GetRawText())
            .Reverse()
            .ToArray();
        Assert.Equal(first, second);
    }

    // S0 leads to S1 and so on, each wherever the template says NEXT; the last one is an integer.
    private static JsonElement Ladder(int rungs, string template)
    {
        var schemas = Enumerable
            .Range(0, rungs)
            .Select(i =>
                $"\"S{i}\":"
                + template.Replace(
                    "NEXT",
                    $$"""{"$ref":"#/components/schemas/S{{(i + 1).ToString(CultureInfo.InvariantCulture)}}"}""",
                    StringComparison.Ordinal
                )
            );
        return Sampling.Json(
            $$"""{"openapi":"3.1.0","components":{"schemas":{ {{string.Join(',', schemas)}},"S{{rungs}}":{"type":"integer"} } } }"""
        );
    }

    private static JsonElement InTime(JsonElement document)
    {
        var result = InTime(() => Sampling.Generator(document, openApi30: false).Generate("/components/schemas/S0", Direction.Response));
        Assert.True(result.Value is not null, result.Reason);
        return result.Value.Value;
    }

    private static SampleResult InTime(Func<SampleResult> generate)
    {
        var start = Stopwatch.GetTimestamp();
        var result = generate();
        Assert.True(Stopwatch.GetElapsedTime(start) < Soon, $"took {Stopwatch.GetElapsedTime(start)}");
        return result;
    }

    private static int Count(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object ? 1 + value.EnumerateObject().Sum(property => Count(property.Value)) : 1;
}
