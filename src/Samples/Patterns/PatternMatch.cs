using System.Text.RegularExpressions;

namespace Conformance.Samples.Patterns;

/// <summary>Matches texts against the regular expressions of schemas.</summary>
internal sealed class PatternMatch
{
    private readonly Dictionary<string, Regex?> _built = new(StringComparer.Ordinal);

    /// <summary>The expression of a pattern, or null for one that .NET cannot read.</summary>
    public static Regex? Build(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, Regex.InfiniteMatchTimeout);
        }
        catch (NotSupportedException)
        {
            // Look-around and back references; a sample is judged by the validator in the end.
            return new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Whether an expression matches somewhere; true as well without one, since only the validator can judge then.</summary>
    public static bool Matches(Regex? expression, string text)
    {
        try
        {
            return expression?.IsMatch(text) ?? true;
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    /// <summary>Whether a pattern matches somewhere; its expression is built once.</summary>
    public bool Matches(string pattern, string text)
    {
        if (!_built.TryGetValue(pattern, out var expression))
            _built[pattern] = expression = Build(pattern);
        return Matches(expression, text);
    }
}
