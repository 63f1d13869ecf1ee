using System.Text.Json;
using System.Text.Json.Nodes;
using Conformance.Contracts.Expressions;
using Conformance.Contracts.Schemas;
using Conformance.Contracts.Templates;
using Conformance.JsonSchema;

namespace Conformance.Contracts.Model;

/// <summary>Makes answers of documented responses.</summary>
internal sealed class AnswerFactory(string operationName, ISampleSource samples)
{
    /// <summary>For messages: <c>POST /logout</c>.</summary>
    public string OperationName => operationName;

    /// <summary>An answer with nothing but a status.</summary>
    public static Answer Empty(int status) => new(status, null, [], null, "", () => null);

    /// <summary>An answer for each representation, with its first example, or with a value made from its schema.</summary>
    public IEnumerable<Answer> All(int status, Response response, IReadOnlyDictionary<string, Expression>? tokens = null)
    {
        if (response.Content.Count == 0)
            yield return new Answer(status, response, [.. response.Headers], null, "", () => null);
        foreach (var representation in response.Content)
        {
            yield return representation.Examples is [var first, ..]
                ? Make(status, response, representation, first)
                : new Answer(
                    status,
                    response,
                    [.. response.Headers],
                    ConcreteType(representation.ContentType),
                    "",
                    () => Sample(representation, tokens)
                );
        }
    }

    /// <summary>The answer of a named example, in the first representation that has it; null where none has.</summary>
    public static Answer? Named(int status, Response response, string example)
    {
        foreach (var representation in response.Content)
        {
            if (representation.Examples.FirstOrDefault(e => e.Name == example) is { } found)
                return Make(status, response, representation, found);
        }

        return null;
    }

    private static Answer Make(int status, Response response, Representation representation, Example example) =>
        new(status, response, [.. response.Headers], ConcreteType(representation.ContentType), example.Name, () => example.Body);

    private ExampleBody? Sample(Representation representation, IReadOnlyDictionary<string, Expression>? tokens)
    {
        var json = MediaTypes.IsJson(ConcreteType(representation.ContentType));
        var value = samples.ForResponse(representation.Schema);
        if (tokens is { Count: > 0 })
            value = TokenPlaces.Insert(value, tokens);
        if (json)
            return new ExampleBody(JsonTemplateCompiler.Compile(value, []));
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
            return "application/json";
        return MediaTypes.IsWellFormed(contentType) && HttpField.IsValue(contentType) ? contentType : "application/octet-stream";
    }
}
