namespace Conformance.Contracts.Schemas;

/// <summary>A set of JSON types.</summary>
[Flags]
public enum JsonTypes
{
    /// <summary>No type.</summary>
    None = 0,

    /// <summary>null.</summary>
    Null = 1,

    /// <summary>true and false.</summary>
    Boolean = 2,

    /// <summary>Numbers without a fraction.</summary>
    Integer = 4,

    /// <summary>Numbers with a fraction.</summary>
    Fraction = 8,

    /// <summary>Numbers.</summary>
    Number = Integer | Fraction,

    /// <summary>Strings.</summary>
    String = 16,

    /// <summary>Arrays.</summary>
    Array = 32,

    /// <summary>Objects.</summary>
    Object = 64,

    /// <summary>Every type.</summary>
    Any = Null | Boolean | Number | String | Array | Object,
}
