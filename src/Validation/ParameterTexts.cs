using Conformance.Contracts.Model;
using Conformance.Contracts.Schemas;
using Conformance.Validation.Forms;
using Conformance.Validation.Texts;

namespace Conformance.Validation;

/// <summary>The texts of one request's parameters, cut apart when they are first asked for.</summary>
internal sealed class ParameterTexts(Operation operation, IRequestView request)
{
    private FieldList? _query;

    private FieldList Query => _query ??= FieldList.OfQuery(request.RawQuery);

    /// <summary>The ways to read a parameter, the most likely first; none where it is absent.</summary>
    /// <param name="found">Its text, for messages.</param>
    public IEnumerable<ReadValue> Read(Parameter parameter, out string found)
    {
        if (parameter.In == ParameterLocation.QueryString)
        {
            found = request.RawQuery;
            return found.Length == 0
                ? []
                : ReadContent(parameter, found, parameter.Content?.Kind == BodyKind.Form ? found : Escaping.Percent.Decode(found));
        }

        if (parameter.Content is null && parameter.In is ParameterLocation.Query or ParameterLocation.Cookie)
            return ReadFields(parameter, out found);
        var (raw, escaping) = Raw(parameter);
        found = raw is null ? "" : escaping.Decode(raw);
        if (raw is null)
            return [];
        if (parameter.Content is not null)
            return ReadContent(parameter, found, found);
        return ReadingCheck
            .Structures(ShapeOf(parameter))
            .SelectMany(structure => SegmentStyles.Read(parameter.Name, parameter.Style, structure, raw, escaping));
    }

    private IEnumerable<ReadValue> ReadFields(Parameter parameter, out string found)
    {
        var fields = parameter.In == ParameterLocation.Query ? Query : Cookies(parameter);
        found = string.Join(", ", fields.Values(parameter.Name).Select(v => fields.Escaping.Decode(v)));
        if (parameter.AllowEmptyValue && fields.Values(parameter.Name) is [""])
            return [new ReadValue(new TextScalar("")) { IsAccepted = true }];
        var shape = ShapeOf(parameter);
        return ReadingCheck
            .Structures(shape)
            .SelectMany(structure => FieldStyles.Read(parameter.Name, parameter.Style, structure, shape, fields, IsOthers));

        bool IsOthers(string name) => operation.Parameters.Any(p => p != parameter && p.In == parameter.In && p.Name == name);
    }

    private static IEnumerable<ReadValue> ReadContent(Parameter parameter, string found, string text) =>
        parameter.Content!.Kind switch
        {
            BodyKind.Json => [ReadingCheck.Json(text)],
            BodyKind.Form => [FormReader.Read(parameter.Content, text)],
            _ => [new ReadValue(new TextScalar(found)) { IsAccepted = parameter.Content.Kind != BodyKind.Text }],
        };

    private (string? Text, Escaping Escaping) Raw(Parameter parameter) =>
        parameter.In switch
        {
            ParameterLocation.Path => PathText.Raw(operation, request.Path, parameter.Name) is { } raw
                ? (raw, Escaping.Percent)
                : (request.PathParameter(parameter.Name), Escaping.None),
            ParameterLocation.Query => (request.QueryValue(parameter.Name), Escaping.None),
            ParameterLocation.Cookie => (request.Cookie(parameter.Name), Escaping.None),
            _ => (request.Header(parameter.Name), Escaping.None),
        };

    // The form style joins what it explodes with ampersands, which in a Cookie field end no cookie; clients send cookies apart all the same.
    private FieldList Cookies(Parameter parameter) =>
        parameter.Style switch
        {
            { Style: ParameterStyle.Cookie } => FieldList.OfCookies(request.Cookies, ";", Escaping.None),
            { Explode: true } when ShapeOf(parameter) is { MayBeArray: true } or { MayBeObject: true } => FieldList.OfCookies(
                request.Cookies,
                ";&",
                Escaping.Percent
            ),
            _ => FieldList.OfCookies(request.Cookies, ";", Escaping.Percent),
        };

    private static ValueShape ShapeOf(Parameter parameter) => parameter.Schema?.Shape ?? ValueShape.Any;
}
