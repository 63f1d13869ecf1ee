using Conformance.Documents;

namespace Conformance.Contracts.Swagger;

/// <summary>Turns Security Scheme Objects of Swagger 2.0 into those of OpenAPI 3.0.</summary>
internal static class SwaggerSecurity
{
    /// <summary>Converts one security definition.</summary>
    public static Node Convert(Node scheme)
    {
        if (scheme is not ObjectNode)
            return scheme.Copy();
        var type = scheme["type"] as ScalarNode;
        var made = new ObjectNode(scheme.At).WithExtensions(scheme);
        switch (type?.Text)
        {
            case "basic":
                made.With("type", type.At, Tree.Text(type.At, "http")).With("scheme", type.At, Tree.Text(type.At, "basic"));
                break;
            case "oauth2":
                made.WithCopies(scheme, "type").With("flows", Flows(scheme));
                break;
            default:
                made.WithCopies(scheme, "type", "name", "in");
                break;
        }

        return made.WithCopies(scheme, "description");
    }

    private static ObjectNode Flows(Node scheme)
    {
        var flow = scheme["flow"]?.AsString() switch
        {
            "application" => "clientCredentials",
            "accessCode" => "authorizationCode",
            var same => same ?? "implicit",
        };
        var made = new ObjectNode(scheme.At).WithCopies(scheme, "authorizationUrl", "tokenUrl", "scopes");
        return new ObjectNode(scheme.At).With(flow, (scheme["flow"] ?? scheme).At, made);
    }
}
