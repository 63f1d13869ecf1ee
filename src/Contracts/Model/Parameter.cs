using Conformance.Contracts.Schemas;
using Conformance.Documents;

namespace Conformance.Contracts.Model;

/// <summary>Where a parameter travels.</summary>
public enum ParameterLocation
{
    /// <summary>In the path.</summary>
    Path,

    /// <summary>In the query.</summary>
    Query,

    /// <summary>In a header; names are case-insensitive.</summary>
    Header,

    /// <summary>In a cookie.</summary>
    Cookie,

    /// <summary>The whole query (OpenAPI 3.2's <c>querystring</c>).</summary>
    QueryString,
}

/// <summary>How a value is written (OpenAPI 3.1.1, section 4.8.12.3, Style Values).</summary>
public enum ParameterStyle
{
    /// <summary><c>simple</c>: comma-separated, in paths and headers.</summary>
    Simple,

    /// <summary><c>label</c>: <c>.a.b</c>, in paths.</summary>
    Label,

    /// <summary><c>matrix</c>: <c>;name=a</c>, in paths.</summary>
    Matrix,

    /// <summary><c>form</c>: <c>name=a&amp;name=b</c>, in queries and cookies.</summary>
    Form,

    /// <summary><c>spaceDelimited</c>: in queries.</summary>
    SpaceDelimited,

    /// <summary><c>pipeDelimited</c>: in queries.</summary>
    PipeDelimited,

    /// <summary><c>deepObject</c>: <c>name[key]=a</c>, in queries.</summary>
    DeepObject,

    /// <summary><c>cookie</c>: <c>name=a; name=b</c>, in cookies, nothing percent-encoded (OpenAPI 3.2).</summary>
    Cookie,
}

/// <summary>How the text of a parameter, or of a form field, stands for a value.</summary>
/// <param name="AllowReserved">Whether reserved characters stand for themselves; a plus sign is then one.</param>
public sealed record ValueStyle(ParameterStyle Style, bool Explode, bool AllowReserved = false)
{
    /// <summary>The extension that keeps a <c>collectionFormat</c> of Swagger 2.0 for which OpenAPI 3 has no style.</summary>
    internal const string SwaggerFormat = "x-collectionFormat";

    /// <summary>What stands between the items of an array where a <c>collectionFormat</c> of Swagger 2.0 says it and no style of OpenAPI 3 does; null elsewhere.</summary>
    public char? Delimiter { get; init; }
}

/// <summary>A parameter of an operation.</summary>
/// <param name="Content">How the value is written in place of a style, where the parameter has <c>content</c>.</param>
/// <param name="CarriesToken">Whether the session reads a token or credential here; its absence is then the session's to judge.</param>
public sealed record Parameter(
    string Name,
    ParameterLocation In,
    bool Required,
    ValueStyle Style,
    MediaType? Content,
    bool AllowEmptyValue,
    bool CarriesToken,
    SchemaHandle? Schema,
    Location At
)
{
    /// <summary>The value that the document shows for it, beside its schema: the first of <c>examples</c>, or <c>example</c>; null where it shows none.</summary>
    public Node? Example { get; init; }

    /// <summary>Where it travels, in the document's words: <c>query</c>.</summary>
    public string Place { get; } =
        In switch
        {
            ParameterLocation.Path => "path",
            ParameterLocation.Query => "query",
            ParameterLocation.Cookie => "cookie",
            ParameterLocation.QueryString => "querystring",
            _ => "header",
        };

    /// <summary>Whether any text is a valid value, so that only its presence counts.</summary>
    public bool TakesAnyText { get; } =
        Content is null
            ? Schema is null or { TakesAnyString: true }
                && Style.Style is not (ParameterStyle.Label or ParameterStyle.Matrix or ParameterStyle.DeepObject)
            : Content.Kind == BodyKind.Other || Content.Kind == BodyKind.Text && Schema is null or { TakesAnyString: true };

    /// <summary>Whether it is one text of a path, query or header, that is no array, object or JSON.</summary>
    public bool IsPlainText { get; } =
        Content is null
        && In is ParameterLocation.Path or ParameterLocation.Query or ParameterLocation.Header
        && Style is { Style: ParameterStyle.Simple or ParameterStyle.Form, AllowReserved: false }
        && Schema is { Shape: { MayBeArray: false, MayBeObject: false } };
}
