using System.Text.Json.Nodes;
using Conformance.Contracts.Schemas;
using Conformance.Contracts.Structure;
using Conformance.Documents;

namespace Conformance.Generation.Versions;

/// <summary>
/// Schemas of OpenAPI 3.0 as those of 3.1 and later, which are JSON Schema 2020-12. What 3.0 ignores would take effect there, so it is told
/// and left out.
/// </summary>
internal sealed class SchemasAs31(Problems problems) : ISchemaDialect
{
    public bool HasAdded => false;

    public IEnumerable<(string Name, JsonNode Schema)> Added() => [];

    public JsonNode Convert(Node schema)
    {
        if (schema is not ObjectNode)
            return schema.ToJsonNode()!;
        var copy = new JsonObject();
        if (References.RefOf(schema) is { } reference)
        {
            // Beside a reference 3.0 ignores all; a description does no harm.
            copy["$ref"] = reference.AsString();
            if (schema["description"]?.AsString() is { } description)
                copy["description"] = description;
            return copy;
        }

        foreach (var (name, at, value) in schema.Members)
            Convert(schema, name, at, value, copy);
        return copy;
    }

    private void Convert(Node schema, string name, Location at, Node value, JsonObject copy)
    {
        switch (name)
        {
            case "nullable":
                break;
            case "type" when value.AsString() is { } type && schema["nullable"]?.AsBoolean() == true:
                copy["type"] = new JsonArray(type, "null");
                break;
            case "minimum" when schema["exclusiveMinimum"]?.AsBoolean() == true:
                copy["exclusiveMinimum"] = value.ToJsonNode();
                break;
            case "maximum" when schema["exclusiveMaximum"]?.AsBoolean() == true:
                copy["exclusiveMaximum"] = value.ToJsonNode();
                break;
            case "exclusiveMinimum" or "exclusiveMaximum":
                break;

            // The discriminator chooses in 3.0, where several options may fit; in JSON Schema it says nothing, and one alone would have to.
            case "oneOf" when schema["discriminator"] is not null && schema["anyOf"] is null:
                copy["anyOf"] = Inner(name, value);
                break;
            case var keyword
                when !SchemaKeywords.Of(SpecVersion.V30).Contains(keyword) && !keyword.StartsWith("x-", StringComparison.Ordinal):
                problems.Warning(
                    "openapi-version",
                    at,
                    $"The keyword \"{keyword}\" has no effect in OpenAPI 3.0 and might have one later; it is left out.",
                    "Leave it out of the document, or raise its version and say what it should do."
                );
                break;
            default:
                copy[name] = Inner(name, value);
                break;
        }
    }

    private JsonNode? Inner(string name, Node value)
    {
        if (SchemaKeywords.Single.Contains(name))
            return Convert(value);
        if (SchemaKeywords.Lists.Contains(name) && value is ArrayNode)
            return new JsonArray([.. value.Items.Select(Convert)]);
        if (SchemaKeywords.Maps.Contains(name) && value is ObjectNode)
            return new JsonObject(value.Members.Select(m => KeyValuePair.Create<string, JsonNode?>(m.Name, Convert(m.Value))));
        return value.ToJsonNode();
    }
}
