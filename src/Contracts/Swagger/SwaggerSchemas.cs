using Conformance.Contracts.Structure;
using Conformance.Documents;

namespace Conformance.Contracts.Swagger;

/// <summary>Turns Schema Objects of Swagger 2.0 (section "Schema Object") into those of OpenAPI 3.0.</summary>
internal static class SwaggerSchemas
{
    /// <summary>Converts a schema with everything in it; values in it (examples, defaults, enumerations) stay as they are.</summary>
    public static Node Convert(Node schema)
    {
        if (schema is not ObjectNode)
            return schema.Copy();
        if (References.RefOf(schema) is not null)
            return SwaggerReferences.Rewritten(schema);
        var made = new ObjectNode(schema.At);
        foreach (var (name, at, value) in schema.Members)
            AddKeyword(made, name, at, value);
        return made;
    }

    /// <summary>The schema of a parameter or header, whose keywords stand in the object itself.</summary>
    public static Node OfItems(Node holder)
    {
        if (holder["schema"] is { } schema)
            return Convert(schema);
        var made = new ObjectNode(holder.At);
        foreach (var (name, at, value) in holder.Members)
        {
            if (name == "x-nullable" || SchemaKeywords.OfSwaggerItems.Contains(name))
                AddKeyword(made, name, at, value);
        }

        return made;
    }

    private static void AddKeyword(ObjectNode made, string name, Location at, Node value)
    {
        switch (name)
        {
            case "type" when value.AsString() == "file":
                made.With("type", at, Tree.Text(value.At, "string")).With("format", at, Tree.Text(value.At, "binary"));
                break;
            case "type" when value is ArrayNode:
                AddTypes(made, at, value);
                break;
            case "x-nullable" when value.AsBoolean() == true:
                made.With("nullable", at, value.Copy());
                break;
            case "discriminator" when value.AsString() is not null:
                made.With(name, at, new ObjectNode(value.At).With("propertyName", at, value.Copy()));
                break;
            case "properties" or "patternProperties" or "definitions" or "dependencies":
                made.With(name, at, Properties(value));
                break;
            case "items" when value is ArrayNode:
                made.With(name, at, Tree.List(value.At, value.Items.Select(Convert)));
                break;
            case "items" or "additionalItems" or "additionalProperties" or "not":
                made.With(name, at, Convert(value));
                break;
            case "allOf" or "anyOf" or "oneOf":
                made.With(name, at, value is ArrayNode ? Tree.List(value.At, value.Items.Select(Convert)) : value.Copy());
                break;
            case "collectionFormat":
                break;
            default:
                made.With(name, at, value.Copy());
                break;
        }
    }

    // Swagger takes its "type" from JSON Schema, which allows a list; OpenAPI 3.0 does not.
    private static void AddTypes(ObjectNode made, Location at, Node types)
    {
        var names = types.Items.OfType<ScalarNode>().Where(t => t.Text != "null").ToList();
        if (names.Count < types.Items.Count && names.Count == 1)
            made.With("nullable", at, Tree.Flag(at, true));
        if (names.Count == 1)
            made.With("type", at, names[0].Copy());
        else if (names.Count > 1 && names.Count == types.Items.Count)
        {
            made.With("anyOf", at, Tree.List(at, names.Select(n => new ObjectNode(n.At).With("type", n.Copy()))));
        }
    }

    // A property may be called "x-…".
    private static Node Properties(Node properties)
    {
        if (properties is not ObjectNode)
            return properties.Copy();
        var made = new ObjectNode(properties.At);
        foreach (var (name, at, value) in properties.Members)
            made.With(name, at, Convert(value));
        return made;
    }
}
