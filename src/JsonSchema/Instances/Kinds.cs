namespace Conformance.JsonSchema.Instances;

/// <summary>A set of token kinds: the bit of each is 1 shifted by its <see cref="Instances.JsonTokenKind"/>.</summary>
[Flags]
internal enum Kinds
{
    None = 0,
    Object = 1 << 0,
    Array = 1 << 1,
    StringValue = 1 << 2,
    Integer = 1 << 3,
    Fraction = 1 << 4,
    True = 1 << 5,
    False = 1 << 6,
    Null = 1 << 7,
    Name = 1 << 8,
    String = StringValue | Name,
    Number = Integer | Fraction,
    Boolean = True | False,
    All = Object | Array | String | Number | Boolean | Null,
}

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
