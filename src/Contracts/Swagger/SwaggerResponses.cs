using Conformance.Documents;

namespace Conformance.Contracts.Swagger;

/// <summary>Turns Response Objects of Swagger 2.0 into those of OpenAPI 3.0.</summary>
internal static class SwaggerResponses
{
    private const string Json = "application/json";

    /// <summary>Converts a response; a reference stays one.</summary>
    /// <param name="produces">The media types of its body; null where nothing says.</param>
    public static Node Convert(Node response, Node? produces)
    {
        if (References.RefOf(response) is not null)
            return SwaggerReferences.Rewritten(response);
        if (response is not ObjectNode)
            return response.Copy();
        var made = new ObjectNode(response.At).WithCopies(response, "description").WithExtensions(response);
        if (response["headers"] is ObjectNode headers)
            made.With("headers", Tree.Map(headers, Header));
        return made.With("content", Content(response, produces));
    }

    // Without a schema there is no body, unless an example shows one.
    private static ObjectNode? Content(Node response, Node? produces)
    {
        var (schema, examples) = (response["schema"], response["examples"]?.Members ?? []);
        if (schema is null && examples.Count == 0)
            return null;
        var content = new ObjectNode((schema ?? response["examples"]!).At);
        var types = (produces?.Items ?? []).OfType<ScalarNode>().Select(t => t.Text).ToList();
        if (types.Count == 0 && (schema is not null || examples.Count == 0))
            types.Add(examples.Count > 0 ? examples[0].Name : Json);
        foreach (var type in types.Concat(examples.Select(e => e.Name)).Distinct(StringComparer.Ordinal))
        {
            var media = new ObjectNode(content.At).With("schema", schema is null ? null : SwaggerSchemas.Convert(schema));
            content.With(type, content.At, media.With("example", response["examples"]?[type]?.Copy()));
        }

        return content;
    }

    private static Node Header(Node header) =>
        header is ObjectNode
            ? new ObjectNode(header.At)
                .WithCopies(header, "description")
                .WithExtensions(header)
                .With("schema", SwaggerSchemas.OfItems(header))
            : header.Copy();
}
