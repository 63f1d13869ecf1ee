using System.Text;
using System.Text.RegularExpressions;

namespace Conformance.Gherkin.Expressions;

/// <summary>An expression, of either sort, ready to match step texts.</summary>
internal sealed partial class StepExpression
{
    // Long enough for any honest expression, short enough that a runaway one is told and not waited for.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Regex _regex;
    private readonly int[] _groups;

    private StepExpression(Regex regex, int[] groups, IReadOnlyList<ParameterType?> parameters)
    {
        _regex = regex;
        _groups = groups;
        Parameters = parameters;
    }

    /// <summary>One for each capture: its parameter type, or null where a regular expression captures.</summary>
    public IReadOnlyList<ParameterType?> Parameters { get; }

    /// <exception cref="ExpressionException">The expression is faulty.</exception>
    public static StepExpression Compile(string expression, ParameterTypes types) =>
        IsRegex(expression) ? FromRegex(expression) : FromCucumber(expression, types);

    /// <summary>Reqnroll's rule: anchors make a regular expression, then braces a Cucumber expression, then what only the former has.</summary>
    public static bool IsRegex(string expression) =>
        expression.StartsWith('^') || expression.EndsWith('$') || (!Placeholder().IsMatch(expression) && RegexOnly().IsMatch(expression));

    /// <summary>
    /// The captured texts, or null if the expression does not match the whole text, or cannot tell within two seconds. A group that
    /// took no part is null.
    /// </summary>
    public string?[]? Match(string text)
    {
        if (TryMatch(text) is not { Success: true } match)
            return null;
        var captured = new string?[_groups.Length];
        for (var i = 0; i < _groups.Length; i++)
        {
            var group = match.Groups[_groups[i]];
            captured[i] = group.Success ? Parameters[i]?.Unwrap(group.Value) ?? group.Value : null;
        }

        return captured;
    }

    private Match? TryMatch(string text)
    {
        try
        {
            return _regex.Match(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    // The end is \z, because $ would let a line feed pass that a cell of Examples may bring.
    private static StepExpression FromRegex(string expression)
    {
        var inner = expression.StartsWith('^') ? expression[1..] : expression;
        inner = inner.EndsWith('$') && !inner.EndsWith("\\$", StringComparison.Ordinal) ? inner[..^1] : inner;
        var regex = Build(expression, $@"^(?:{inner})\z");
        int[] groups = [.. regex.GetGroupNumbers().Where(n => n > 0)];
        return new StepExpression(regex, groups, new ParameterType?[groups.Length]);
    }

    private static StepExpression FromCucumber(string expression, ParameterTypes types)
    {
        var parameters = new List<ParameterType>();
        var pattern = new StringBuilder("^");
        foreach (var node in new ExpressionParser(expression).Parse())
        {
            if (node is ParameterNode parameter)
            {
                // A name keeps our groups apart from those that a custom pattern may have.
                var type = types.Find(expression, parameter);
                pattern.Append("(?<p__").Append(parameters.Count).Append(">(?:").Append(type.Pattern).Append("))");
                parameters.Add(type);
            }
            else
            {
                Append(pattern, node);
            }
        }

        var regex = Build(expression, pattern.Append(@"\z").ToString());
        return new StepExpression(regex, [.. parameters.Select((_, i) => regex.GroupNumberFromName($"p__{i}"))], parameters);
    }

    private static void Append(StringBuilder pattern, ExpressionNode node)
    {
        switch (node)
        {
            case TextNode text:
                pattern.Append(Regex.Escape(text.Text));
                break;
            case OptionalNode optional:
                pattern.Append("(?:").Append(Regex.Escape(optional.Text)).Append(")?");
                break;
            case AlternationNode alternation:
                pattern.Append("(?:");
                for (var i = 0; i < alternation.Alternatives.Count; i++)
                {
                    if (i > 0)
                        pattern.Append('|');
                    foreach (var part in alternation.Alternatives[i])
                        Append(pattern, part);
                }

                pattern.Append(')');
                break;
        }
    }

    private static Regex Build(string expression, string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, Patience);
        }
        catch (ArgumentException e)
        {
            throw new ExpressionException($"\"{expression}\" is not a regular expression: {e.Message}");
        }
    }

    [GeneratedRegex(@"\{\w*\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\([^)]+[*+]\)|\.\*|\\\.|\\d\+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RegexOnly();
}
