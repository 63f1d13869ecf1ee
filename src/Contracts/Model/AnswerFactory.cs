using System.Text.Json.Nodes;
using Conformance.Contracts.Conditions;
using Conformance.Contracts.Schemas;
using Conformance.Contracts.Templates;
using Conformance.Documents;

namespace Conformance.Contracts.Model;

/// <summary>What <c>x-session</c> says of an answer beside its status.</summary>
/// <param name="Where">What it has to fulfil; null for nothing.</param>
/// <param name="At">Where that stands; null where nothing is said.</param>
internal readonly record struct Told(MessageCondition? Where, Location? At);

/// <summary>Makes answers of documented responses.</summary>
internal sealed class AnswerFactory(string operationName, ISampleSource samples, Func<MadeResource?>? made = null)
{
    private const string Json = "application/json";

    /// <summary>For messages: <c>POST /logout</c>.</summary>
    public string OperationName => operationName;

    /// <summary>An answer of which the contract says the status alone, and perhaps what tells it.</summary>
    public static Answer Undocumented(int status, Told told = default) =>
        told.Where?.Terms.Any(t => t.IsOfBody) == true
            ? Make(status, null, told, Json, "", new Lazy<ExampleBody?>(() => FulfillingAnswer.Body(null, told.Where)), null)
            : Make(status, null, told, null, "", new Lazy<ExampleBody?>(() => null), null);

    /// <summary>An answer for each representation, with its first example that fits, or with a value made from its schema.</summary>
    /// <param name="told">What <c>x-session</c> says of the answer.</param>
    public IEnumerable<Answer> All(int status, Response response, IReadOnlyDictionary<string, string>? tokens = null, Told told = default)
    {
        if (response.Content.Count == 0)
            yield return Make(status, response, told, null, "", () => null);
        foreach (var representation in response.Content)
        {
            var example = FulfillingAnswer.Choose(representation, told.Where);
            yield return Make(
                status,
                response,
                told,
                Sent(representation),
                example?.Name ?? "",
                () =>
                    example is null ? Sample(representation, tokens, told.Where)
                    : told.Where is null ? FittingExample.Of(example, representation, samples)
                    : example.Body
            );
        }
    }

    /// <summary>The answer of a named example, in the first representation that has it; null where none has.</summary>
    public Answer? Named(int status, Response response, string example, Told told = default)
    {
        foreach (var representation in response.Content)
        {
            if (representation.Examples.FirstOrDefault(e => e.Name == example) is { } found)
                return Make(status, response, told, Sent(representation), found.Name, () => found.Body);
        }

        return null;
    }

    private Answer Make(int status, Response? response, Told told, string? contentType, string example, Func<ExampleBody?> body)
    {
        var kept = new Lazy<ExampleBody?>(body);
        return Make(
            status,
            response,
            told,
            contentType,
            example,
            kept,
            response is null ? null : () => MadeHeaders.Of(status, response, samples, made, kept)
        );
    }

    private static Answer Make(
        int status,
        Response? response,
        Told told,
        string? contentType,
        string example,
        Lazy<ExampleBody?> body,
        Func<IEnumerable<ResponseHeader>>? headers
    ) =>
        new(
            status,
            response,
            () => FulfillingAnswer.Headers([.. response?.Headers ?? [], .. headers?.Invoke() ?? []], told.Where),
            contentType,
            example,
            body
        )
        {
            Where = told.Where,
            SaidAt = told.At,
            IsBare = response is null && told.Where is null,
        };

    private ExampleBody? Sample(Representation representation, IReadOnlyDictionary<string, string>? tokens, MessageCondition? where)
    {
        var contentType = ConcreteType(representation.Type, representation.ContentType);
        var value = representation.Examples is [{ Value: { } shown }, ..] ? shown.ToJsonNode() : ValueOf(contentType, representation.Type);
        if (value is null && representation.Schema is { } schema && samples.WhyNone(schema) is { } why)
            return new ExampleBody(ReadOnlyMemory<byte>.Empty) { WhyNone = why };
        if (tokens is { Count: > 0 })
            value = TokenPlaces.Insert(value, tokens);
        return MediaTypes.IsJson(contentType) || representation.Type.Kind == BodyKind.Json && !WrittenBody.IsXml(contentType)
            ? FulfillingAnswer.Body(value, where, representation.Schema)
            : WrittenBody.Made(contentType, representation.Type, value);
    }

    private static string? Sent(Representation representation) =>
        representation.Type.IsUnnamed ? null : ConcreteType(representation.Type, representation.ContentType);

    private JsonNode? ValueOf(string contentType, MediaType type) =>
        type.ItemSchema is { } items && WrittenBody.IsSequence(MediaType.Essence(contentType))
            ? new JsonArray(samples.ForResponse(items), samples.ForResponse(items))
            : samples.ForResponse(type.Schema);

    /// <summary>
    /// The type that is sent for a documented one. A range cannot be sent: a file of it is, or text, or JSON, which is what a schema can be shown in. Some documents write a sentence for a
    /// media type.
    /// </summary>
    public static string ConcreteType(MediaType type, string contentType)
    {
        if (type.Specificity < 2)
            return SampleFiles.TypeFor(type.Range)
                ?? (
                    type.Range == "text/*" && type.Schema?.Types.HasFlag(JsonTypes.String) != false ? "text/plain"
                    : type.Schema is { Shape.IsBinary: true } ? "application/octet-stream"
                    : Json
                );
        if (contentType.Contains('*', StringComparison.Ordinal))
            return Json;
        if (type.Range == "multipart/form-data")
            return FormFields.MultipartType;
        return MediaTypes.IsWellFormed(contentType) && HttpField.IsValue(contentType) ? contentType : "application/octet-stream";
    }
}
