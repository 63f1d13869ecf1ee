using System.Text.RegularExpressions;
using System.Text.Unicode;
using Conformance.JsonSchema.Instances;

namespace Conformance.JsonSchema.Patterns;

/// <summary>
/// A regular expression of ECMA-262 with Unicode semantics (2020-12 core, 6.4), searched for anywhere in a string.
/// Each search has a time limit; expressions without look-around and back references run in linear time.
/// </summary>
internal sealed class EcmaPattern
{
    private const int LongestAutomaton = 2000;

    private readonly TimeSpan _timeout;
    private readonly Regex _plain;
    private readonly Lazy<Regex> _withSurrogates;

    private EcmaPattern(string source, TimeSpan timeout)
    {
        Source = source;
        _timeout = timeout;
        _plain = Build(surrogates: false);
        // Code points beyond U+FFFF are two characters in .NET. Few texts have any, so the expression that deals with them is made on
        // demand.
        _withSurrogates = new Lazy<Regex>(() => Build(surrogates: true));
    }

    /// <summary>The expression as it stands in the schema.</summary>
    public string Source { get; }

    /// <summary>Reads an expression.</summary>
    /// <exception cref="PatternSyntaxException">The text is not an expression, or asks for a Unicode property that is not known
    /// here.</exception>
    public static EcmaPattern Parse(string source, TimeSpan timeout) => new(source, timeout);

    /// <summary>Whether a text in UTF-8 has a match.</summary>
    /// <exception cref="RegexMatchTimeoutException">The time is over.</exception>
    public bool IsMatch(ReadOnlySpan<byte> text, Workspace workspace)
    {
        var buffer = workspace.CharsFor(text.Length);
        Utf8.ToUtf16(text, buffer, out _, out var length);
        ReadOnlySpan<char> chars = buffer[..length];
        var regex = length != text.Length && chars.ContainsAnyInRange('\uD800', '\uDFFF') ? _withSurrogates.Value : _plain;
        return regex.IsMatch(chars);
    }

    private Regex Build(bool surrogates)
    {
        var translation = PatternTranslator.Translate(Source, surrogates);
        // Unicode properties written out as surrogate pairs make automata that take long to build; there the time limit alone protects.
        var canBeAutomaton = !translation.NeedsBacktracking && translation.Expression.Length <= LongestAutomaton;
        var options = RegexOptions.CultureInvariant | (canBeAutomaton ? RegexOptions.NonBacktracking : RegexOptions.None);
        try
        {
            return new Regex(translation.Expression, options, _timeout);
        }
        catch (ArgumentException refused)
        {
            throw new PatternSyntaxException($"correct the expression ({refused.Message.TrimEnd('.')})");
        }
    }
}

/// <summary>A text is not a regular expression of ECMA-262; the message says how to mend it.</summary>
internal sealed class PatternSyntaxException(string message) : Exception(message);
