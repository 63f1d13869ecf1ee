using System.Text;
using Conformance.Contracts.Conditions;
using Conformance.Contracts.Expressions;
using Conformance.Contracts.Model;
using Conformance.Documents;

namespace Conformance.Linting.Session;

/// <summary>A documented answer by its places, as far as they are known before it is sent.</summary>
internal sealed class AnswerPlaces : IMessagePlaces
{
    private readonly Answer _answer;
    private readonly bool _isKnown;
    private readonly Node? _json;
    private readonly string? _text;

    public AnswerPlaces(Answer answer)
    {
        _answer = answer;
        _isKnown = answer.Body is null or { Constant: not null };
        if (answer.Body is not { Constant: { } body })
            return;
        if (answer.ContentType is { } type && MediaTypes.IsJson(type))
            _json = DocumentReader.Read("answer.json", body, []);
        else
            _text = Encoding.UTF8.GetString(body.Span);
    }

    /// <summary>Whether it is known what stands at a place: not in a cookie, which a token may travel in, and not where an expression stands.</summary>
    public bool Knows(Expression place) =>
        place.Source switch
        {
            ExpressionSource.ResponseBody => _isKnown,
            ExpressionSource.ResponseHeader => _answer.Headers.Where(h => Is(h, place)).All(h => h.Value.IsPlain),
            _ => false,
        };

    /// <inheritdoc/>
    public PlaceValue At(Expression place) =>
        place switch
        {
            { Source: ExpressionSource.ResponseHeader } => new PlaceValue(
                _answer.Headers.FirstOrDefault(h => Is(h, place))?.Value.Parts is [{ Text: { } text }, ..] ? text : null
            ),
            { Source: ExpressionSource.ResponseBody } when _json is not null => InBody(_json, place.Pointer!),
            { Source: ExpressionSource.ResponseBody } => new PlaceValue(place.Pointer!.Segments.IsEmpty ? _text : null),
            _ => default,
        };

    private static PlaceValue InBody(Node body, JsonPointer pointer)
    {
        using var found = pointer.Resolve(body)?.ToJsonDocument();
        return new PlaceValue(found?.RootElement.Clone());
    }

    private static bool Is(ResponseHeader header, Expression place) => header.Name.Equals(place.Name, StringComparison.OrdinalIgnoreCase);
}
