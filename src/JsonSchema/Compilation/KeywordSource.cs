using System.Diagnostics.CodeAnalysis;
using Conformance.Documents;
using Conformance.JsonSchema.Evaluation;
using Conformance.JsonSchema.Instances;
using Conformance.JsonSchema.Patterns;
using Conformance.JsonSchema.Resources;

namespace Conformance.JsonSchema.Compilation;

/// <summary>One schema object as its keywords are read: only keywords that are active, each value checked for its form.</summary>
internal sealed class KeywordSource(SchemaCompiler compiler, SchemaPlace place, Vocabularies vocabularies)
{
    private const int LongestQuote = 60;

    public SchemaPlace Place => place;

    public Dialect Dialect => compiler.Catalog.Dialect;

    public KeywordCatalog Catalog => compiler.Catalog;

    public SchemaCompiler Compiler => compiler;

    /// <summary>Whether <c>format</c> is an assertion here.</summary>
    public bool AssertsFormat => compiler.Options.AssertFormat || vocabularies.HasFlag(Vocabularies.FormatAssertion);

    /// <summary>A keyword's value in short, for messages.</summary>
    public static string Quote(Node value)
    {
        var text = value.ToString();
        return text.Length <= LongestQuote ? text : string.Concat(text.AsSpan(0, LongestQuote - 1), "…");
    }

    /// <summary>The value of a keyword that is present and active.</summary>
    public bool TryGet(string keyword, [NotNullWhen(true)] out Node? value)
    {
        value = compiler.Catalog.IsActive(keyword, vocabularies) ? place.Node[keyword] : null;
        return value is not null;
    }

    public bool Has(string keyword) => TryGet(keyword, out _);

    public void Problem(string keyword, Node found, string expected, string remedy) => Problem(keyword, Quote(found), expected, remedy);

    public void Problem(string keyword, string found, string expected, string remedy) =>
        compiler.Report(new SchemaProblem(keyword, place.LocationOf(keyword), found, expected, remedy) { At = place.PlaceOf(keyword) });

    /// <summary>The keyword as a count: an integer that is not negative.</summary>
    public long? Count(string keyword)
    {
        if (!TryGet(keyword, out var value))
            return null;
        if (value is ScalarNode { Kind: ScalarKind.Number })
        {
            var number = new SchemaLiteral(value);
            var text = new NumberText(number.Value.Raw);
            if (text is { IsInteger: true, IsNegative: false })
                return text.Magnitude > 18 ? long.MaxValue : (long)value.AsDecimal()!.Value;
        }

        Problem(keyword, value, "an integer that is not negative", "write a count such as 1");
        return null;
    }

    /// <summary>The keyword as a number.</summary>
    public SchemaLiteral? Number(string keyword)
    {
        if (!TryGet(keyword, out var value))
            return null;
        if (value is ScalarNode { Kind: ScalarKind.Number })
            return new SchemaLiteral(value);
        Problem(keyword, value, "a number", "write the number without quotation marks");
        return null;
    }

    /// <summary>The keyword as true or false; false when it is absent.</summary>
    public bool Flag(string keyword)
    {
        if (!TryGet(keyword, out var value))
            return false;
        if (value.AsBoolean() is null)
            Problem(keyword, value, "true or false", "write a boolean");
        return value.AsBoolean() == true;
    }

    /// <summary>The keyword as a string.</summary>
    public string? Text(string keyword)
    {
        if (!TryGet(keyword, out var value))
            return null;
        if (value.AsString() is { } text)
            return text;
        Problem(keyword, value, "a string", "put it in quotation marks");
        return null;
    }

    /// <summary>A value as a list of property names.</summary>
    public IReadOnlyList<string> Names(string keyword, Node value)
    {
        if (value is ArrayNode && value.Items.All(item => item.AsString() is not null))
            return [.. value.Items.Select(item => item.AsString()!)];
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
            Problem(keyword, ViolationReport.Quote(source), "an ECMA-262 regular expression", wrong.Message);
            return null;
        }
    }

    /// <summary>The node of the schema that is the keyword's value.</summary>
    public CompiledNode? Schema(string keyword) => TryGet(keyword, out var value) ? Node(value) : null;

    /// <summary>The nodes of the schemas in the keyword's array.</summary>
    public CompiledNode[]? Schemas(string keyword)
    {
        if (!TryGet(keyword, out var value))
            return null;
        if (value is ArrayNode { Items.Count: > 0 })
            return [.. value.Items.Select(Node)];
        Problem(keyword, value, "an array of at least one schema", "list the schemas in brackets");
        return null;
    }

    /// <summary>The members of the keyword's object.</summary>
    public IReadOnlyList<Member> Map(string keyword)
    {
        if (!TryGet(keyword, out var value))
            return [];
        if (value is ObjectNode)
            return value.Members;
        Problem(keyword, value, "an object", "write its members in braces");
        return [];
    }

    /// <summary>The node of a schema that lies below this one.</summary>
    public CompiledNode Node(Node schema) => compiler.NodeFor(place.At(schema));
}
