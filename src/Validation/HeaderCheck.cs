using Conformance.Contracts.Model;
using Conformance.JsonSchema;
using Conformance.Validation.Texts;

namespace Conformance.Validation;

/// <summary>Checks documented headers of responses and of the parts of multipart bodies.</summary>
internal static class HeaderCheck
{
    private static readonly (string Expected, string Found)[] Fine = [];

    /// <summary>What is wrong with a header, as pairs of noun phrases: expected and found.</summary>
    /// <param name="lines">Its lines; none where it is absent.</param>
    public static IReadOnlyList<(string Expected, string Found)> Find(HeaderRule rule, IReadOnlyList<string> lines, Direction direction)
    {
        if (lines.Count == 0)
            return rule.Required ? [("there", "nothing")] : Fine;
        if (
            rule.Content is null or { Kind: BodyKind.Text }
                ? rule.Schema is not { TakesAnyString: false }
                : rule.Content.Kind != BodyKind.Json
        )
            return Fine;

        // Set-Cookie alone does not join its lines with commas (RFC 9110, section 5.3).
        return rule.Name.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase)
            ? [.. lines.SelectMany(line => Judge(rule, line, direction))]
            : Judge(rule, lines.Count == 1 ? lines[0] : string.Join(", ", lines), direction);
    }

    private static (string Expected, string Found)[] Judge(HeaderRule rule, string text, Direction direction)
    {
        var failure = ReadingCheck.Find(rule.Schema, direction, Read(rule, text), out _);
        if (failure is null)
            return Fine;
        if (failure.Expected is { } expected)
            return [(expected, $"\"{Found.Shortened(text)}\"")];
        return
        [
            .. failure.Violations.Select(v =>
                (v.InstancePointer.Length == 0 ? v.Expected : $"{v.Expected} at {v.InstancePointer}", v.Found)
            ),
        ];
    }

    private static IEnumerable<ReadValue> Read(HeaderRule rule, string text)
    {
        if (rule.Content is { } content)
            return [content.Kind == BodyKind.Json ? ReadingCheck.Json(text) : new ReadValue(new TextScalar(text))];
        var style = new ValueStyle(ParameterStyle.Simple, rule.Explode);
        return ReadingCheck
            .Structures(rule.Schema!.Shape)
            .SelectMany(structure => SegmentStyles.Read(rule.Name, style, structure, text, Escaping.None));
    }
}
