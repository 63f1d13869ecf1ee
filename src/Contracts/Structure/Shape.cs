using Conformance.Documents;

namespace Conformance.Contracts.Structure;

/// <summary>What a value of an OpenAPI document must be.</summary>
/// <param name="Expected">How a message names it: <c>a string</c>.</param>
internal abstract record Shape(string Expected)
{
    public static Shape Any { get; } = new AnyShape();

    public static Shape Text { get; } = new ScalarShape("a string", ScalarKind.String);

    public static Shape Flag { get; } = new ScalarShape("true or false", ScalarKind.Boolean);

    public static Shape Number { get; } = new ScalarShape("a number", ScalarKind.Number);

    /// <summary>A Schema Object; the schema engine judges it.</summary>
    public static Shape Schema { get; } = new SchemaShape();

    public static Shape Word(params string[] words) => new WordShape(words);

    public static Shape List(Shape item) => new ListShape(item);

    public static Shape Map(Shape value) => new MapShape(value, null);

    public static Shape Map(Shape value, KeyRule keys) => new MapShape(value, keys);

    /// <summary>An object whose table may refer back to this one.</summary>
    public static Shape Of(Func<ObjectShape> table) => new LazyShape(table);
}

/// <summary>Every value.</summary>
internal sealed record AnyShape() : Shape("any value");

/// <summary>A string, number, or boolean.</summary>
internal sealed record ScalarShape(string Expected, ScalarKind Kind) : Shape(Expected);

/// <summary>A Schema Object, or a boolean where the version has boolean schemas.</summary>
internal sealed record SchemaShape() : Shape("a schema, which is an object");

/// <summary>One of some strings.</summary>
internal sealed record WordShape(string[] Words) : Shape("one of " + string.Join(", ", Words.Select(w => $"\"{w}\"")));

/// <summary>An array.</summary>
internal sealed record ListShape(Shape Item) : Shape("an array");

/// <summary>An object with free names.</summary>
/// <param name="Keys">What the names must look like; null where they are free altogether.</param>
internal sealed record MapShape(Shape Value, KeyRule? Keys) : Shape("an object");

/// <summary>An object of the specification, looked up when it is needed.</summary>
internal sealed record LazyShape(Func<ObjectShape> Table) : Shape("an object");

/// <summary>What the names of a map must look like.</summary>
/// <param name="Extensions">Whether names that begin with <c>x-</c> are extensions, whose values are free.</param>
internal sealed record KeyRule(Func<string, bool> Accepts, string Expected, string Mend, bool Extensions);
