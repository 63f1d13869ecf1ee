using Conformance.Documents;
using Conformance.JsonSchema;

namespace Conformance.Samples;

/// <summary>
/// Makes values that are valid against the schemas of an OpenAPI document and look plausible, for operations that document no example. The same
/// document and pointer always give the same value. Work and size are bounded: a sample holds at most 20,000 values, and what is
/// optional is filled in only up to about a thousand. Safe to use from several threads, one of which works at a time.
/// </summary>
public sealed class SampleGenerator
{
    private readonly SchemaReferences _references;
    private readonly SchemaRegistry _registry;
    private readonly Dictionary<(string Pointer, Direction Direction), SampleResult> _results = [];
    private readonly Lock _gate = new();

    /// <summary>Prepares a generator; nothing is read of the document before the first sample is asked for.</summary>
    /// <param name="document">The whole OpenAPI document.</param>
    /// <param name="dialect">The dialect of its schemas.</param>
    public SampleGenerator(Node document, Dialect dialect)
    {
        // Deeper than any sample is made; the default is not.
        _registry = new SchemaRegistry(dialect, new SchemaOptions { AssertFormat = true, MaxDepth = 1000 });
        _registry.Add(new Uri("contract:/document"), document);
        _references = new(document, dialect, _registry);
    }

    /// <summary>Makes a value for a schema of the document.</summary>
    /// <param name="schemaPointer">The JSON pointer (RFC 6901) of the schema, for instance <c>/components/schemas/Pet</c>.</param>
    /// <param name="direction">Which way the value will travel.</param>
    /// <returns>A valid value, or the reason why there is none; the result of the first call is kept for later ones.</returns>
    public SampleResult Generate(string schemaPointer, Direction direction)
    {
        lock (_gate)
        {
            if (!_results.TryGetValue((schemaPointer, direction), out var result))
                _results[(schemaPointer, direction)] = result = Make(schemaPointer, direction);
            return result;
        }
    }

    private SampleResult Make(string pointer, Direction direction)
    {
        if (_references.At(pointer) is not { } schema)
            return new(null, $"There is no schema at \"{pointer}\" of the document; give the JSON pointer of one.");

        // Where choosing among optional things used up all the effort, what is required alone may still be found.
        var why = new Reasons();
        var check = new SchemaCheck(_registry, direction);
        foreach (var allotment in (int[])[Effort.Optional, 0])
        {
            var source = new ValueSource(_references, check, direction);
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
