using Conformance.Contracts.Model;
using Conformance.Documents;

namespace Conformance.Contracts.OpenApi;

/// <summary>Compiles Parameter Objects (OpenAPI 3.1.1, section 4.8.12).</summary>
internal static class ParameterCompiler
{
    // Section 4.8.12.1: header parameters of these names are ignored; other parts of the document describe them.
    private static readonly string[] IgnoredHeaders = ["Accept", "Content-Type", "Authorization"];

    /// <summary>The parameters of an operation; one that shares name and place with its path item's comes before it.</summary>
    /// <param name="path">The path template.</param>
    public static IEnumerable<Parameter> Compile(
        CompileContext context,
        string path,
        Node pathItem,
        Node operation,
        Func<string, ParameterLocation, bool> carriesToken
    )
    {
        var seen = new HashSet<(string, ParameterLocation)>();
        foreach (var node in (operation["parameters"]?.Items ?? []).Concat(pathItem["parameters"]?.Items ?? []))
        {
            if (context.Resolve(node) is not { } resolved || Read(context, resolved, carriesToken) is not { } parameter)
                continue;
            if (parameter.In == ParameterLocation.Header && IgnoredHeaders.Contains(parameter.Name, StringComparer.OrdinalIgnoreCase))
                continue;

            // No request can hold a path parameter that the path does not name; lint reports it.
            if (parameter.In == ParameterLocation.Path && !path.Contains("{" + parameter.Name + "}", StringComparison.Ordinal))
                continue;
            if (seen.Add((parameter.In == ParameterLocation.Header ? parameter.Name.ToUpperInvariant() : parameter.Name, parameter.In)))
                yield return parameter;
        }
    }

    /// <summary>The style of that name; null where there is none.</summary>
    public static ParameterStyle? Style(string? text) =>
        text switch
        {
            "simple" => ParameterStyle.Simple,
            "label" => ParameterStyle.Label,
            "matrix" => ParameterStyle.Matrix,
            "form" => ParameterStyle.Form,
            "cookie" => ParameterStyle.Cookie,
            "spaceDelimited" => ParameterStyle.SpaceDelimited,
            "pipeDelimited" => ParameterStyle.PipeDelimited,
            "deepObject" => ParameterStyle.DeepObject,
            _ => null,
        };

    /// <summary>The delimiter of a Swagger 2.0 format that no style stands for; null where the style says all.</summary>
    public static char? Delimiter(Node node) =>
        node[ValueStyle.SwaggerFormat]?.AsString() switch
        {
            "ssv" => ' ',
            "tsv" => '\t',
            "pipes" => '|',
            _ => null,
        };

    private static Parameter? Read(CompileContext context, Node node, Func<string, ParameterLocation, bool> carriesToken)
    {
        if (node["name"]?.AsString() is not { } name || Place(node["in"]?.AsString()) is not { } place)
            return null;
        var style = Style(node["style"]?.AsString()) is { } given && Goes(given, place) ? given : Usual(place);
        var content = MediaTypeCompiler.OfContent(context, node);
        return new Parameter(
            name,
            place,
            place == ParameterLocation.Path || node["required"]?.AsBoolean() == true,
            new ValueStyle(
                style,
                node["explode"]?.AsBoolean() ?? style is ParameterStyle.Form or ParameterStyle.Cookie,
                node["allowReserved"]?.AsBoolean() == true
            )
            {
                Delimiter = Delimiter(node),
            },
            content,
            place == ParameterLocation.Query && node["allowEmptyValue"]?.AsBoolean() == true,
            carriesToken(name, place),
            content is null ? context.Schema(node) : content.Schema,
            node.At
        )
        {
            Example = ExampleCompiler.First(context, node),
        };
    }

    private static ParameterStyle Usual(ParameterLocation place) =>
        place is ParameterLocation.Path or ParameterLocation.Header ? ParameterStyle.Simple : ParameterStyle.Form;

    // Section 4.8.12.3, Style Values: other combinations are not defined, and are read as the place's usual style.
    private static bool Goes(ParameterStyle style, ParameterLocation place) =>
        style switch
        {
            ParameterStyle.Simple => place is ParameterLocation.Path or ParameterLocation.Header,
            ParameterStyle.Label or ParameterStyle.Matrix => place == ParameterLocation.Path,
            ParameterStyle.Form => place is ParameterLocation.Query or ParameterLocation.Cookie,
            ParameterStyle.Cookie => place == ParameterLocation.Cookie,
            _ => place == ParameterLocation.Query,
        };

    private static ParameterLocation? Place(string? text) =>
        text switch
        {
            "path" => ParameterLocation.Path,
            "query" => ParameterLocation.Query,
            "header" => ParameterLocation.Header,
            "cookie" => ParameterLocation.Cookie,
            "querystring" => ParameterLocation.QueryString,
            _ => null,
        };
}
