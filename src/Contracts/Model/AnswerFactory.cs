using System.Text.Json;
using System.Text.Json.Nodes;
using Conformance.Contracts.Conditions;
using Conformance.Contracts.Expressions;
using Conformance.Contracts.Schemas;
using Conformance.Contracts.Templates;
using Conformance.Documents;

namespace Conformance.Contracts.Model;

/// <summary>What <c>x-session</c> says of an answer beside its status.</summary>
/// <param name="Where">What it has to fulfil; null for nothing.</param>
/// <param name="At">Where that stands; null where nothing is said.</param>
internal readonly record struct Told(MessageCondition? Where, Location? At);

/// <summary>Makes answers of documented responses.</summary>
internal sealed class AnswerFactory(string operationName, ISampleSource samples)
{
    private const string Json = "application/json";

    /// <summary>For messages: <c>POST /logout</c>.</summary>
    public string OperationName => operationName;

    /// <summary>An answer of which the contract says the status alone, and perhaps what tells it.</summary>
    public static Answer Undocumented(int status, Told told = default) =>
        told.Where?.Terms.Any(t => t.IsOfBody) == true
            ? Make(status, null, told, Json, "", () => FulfillingAnswer.Body(null, told.Where))
            : Make(status, null, told, null, "", () => null);

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
                ConcreteType(representation.ContentType),
                example?.Name ?? "",
                () => example is null ? Sample(representation, tokens, told.Where) : example.Body
            );
        }
    }

    /// <summary>The answer of a named example, in the first representation that has it; null where none has.</summary>
    public static Answer? Named(int status, Response response, string example, Told told = default)
    {
        foreach (var representation in response.Content)
        {
            if (representation.Examples.FirstOrDefault(e => e.Name == example) is { } found)
                return Make(status, response, told, ConcreteType(representation.ContentType), found.Name, () => found.Body);
        }

        return null;
    }

    private static Answer Make(int status, Response? response, Told told, string? contentType, string example, Func<ExampleBody?> body) =>
        new(status, response, FulfillingAnswer.Headers(response?.Headers ?? [], told.Where), contentType, example, body)
        {
            Where = told.Where,
            SaidAt = told.At,
            IsBare = response is null && told.Where is null,
        };

    private ExampleBody? Sample(Representation representation, IReadOnlyDictionary<string, string>? tokens, MessageCondition? where)
    {
        var json = MediaTypes.IsJson(ConcreteType(representation.ContentType));
        var value = representation.Examples is [{ Value: { } shown }, ..] ? shown.ToJsonNode() : samples.ForResponse(representation.Schema);
        if (tokens is { Count: > 0 })
            value = TokenPlaces.Insert(value, tokens);
        if (json)
            return FulfillingAnswer.Body(value, where);
        var text =
            value is JsonValue scalar && scalar.GetValueKind() == JsonValueKind.String
                ? scalar.GetValue<string>()
                : value?.ToJsonString() ?? "";
        return new ExampleBody(TextTemplate.Parse(text, []));
    }

    // A range in a response cannot be sent; JSON is what its schema can be shown in. Some documents write a sentence for a media type.
    private static string ConcreteType(string contentType)
    {
        if (contentType.Contains('*', StringComparison.Ordinal))
            return Json;
        return MediaTypes.IsWellFormed(contentType) && HttpField.IsValue(contentType) ? contentType : "application/octet-stream";
    }
}
