using System.Globalization;
using System.Text.Json;
using Conformance.JsonSchema.Evaluation;
using Conformance.JsonSchema.Instances;
using Conformance.JsonSchema.Patterns;

namespace Conformance.JsonSchema.Compilation;

/// <summary>One schema object as the keyword families read it: only keywords that are active, each value checked for its form.</summary>
internal sealed class KeywordSource(SchemaCompiler compiler, SchemaPlace place, Vocabularies vocabularies)
{
    private const int LongestQuote = 60;

    public SchemaPlace Place => place;

    public Dialect Dialect => compiler.Catalog.Dialect;

    public SchemaCompiler Compiler => compiler;

    /// <summary>Whether <c>format</c> is an assertion here.</summary>
    public bool AssertsFormat => compiler.Options.AssertFormat || vocabularies.HasFlag(Vocabularies.FormatAssertion);

    /// <summary>A keyword's value in short, for messages.</summary>
    public static string Quote(JsonElement value)
    {
        var text = value.GetRawText();
        return text.Length <= LongestQuote ? text : string.Concat(text.AsSpan(0, LongestQuote - 1), "…");
    }

    /// <summary>The value of a keyword that is present and active.</summary>
    public bool TryGet(string keyword, out JsonElement value)
    {
        value = default;
        return compiler.Catalog.IsActive(keyword, vocabularies) && place.Element.TryGetProperty(keyword, out value);
    }

    public bool Has(string keyword) => TryGet(keyword, out _);

    public void Problem(string keyword, JsonElement found, string expected, string remedy) =>
        Problem(keyword, Quote(found), expected, remedy);

    public void Problem(string keyword, string found, string expected, string remedy) =>
        compiler.Report(new SchemaProblem(keyword, place.LocationOf(keyword), found, expected, remedy));

    /// <summary>The keyword as a count: an integer that is not negative.</summary>
    public long? Count(string keyword)
    {
        if (!TryGet(keyword, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.Number)
        {
            var number = new Literal(value);
            var text = new NumberText(number.Value.Raw);
            if (text is { IsInteger: true, IsNegative: false })
                return text.Magnitude > 18 ? long.MaxValue : (long)value.GetDecimal();
        }

        Problem(keyword, value, "an integer that is not negative", "write a count such as 1");
        return null;
    }

    /// <summary>The keyword as a number.</summary>
    public Literal? Number(string keyword)
    {
        if (!TryGet(keyword, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.Number)
            return new Literal(value);
        Problem(keyword, value, "a number", "write the number without quotation marks");
        return null;
    }

    /// <summary>The keyword as true or false; false when it is absent.</summary>
    public bool Flag(string keyword)
    {
        if (!TryGet(keyword, out var value))
            return false;
        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            Problem(keyword, value, "true or false", "write a boolean");
        return value.ValueKind == JsonValueKind.True;
    }

    /// <summary>The keyword as a string.</summary>
    public string? Text(string keyword)
    {
        if (!TryGet(keyword, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.String)
            return value.GetString();
        Problem(keyword, value, "a string", "put it in quotation marks");
        return null;
    }

    /// <summary>A value as a list of property names.</summary>
    public IReadOnlyList<string> Names(string keyword, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String))
            return [.. value.EnumerateArray().Select(item => item.GetString()!)];
        Problem(keyword, value, "an array of property names", "list the names as strings, as in [\"id\"]");
        return [];
    }

    /// <summary>A regular expression, or null when it is not one.</summary>
    public EcmaPattern? Pattern(string keyword, string source)
    {
        try
        {
            return compiler.Pattern(source);
        }
        catch (PatternSyntaxException wrong)
        {
            Problem(keyword, Report.Quote(source), "an ECMA-262 regular expression", wrong.Message);
            return null;
        }
    }

    /// <summary>The node of the schema that is the keyword's value.</summary>
    public SchemaNode? Schema(string keyword) => TryGet(keyword, out var value) ? Node(value, keyword) : null;

    /// <summary>The nodes of the schemas in the keyword's array.</summary>
    public SchemaNode[]? Schemas(string keyword)
    {
        if (!TryGet(keyword, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0)
            return [.. value.EnumerateArray().Select((item, index) => Node(item, keyword, index.ToString(CultureInfo.InvariantCulture)))];
        Problem(keyword, value, "an array of at least one schema", "list the schemas in brackets");
        return null;
    }

    /// <summary>The members of the keyword's object.</summary>
    public IEnumerable<JsonProperty> Map(string keyword)
    {
        if (!TryGet(keyword, out var value))
            return [];
        if (value.ValueKind == JsonValueKind.Object)
            return value.EnumerateObject();
        Problem(keyword, value, "an object", "write its members in braces");
        return [];
    }

    /// <summary>The node of a schema that lies below this one.</summary>
    public SchemaNode Node(JsonElement schema, params ReadOnlySpan<string> segments)
    {
        var pointer = place.Pointer;
        foreach (var segment in segments)
            pointer = $"{pointer}/{JsonPointer.Escape(segment)}";
        return compiler.NodeFor(new SchemaPlace(place.Document.ResourceAt(pointer) ?? place.Resource, pointer, schema));
    }
}
