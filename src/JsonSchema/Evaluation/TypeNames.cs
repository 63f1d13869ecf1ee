namespace Conformance.JsonSchema.Evaluation;

/// <summary>The seven type names of JSON Schema and the tokens they stand for.</summary>
internal static class TypeNames
{
    private static readonly (string Name, Kinds Kinds, string Phrase)[] All =
    [
        ("object", Kinds.Object, "an object"),
        ("array", Kinds.Array, "an array"),
        ("string", Kinds.String, "a string"),
        ("number", Kinds.Number, "a number"),
        ("integer", Kinds.Integer, "an integer"),
        ("boolean", Kinds.Boolean, "a boolean"),
        ("null", Kinds.Null, "null"),
    ];

    /// <summary>The kinds a type name stands for, or <see cref="Kinds.None"/> when there is no such type.</summary>
    public static Kinds Find(string? name) => Array.Find(All, type => type.Name == name).Kinds;

    /// <summary>"a string or null".</summary>
    public static string Describe(Kinds kinds)
    {
        var phrases = All.Where(type => (kinds & type.Kinds) == type.Kinds && !(type.Name == "integer" && kinds.HasFlag(Kinds.Number)))
            .Select(type => type.Phrase)
            .ToList();
        return phrases.Count switch
        {
            0 => "nothing",
            1 => phrases[0],
            _ => string.Join(", ", phrases.SkipLast(1)) + " or " + phrases[^1],
        };
    }
}
