using System.Text.Json;

namespace Conformance.Contracts.Samples;

/// <summary>
/// Makes values that are valid against the schemas of an OpenAPI document and look plausible, for operations that document no example. The same
/// document and pointer always give the same value. Work and size are bounded: a sample holds at most 20,000 values, and what is
/// optional is filled in only up to about a thousand. Safe to use from several threads, one of which works at a time.
/// </summary>
public sealed class SampleGenerator
{
    private readonly SchemaReferences _references;
    private readonly SchemaCheck _check;
    private readonly Dictionary<(string Pointer, SampleUse Use), SampleResult> _results = [];
    private readonly Lock _gate = new();

    /// <summary>Prepares a generator; nothing is read of the document before the first sample is asked for.</summary>
    /// <param name="document">The whole OpenAPI document as JSON; it must not be disposed while the generator is in use.</param>
    /// <param name="openApi30">
    /// Whether the schemas are of the OpenAPI 3.0 dialect (<c>nullable</c>, boolean <c>exclusiveMinimum</c>, nothing counts beside a <c>$ref</c>);
    /// else they are JSON Schema 2020-12.
    /// </param>
    public SampleGenerator(JsonElement document, bool openApi30)
    {
        _references = new(document, openApi30);
        _check = new(document, _references);
    }

    /// <summary>Makes a value for a schema of the document.</summary>
    /// <param name="schemaPointer">The JSON pointer (RFC 6901) of the schema, for instance <c>/components/schemas/Pet</c>.</param>
    /// <param name="use">Where the value will stand.</param>
    /// <returns>A valid value, or the reason why there is none; the result of the first call is kept for later ones.</returns>
    public SampleResult Generate(string schemaPointer, SampleUse use)
    {
        lock (_gate)
        {
            if (!_results.TryGetValue((schemaPointer, use), out var result))
                _results[(schemaPointer, use)] = result = Make(schemaPointer, use);
            return result;
        }
    }

    private SampleResult Make(string pointer, SampleUse use)
    {
        if (_references.At(pointer) is not { } schema)
            return new(null, $"There is no schema at \"{pointer}\" of the document; give the JSON pointer of one.");

        // Where choosing among optional things used up all the effort, what is required alone may still be found.
        var why = new Reasons();
        foreach (var allotment in (int[])[Effort.Optional, 0])
        {
            var source = new ValueSource(_references, _check, use);
            if (source.First(new(_references, schema), Scope.Outermost(allotment), why) is { } value)
            {
                return JsonValues.Count(value) <= Effort.MostValues
                    ? new(value, null)
                    : new(
                        null,
                        $"No sample was made for \"{pointer}\": the smallest one found holds more than {Effort.MostValues} values."
                    );
            }
        }

        return new(null, $"No valid sample was found for \"{pointer}\": {why.Text?.TrimEnd('.') ?? "nothing satisfies the schema"}.");
    }
}
