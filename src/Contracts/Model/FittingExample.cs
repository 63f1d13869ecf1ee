using System.Text.Json;
using System.Text.Json.Nodes;
using Conformance.Contracts.Schemas;
using Conformance.Contracts.Templates;
using Conformance.Documents;
using Conformance.JsonSchema;

namespace Conformance.Contracts.Model;

/// <summary>
/// What is sent of an example that does not fit its schema, which lint reports: the example, with values of the schema where it does not fit. One that a client asks for by its name is sent as
/// it is written.
/// </summary>
internal static class FittingExample
{
    private const int MostRounds = 8;

    /// <summary>The body to send for an example.</summary>
    public static ExampleBody Of(Example example, Representation representation, ISampleSource samples)
    {
        if (
            !MediaTypes.IsJson(representation.ContentType)
            || example is not { Body.Constant: { } written, Value: { } shown }
            || representation.Schema?.ForResponse is not { } schema
            || schema.IsValid(written.Span)
            || samples.ForResponse(representation.Schema) is not { } sample
        )
            return example.Body;
        var fitting = Mended(With(shown.ToJsonNode(), sample), sample, schema) ?? sample;
        return new ExampleBody(JsonTemplateCompiler.Compile(fitting, []));
    }

    // What the example has, and beside it what it lacks.
    private static JsonNode? With(JsonNode? example, JsonNode? sample)
    {
        if (example is JsonObject members && sample is JsonObject others)
        {
            foreach (var (name, value) in others)
                members[name] = members.ContainsKey(name) ? With(members[name]?.DeepClone(), value) : value?.DeepClone();
        }
        else if (example is JsonArray items && sample is JsonArray { Count: > 0 } models)
        {
            for (var i = 0; i < items.Count; i++)
                items[i] = With(items[i]?.DeepClone(), models[0]);
        }

        return example;
    }

    // Each round puts the sample's value where the last one found a fault.
    private static JsonNode? Mended(JsonNode? value, JsonNode sample, CompiledSchema schema)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            var violations = schema.Validate(JsonSerializer.SerializeToUtf8Bytes(value));
            if (violations.Count == 0)
                return value;
            foreach (var violation in violations)
            {
                if (JsonPointer.TryParse(violation.InstancePointer) is not { Segments: [_, ..] segments } pointer)
                {
                    if (!Removed(value, violation.Property, sample))
                        return null;
                    continue;
                }

                var holder = At(value, [.. segments[..^1]]);
                if (violation.Property is not null && Removed(At(value, [.. segments]), violation.Property, At(sample, [.. segments])))
                    continue;
                var model = At(sample, [.. segments]);
                if (model is null && holder is JsonObject members)
                    members.Remove(segments[^1]);
                else
                    value = TokenPlaces.Put(value, pointer, model?.DeepClone());
            }
        }

        return null;
    }

    // A property that is one too many.
    private static bool Removed(JsonNode? holder, string? property, JsonNode? sample) =>
        property is not null
        && holder is JsonObject members
        && members.ContainsKey(property)
        && (sample as JsonObject)?.ContainsKey(property) != true
        && members.Remove(property);

    // Of an array of samples the first stands for all.
    private static JsonNode? At(JsonNode? root, IEnumerable<string> segments)
    {
        foreach (var segment in segments)
        {
            root = root switch
            {
                JsonObject members => members[segment],
                JsonArray { Count: > 0 } items => JsonPointer.PositionIn(segment) is >= 0 and var index && index < items.Count
                    ? items[index]
                    : items[0],
                _ => null,
            };
        }

        return root;
    }
}
