using System.Text.RegularExpressions;

namespace Conformance.Gherkin.Expressions;

/// <summary>What a <c>{name}</c> of a Cucumber expression matches.</summary>
/// <param name="Name">The name between the braces.</param>
/// <param name="Pattern">The regular expression of its text.</param>
/// <param name="Result">The type that a custom parameter type converts to; null where the parameter of the method decides.</param>
internal sealed partial record ParameterType(string Name, string Pattern, Type? Result = null)
{
    private const string Whole = @"-?\d+";
    private const string Fraction = @"[-+]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d+)?";

    /// <summary>Those that every expression may use: of the specification, and the additions for platforms with more number types.</summary>
    public static IReadOnlyList<ParameterType> BuiltIn { get; } =
    [
        new("int", Whole),
        new("byte", Whole),
        new("short", Whole),
        new("long", Whole),
        new("biginteger", Whole),
        new("float", Fraction),
        new("double", Fraction),
        new("decimal", Fraction),
        new("bigdecimal", Fraction),
        new("word", @"[^\s]+"),
        new(
            "string",
            """
            "(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'
            """
        ),
        new(string.Empty, ".*"),
    ];

    /// <summary>The text for the method: that of <c>{string}</c> loses its quotes, and quotes in it their backslash.</summary>
    public string Unwrap(string captured) => Name == "string" ? EscapedQuote().Replace(captured[1..^1], "${quote}") : captured;

    [GeneratedRegex("""\\(?<quote>["'])""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EscapedQuote();
}
