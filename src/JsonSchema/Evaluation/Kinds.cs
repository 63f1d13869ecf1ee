namespace Conformance.JsonSchema.Evaluation;

/// <summary>A set of token kinds: the bit of each is 1 shifted by its <see cref="Instances.TokenKind"/>.</summary>
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
