namespace Conformance.Samples;

/// <summary>A keyword that lets a value satisfy one of several lists of schemas.</summary>
/// <param name="Alternatives">In order of preference.</param>
/// <param name="ExactlyOne">Whether the others must not hold as well, as for <c>oneOf</c>.</param>
internal sealed record Choice(IReadOnlyList<Alternative> Alternatives, bool ExactlyOne)
{
    /// <summary>The choices that a schema leaves open: <c>oneOf</c>, <c>anyOf</c>, <c>if</c> and <c>dependentSchemas</c>.</summary>
    public static IEnumerable<Choice> Of(SchemaNode node)
    {
        foreach (var keyword in (string[])["oneOf", "anyOf"])
        {
            var alternatives = node.Listed(keyword).Select(schema => new Alternative([schema], Discriminator.Hint(node, schema))).ToArray();
            if (alternatives.Length > 0)
                yield return new(alternatives, string.Equals(keyword, "oneOf", StringComparison.Ordinal));
        }

        if (node.Child("if") is { } condition && Conditional(condition, node.Child("then"), node.Child("else")) is { } conditional)
            yield return conditional;

        foreach (var (name, schema) in node.Mapped("dependentSchemas"))
            yield return new([new([schema], null), new([Without(name)], null)], ExactlyOne: false);
    }

    private static Choice? Conditional(SchemaNode condition, SchemaNode? then, SchemaNode? otherwise)
    {
        if (then is null && otherwise is null)
            return null;
        var holds = new Alternative(then is null ? [condition] : [condition, then], null);
        var fails = new Alternative(otherwise is null ? [Not(condition)] : [Not(condition), otherwise], null);
        return new(then is null ? [fails, holds] : [holds, fails], ExactlyOne: false);
    }

    private static SchemaNode Not(SchemaNode schema) => SchemaNode.Made($$"""{"not":{{schema.Node}}}""");

    private static SchemaNode Without(string name) =>
        SchemaNode.Made($$$"""{"not":{"required":[{{{JsonValues.Of(name).GetRawText()}}}]}}""");
}

/// <summary>One way to satisfy a <see cref="Choice"/>.</summary>
/// <param name="Schemas">What must hold then.</param>
/// <param name="Hint">The discriminator property and its value, where the choice has a discriminator.</param>
internal sealed record Alternative(IReadOnlyList<SchemaNode> Schemas, KeyValuePair<string, string>? Hint);
