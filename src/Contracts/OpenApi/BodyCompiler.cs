using Conformance.Contracts.Model;
using Conformance.Documents;

namespace Conformance.Contracts.OpenApi;

/// <summary>Compiles Request Body Objects (OpenAPI 3.1.1, section 4.8.13).</summary>
internal static class BodyCompiler
{
    public static RequestBody? Compile(CompileContext context, Node operation)
    {
        if (context.Resolve(operation["requestBody"]) is not ObjectNode body)
            return null;
        var types = new List<MediaType>();
        foreach (var (name, _, value) in body["content"]?.Members ?? [])
        {
            if (context.Resolve(value) is { } media)
                types.Add(MediaTypeCompiler.Compile(context, name, media));
        }

        return new RequestBody(
            body["required"]?.AsBoolean() == true,
            [.. types.OrderByDescending(t => t.Specificity).ThenByDescending(t => t.Parameters.Length)]
        );
    }
}
