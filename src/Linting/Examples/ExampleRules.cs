using Conformance.Contracts.Model;
using Conformance.Contracts.Schemas;
using Conformance.Contracts.Structure;
using Conformance.Documents;
using Conformance.JsonSchema;
using Conformance.JsonSchema.Keywords;

namespace Conformance.Linting.Examples;

/// <summary>
/// Examples fit their schemas. An example of a body is what a mock sends and a reader copies, so that one which does not fit is an error; elsewhere it is a warning.
/// </summary>
internal static class ExampleRules
{
    private const string Rule = "example";

    public static void Check(LintContext context)
    {
        var tokens = new TokenPlacesByMedia(context);
        foreach (var media in context.Inventory.Of(ContentObjects.MediaType))
            CheckMedia(context, media, tokens);
        foreach (var holder in context.Inventory.Of(ContentObjects.Parameter).Concat(context.Inventory.Of(ContentObjects.Header)))
        {
            foreach (var value in ValuesOf(context, holder))
                Judge(context, holder["schema"], value, [], Severity.Warning, "example");
        }

        foreach (var schema in context.Inventory.Schemas)
            CheckSchema(context, schema);
    }

    private static void CheckMedia(LintContext context, Node media, TokenPlacesByMedia tokens)
    {
        var json = media.Name is { } type && (MediaTypes.IsJson(type) || type.Contains('*', StringComparison.Ordinal));
        foreach (var value in ValuesOf(context, media))
        {
            // Where the type is no JSON, a string is how the body is written out (OpenAPI 3.1.1, section 4.8.19).
            if (!json && value.AsString() is not null)
                continue;
            Judge(context, media["schema"], value, tokens.Of(media), Severity.Error, "example");
        }
    }

    private static void CheckSchema(LintContext context, Node schema)
    {
        if (schema["example"] is { } example)
            Judge(context, schema, example, [], Severity.Warning, "example");
        if (context.Version >= SpecVersion.V31 && schema["examples"] is ArrayNode examples)
        {
            foreach (var item in examples.Items)
                Judge(context, schema, item, [], Severity.Warning, "example");
        }

        if (schema["default"] is { } value)
            Judge(context, schema, value, [], Severity.Warning, "default");
    }

    private static IEnumerable<Node> ValuesOf(LintContext context, Node holder)
    {
        if (holder["example"] is { } single)
            yield return single;
        foreach (var (_, _, node) in holder["examples"]?.Members ?? [])
        {
            if (context.Resolve(node) is { } example && (example["value"] ?? example["dataValue"]) is { } value)
                yield return value;
        }
    }

    private static void Judge(
        LintContext context,
        Node? schema,
        Node value,
        IReadOnlyCollection<string> tokens,
        Severity severity,
        string what
    )
    {
        if (schema is not ObjectNode || context.Schemas.Of(schema) is not { Compiled: not null } handle)
            return;
        var instance = context.HasSession ? ExampleInstance.Rendered(value, tokens) : ExampleInstance.Literal(value);
        var violations = Violations(handle, instance, DirectionOf(value)).Where(v => !instance.IsFree(v.InstancePointer));
        foreach (var (pointer, sentence) in Sentences(violations))
        {
            var at = JsonPointer.TryParse(pointer)?.Descend(value).Node.At ?? value.At;
            context.Problems.Add(
                new Problem(
                    severity,
                    Rule,
                    at,
                    $"The {what} does not fit its schema{(pointer.Length == 0 ? "" : $" at {pointer}")}: {sentence}.",
                    $"Correct it, or the schema ({(schema.At.File == at.File ? $"{schema.At.Line}:{schema.At.Column}" : schema.At)})."
                )
            );
        }
    }

    // That a property "should not" travel is no rule for examples (OpenAPI 3.0.4, Schema Object, writeOnly). One that may be used either way breaks the
    // schema where it breaks it both ways.
    private static IEnumerable<Violation> Violations(SchemaHandle schema, ExampleInstance instance, Direction direction)
    {
        IEnumerable<Violation> In(Direction way) =>
            schema.For(way)?.Validate(instance.Json).Where(v => v.Keyword != OtherDirection.Name) ?? [];

        if (direction != Direction.Neither)
            return In(direction);
        var inRequests = In(Direction.Request).Select(Identity).ToHashSet();
        return In(Direction.Response).Where(v => inRequests.Contains(Identity(v)));

        static (string, string, string?) Identity(Violation violation) =>
            (violation.InstancePointer, violation.Keyword, violation.Property);
    }

    // An object without several required properties is one mistake.
    private static IEnumerable<(string Pointer, string Sentence)> Sentences(IEnumerable<Violation> violations)
    {
        foreach (var group in violations.GroupBy(v => (v.InstancePointer, Missing: v.Keyword == "required" ? v.Keyword : v.SchemaLocation)))
        {
            var missing = group.Select(v => v.Property).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
            if (group.Key.Missing == "required" && missing.Count > 1)
                yield return (
                    group.Key.InstancePointer,
                    $"expected the properties {string.Join(", ", missing.Select(m => $"\"{m}\""))}, found none of them"
                );
            else
                foreach (var violation in group)
                    yield return (group.Key.InstancePointer, $"expected {violation.Expected}, found {violation.Found}");
        }
    }

    private static Direction DirectionOf(Node value)
    {
        for (var node = value; node is not null; node = node.Parent)
        {
            if (node.Name is "requestBody" or "requestBodies" or "parameters")
                return Direction.Request;
            if (node.Name is "responses" or "headers")
                return Direction.Response;
        }

        return Direction.Neither;
    }
}
