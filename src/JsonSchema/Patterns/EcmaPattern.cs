using System.Text.RegularExpressions;
using System.Text.Unicode;
using Conformance.JsonSchema.Instances;

namespace Conformance.JsonSchema.Patterns;

/// <summary>
/// A regular expression of ECMA-262 with Unicode semantics (2020-12 core, 6.4), searched for anywhere in a string. Expressions without look-around and back references run in linear
/// time; the steps of others are counted. No clock decides, so that a text is judged alike however busy the machine is.
/// </summary>
internal sealed class EcmaPattern
{
    private const int LongestAutomaton = 2000;

    private readonly long _steps;
    private readonly Regex? _plain;
    private readonly Lazy<Regex?> _withSurrogates;
    private readonly Lazy<CountedMatcher> _counted;

    private EcmaPattern(string source, long steps)
    {
        Source = source;
        _steps = steps;
        var translation = PatternTranslator.Translate(source, surrogates: false);
        _plain = Automaton(translation);

        // Code points beyond U+FFFF are two characters in .NET. Few texts have any, so the expression that deals with them is made on
        // demand.
        _withSurrogates = new Lazy<Regex?>(() => Automaton(PatternTranslator.Translate(source, surrogates: true)));
        _counted = new Lazy<CountedMatcher>(() => CountedMatcher.Of(translation.Pattern));
    }

    /// <summary>The expression as it stands in the schema.</summary>
    public string Source { get; }

    /// <summary>Reads an expression.</summary>
    /// <param name="steps">How many steps a search may take where they are counted.</param>
    /// <exception cref="PatternSyntaxException">The text is not an expression, or asks for a Unicode property that is not known
    /// here.</exception>
    public static EcmaPattern Parse(string source, long steps) => new(source, steps);

    /// <summary>Whether a text in UTF-8 has a match.</summary>
    /// <exception cref="PatternStepsException">The search takes more steps than it may.</exception>
    public bool IsMatch(ReadOnlySpan<byte> text, Workspace workspace)
    {
        var buffer = workspace.CharsFor(text.Length);
        Utf8.ToUtf16(text, buffer, out _, out var length);
        ReadOnlySpan<char> chars = buffer[..length];
        var regex = length != text.Length && chars.ContainsAnyInRange('\uD800', '\uDFFF') ? _withSurrogates.Value : _plain;
        return regex?.IsMatch(chars) ?? _counted.Value.IsMatch(chars, _steps);
    }

    // Unicode properties written out as surrogate pairs make automata that take long to build.
    private static Regex? Automaton(PatternTranslator.Translation translation)
    {
        if (translation.NeedsBacktracking || translation.Expression.Length > LongestAutomaton)
            return null;
        try
        {
            return new Regex(
                translation.Expression,
                RegexOptions.CultureInvariant | RegexOptions.NonBacktracking,
                Regex.InfiniteMatchTimeout
            );
        }
        catch (ArgumentException refused)
        {
            throw new PatternSyntaxException($"correct the expression ({refused.Message.TrimEnd('.')})");
        }
    }
}

/// <summary>A text is not a regular expression of ECMA-262; the message says how to mend it.</summary>
internal sealed class PatternSyntaxException(string message) : Exception(message);
