using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Conformance.Contracts.Conditions;
using Conformance.Contracts.Expressions;
using Conformance.Contracts.Model;
using Conformance.Validation.Forms;
using Conformance.Validation.Texts;

namespace Conformance.Validation;

/// <summary>A request by its places, for conditions to look at before anything of it was validated.</summary>
/// <param name="contentType">The Content-Type value; null where there is none.</param>
/// <param name="body">The body; empty where there is none.</param>
public sealed class RequestPlaces(IRequestView request, string? contentType, ReadOnlyMemory<byte> body) : IMessagePlaces, IDisposable
{
    private readonly Lazy<BodyPlaces> _body = new(() => BodyPlaces.Read(contentType, body));

    /// <inheritdoc/>
    public PlaceValue At(Expression place) =>
        place.Source == ExpressionSource.RequestBody ? _body.Value.At(place) : new PlaceValue(request.Text(place));

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_body.IsValueCreated)
            _body.Value.Dispose();
    }
}

/// <summary>A response by its places.</summary>
public sealed class ResponsePlaces(IResponseView response) : IMessagePlaces, IDisposable
{
    private readonly Lazy<BodyPlaces> _body = new(() => BodyPlaces.Read(response.ContentType, response.Body));

    /// <inheritdoc/>
    public PlaceValue At(Expression place) =>
        place.Source switch
        {
            ExpressionSource.ResponseBody => _body.Value.At(place),
            ExpressionSource.ResponseHeader => new PlaceValue(
                response.Header(place.Name!) is { Count: > 0 } lines ? string.Join(", ", lines) : null
            ),
            ExpressionSource.ResponseCookie => new PlaceValue(SetCookies.ValueOf(response.Header("Set-Cookie"), place.Name!)),
            _ => default,
        };

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_body.IsValueCreated)
            _body.Value.Dispose();
    }
}

/// <summary>A body by its places: of JSON its values, of a form its fields, which are texts, and of anything else the whole as a text.</summary>
internal sealed class BodyPlaces : IDisposable
{
    private readonly JsonDocument? _json;
    private readonly string? _text;
    private readonly bool _isForm;

    private BodyPlaces(JsonDocument? json, string? text = null, bool isForm = false) => (_json, _text, _isForm) = (json, text, isForm);

    /// <summary>Reads a body as its Content-Type says; what cannot be read so is a text. JSON is read without a Content-Type too.</summary>
    public static BodyPlaces Read(string? contentType, ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty)
            return new BodyPlaces(null);
        var kind = contentType is null
            ? BodyKind.Json
            : MediaTypes.KindOf(MediaType.Essence(contentType).ToString().ToLowerInvariant(), null);
        switch (kind)
        {
            case BodyKind.Json when Json(body) is { } json:
                return new BodyPlaces(json);
            case BodyKind.Form when FormReader.Read(body.Span, []) is var fields:
                return new BodyPlaces(Form(fields.Fields.Select(f => (f.Name, fields.Escaping.Decode(f.Raw)))), isForm: true);
            case BodyKind.Multipart:
                var parts = MultipartReader.Read(contentType ?? "", body, []);
                return new BodyPlaces(Form(parts.Select(p => (p.Name, Encoding.UTF8.GetString(p.Content.Span)))), isForm: true);
            default:
                return new BodyPlaces(null, Encoding.UTF8.GetString(body.Span));
        }
    }

    /// <summary>What stands at a place of it.</summary>
    public PlaceValue At(Expression place)
    {
        var pointer = place.Pointer!;
        if (_json is null)
            return new PlaceValue(pointer.Segments.IsEmpty ? _text : null);
        var found = JsonText.At(_json.RootElement, pointer);
        if (!_isForm)
            return new PlaceValue(found);

        // A field of an object is sent as name[member] where the form is nested.
        if (found is null && pointer.Segments is [var first, .. { IsEmpty: false } members])
            found = JsonText.At(
                _json.RootElement,
                Conformance.Documents.JsonPointer.Root.Append(first + string.Concat(members.Select(m => $"[{m}]")))
            );
        return found is { ValueKind: JsonValueKind.String } text ? new PlaceValue(JsonText.Of(text)) : new PlaceValue(found);
    }

    /// <inheritdoc/>
    public void Dispose() => _json?.Dispose();

    private static JsonDocument? Json(ReadOnlyMemory<byte> body)
    {
        try
        {
            return Utf8.IsValid(body.Span) ? JsonDocument.Parse(body, BodyValue.Options) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonDocument Form(IEnumerable<(string Name, string Text)> fields)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var field in fields.GroupBy(f => f.Name, f => f.Text, StringComparer.Ordinal))
            {
                writer.WritePropertyName(field.Key);
                if (field.Count() > 1)
                {
                    writer.WriteStartArray();
                    foreach (var text in field)
                        writer.WriteStringValue(text);
                    writer.WriteEndArray();
                }
                else
                {
                    writer.WriteStringValue(field.First());
                }
            }

            writer.WriteEndObject();
        }

        return JsonDocument.Parse(buffer.WrittenMemory);
    }
}
