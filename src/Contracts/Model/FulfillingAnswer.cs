using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Conformance.Contracts.Conditions;
using Conformance.Contracts.Expressions;
using Conformance.Contracts.Schemas;
using Conformance.Contracts.Templates;
using Conformance.Documents;

namespace Conformance.Contracts.Model;

/// <summary>Makes a documented response such that it fulfils a condition: by the example that does, else by putting what is asked for where it is asked for.</summary>
internal static class FulfillingAnswer
{
    /// <summary>The first example whose body fulfils what the condition asks of the body; null where none does.</summary>
    public static Example? Choose(Representation representation, MessageCondition? where) =>
        representation.Examples.FirstOrDefault(e =>
            where is null || where.Terms.Where(t => t.IsOfBody).All(t => IsFulfilled(t, representation, e))
        );

    /// <summary>The headers of a response, with the values that the condition asks for.</summary>
    public static ImmutableArray<ResponseHeader> Headers(IReadOnlyList<ResponseHeader> documented, MessageCondition? where)
    {
        var headers = documented.ToList();
        foreach (var term in where?.Terms.Where(t => t.Place.Source == ExpressionSource.ResponseHeader) ?? [])
        {
            if (
                headers.Find(h => Is(h, term)) is { Value: { IsPlain: true } shown }
                && term.Expected.Accepts(new PlaceValue(shown.Parts[0].Text))
            )
                continue;
            var value = term.Expected.Value as ScalarNode;
            if (value is not null || term.Expected.Accepts(default))
                headers.RemoveAll(h => Is(h, term));
            if (value is not null)
                headers.Add(new ResponseHeader(term.Place.Name!, TextTemplate.Parse(value.Text, [])));
        }

        return [.. headers];
    }

    /// <summary>A JSON body with the values that the condition asks for.</summary>
    public static ExampleBody Body(JsonNode? value, MessageCondition? where, SchemaHandle? schema = null)
    {
        foreach (var term in where?.Terms.Where(t => t.IsOfBody) ?? [])
        {
            if (term.Expected.Value is { } asked)
                value = TokenPlaces.Put(value, term.Place.Pointer!, asked.ToJsonNode());
            else if (term.Expected.Accepts(default))
                Remove(value, term.Place.Pointer!);
        }

        return new ExampleBody(JsonTemplateCompiler.Compile(value, [], schema));
    }

    private static bool IsFulfilled(ConditionTerm term, Representation representation, Example example)
    {
        if (example.Value is not { } value)
            return false;
        if (!MediaTypes.IsJson(representation.ContentType) && value.AsString() is { } text)
            return term.Expected.Accepts(new PlaceValue(term.Place.Pointer!.Segments.IsEmpty ? text : null));
        using var document = term.Place.Pointer!.Resolve(value)?.ToJsonDocument();
        return term.Expected.Accepts(new PlaceValue(document?.RootElement));
    }

    private static bool Is(ResponseHeader header, ConditionTerm term) =>
        header.Name.Equals(term.Place.Name, StringComparison.OrdinalIgnoreCase);

    private static void Remove(JsonNode? root, JsonPointer pointer)
    {
        if (pointer.Segments is not [.. var holders, var last])
            return;
        foreach (var segment in holders)
            root = (root as JsonObject)?[segment];
        (root as JsonObject)?.Remove(last);
    }
}
