using Conformance.Contracts.Model;
using Conformance.Documents;

namespace Conformance.Contracts.Swagger;

/// <summary>Turns Parameter Objects of Swagger 2.0 into parameters and request bodies of OpenAPI 3.0.</summary>
internal static class SwaggerParameters
{
    private const string Json = "application/json";
    private const string Multipart = "multipart/form-data";
    private const string UrlEncoded = "application/x-www-form-urlencoded";

    /// <summary>Whether a parameter, its reference followed, travels in the body.</summary>
    public static bool IsOfBody(Node parameter) => Place(parameter) is "body" or "formData";

    /// <summary>Converts a parameter outside the body; a reference stays one.</summary>
    public static Node Convert(Node parameter)
    {
        if (References.RefOf(parameter) is not null)
            return SwaggerReferences.Rewritten(parameter);
        if (parameter is not ObjectNode)
            return parameter.Copy();
        var made = new ObjectNode(parameter.At)
            .WithCopies(parameter, "name", "in", "description", "required", "allowEmptyValue", "deprecated", "example")
            .WithExtensions(parameter);
        AddStyle(made, parameter, inQuery: Place(parameter) == "query");
        return made.With("schema", SwaggerSchemas.OfItems(parameter));
    }

    /// <summary>The request body that the parameters of an operation make up; null where none of them travels in the body.</summary>
    /// <param name="consumes">The media types that the operation takes; null where nothing says.</param>
    public static Node? RequestBody(IEnumerable<Node> parameters, Node? consumes)
    {
        var resolved = parameters.Where(IsOfBody).Select(p => References.Resolve(p, [])!).ToList();
        if (resolved.Count == 0)
            return null;
        return resolved.Find(p => Place(p) == "body") is { } body ? OfBody(body, consumes) : OfForm(resolved, consumes);
    }

    private static ObjectNode OfBody(Node body, Node? consumes)
    {
        var content = new ObjectNode(body.At);
        foreach (var (type, at) in Types(consumes, Json, body.At))
        {
            content.With(
                type,
                at,
                new ObjectNode(body.At).With("schema", body["schema"] is { } schema ? SwaggerSchemas.Convert(schema) : null)
            );
        }

        return new ObjectNode(body.At).WithCopies(body, "description", "required").WithExtensions(body).With("content", content);
    }

    private static ObjectNode OfForm(List<Node> fields, Node? consumes)
    {
        var at = fields[0].At;
        var (schema, properties, encoding) = (new ObjectNode(at), new ObjectNode(at), new ObjectNode(at));
        foreach (var field in fields)
        {
            if (field["name"] is not ScalarNode name)
                continue;
            var property = SwaggerSchemas.OfItems(field);
            if (property is ObjectNode plain)
                plain.WithCopies(field, "description", "example").WithExtensions(field);
            properties.With(name.Text, name.At, property);
            if (field["collectionFormat"] is { } format)
            {
                encoding.With(name.Text, format.At, AddStyle(new ObjectNode(format.At), field, inQuery: true));
            }
        }

        var required = fields.Where(f => f["required"]?.AsBoolean() == true).Select(f => f["name"]).OfType<ScalarNode>().ToList();
        schema.With("type", at, Tree.Text(at, "object")).With("properties", properties);
        if (required.Count > 0)
            schema.With("required", Tree.List(required[0].At, required.Select(r => r.Copy())));

        var fallback = fields.Any(f => f["type"]?.AsString() == "file") ? Multipart : UrlEncoded;
        var types = Types(consumes, fallback, at).FindAll(t => t.Name is Multipart or UrlEncoded);
        if (types.Count == 0)
            types.Add((fallback, at));
        var content = new ObjectNode(at);
        foreach (var (type, typeAt) in types)
            content.With(type, typeAt, Representation(schema, encoding));
        return new ObjectNode(at).With("required", at, Tree.Flag(at, required.Count > 0)).With("content", content);
    }

    private static ObjectNode Representation(ObjectNode schema, ObjectNode encoding) =>
        new ObjectNode(schema.At).With("schema", schema.Copy()).With("encoding", encoding.Members.Count > 0 ? encoding.Copy() : null);

    // "tsv" has no counterpart in OpenAPI 3, nor have spaces and bars outside of queries and forms; the extension keeps what the closest style does not say.
    private static ObjectNode AddStyle(ObjectNode made, Node parameter, bool inQuery)
    {
        if (parameter["type"]?.AsString() != "array")
            return made;
        var at = (parameter["collectionFormat"] ?? parameter).At;
        var (style, explode) = parameter["collectionFormat"]?.AsString() switch
        {
            "multi" => ("form", true),
            "ssv" or "tsv" => ("spaceDelimited", false),
            "pipes" => ("pipeDelimited", false),
            _ => (inQuery ? "form" : "simple", false),
        };
        if (parameter["collectionFormat"]?.AsString() is { } format && (format == "tsv" || !inQuery && format is "ssv" or "pipes"))
            made.With(ValueStyle.SwaggerFormat, at, Tree.Text(at, format));
        return inQuery || style == "simple"
            ? made.With("style", at, Tree.Text(at, style)).With("explode", at, Tree.Flag(at, explode))
            : made;
    }

    private static string? Place(Node parameter) => References.Resolve(parameter, [])?["in"]?.AsString();

    private static List<(string Name, Location At)> Types(Node? listed, string fallback, Location at)
    {
        List<(string, Location)> types = [.. (listed?.Items ?? []).OfType<ScalarNode>().Select(t => (t.Text, t.At))];
        return types.Count > 0 ? types : [(fallback, at)];
    }
}
