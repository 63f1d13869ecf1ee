using System.Buffers;
using System.Text;

namespace Conformance.Gherkin.Expressions;

/// <summary>
/// Reads a Cucumber expression by the grammar of its specification. An alternation begins at the start, behind white space or behind a parameter, and
/// reaches to the next white space, parameter or the end.
/// </summary>
internal sealed class ExpressionParser(string expression)
{
    private static readonly SearchValues<char> Reserved = SearchValues.Create("{}()\\/");

    private int _at;

    /// <exception cref="ExpressionException">The expression breaks the grammar.</exception>
    public IReadOnlyList<ExpressionNode> Parse()
    {
        var nodes = new List<ExpressionNode>();
        while (_at < expression.Length)
        {
            if (expression[_at] == '{')
            {
                nodes.Add(Parameter());
            }
            else if (char.IsWhiteSpace(expression[_at]))
            {
                nodes.Add(new TextNode(_at, expression[_at].ToString()));
                _at++;
            }
            else
            {
                nodes.AddRange(Phrase());
            }
        }

        return nodes;
    }

    // What stands between white space and parameters: an alternation if it has a slash, else texts and optionals.
    private List<ExpressionNode> Phrase()
    {
        var start = _at;
        var alternatives = new List<List<ExpressionNode>> { new() };
        while (_at < expression.Length && expression[_at] != '{' && !char.IsWhiteSpace(expression[_at]))
        {
            switch (expression[_at])
            {
                case '/':
                    alternatives.Add([]);
                    _at++;
                    break;
                case '(':
                    alternatives[^1].Add(Optional());
                    break;
                default:
                    alternatives[^1].Add(Text());
                    break;
            }
        }

        if (alternatives.Count == 1)
            return alternatives[0];
        foreach (var alternative in alternatives)
            CheckAlternative(start, alternative);
        return [new AlternationNode(start, alternatives)];
    }

    private void CheckAlternative(int start, List<ExpressionNode> alternative)
    {
        if (alternative.Count == 0)
            throw Fault(start, "an alternative of \"/\" is empty; write a word on both sides, or \\/ for a slash");
        if (alternative.TrueForAll(n => n is OptionalNode))
            throw Fault(
                alternative[0].Offset,
                "an alternative of \"/\" has nothing but optional text; write some text outside the parentheses"
            );
    }

    private TextNode Text()
    {
        var start = _at;
        var text = new StringBuilder();
        while (_at < expression.Length && expression[_at] is not ('{' or '(' or '/') && !char.IsWhiteSpace(expression[_at]))
            text.Append(Character());
        return new TextNode(start, text.ToString());
    }

    private OptionalNode Optional()
    {
        var start = _at++;
        var text = new StringBuilder();
        while (true)
        {
            if (_at == expression.Length)
                throw Fault(start, "\"(\" has no \")\"; close the optional text, or write \\( for a parenthesis");
            switch (expression[_at])
            {
                case ')' when text.Length == 0:
                    throw Fault(start, "the optional text is empty; write text between the parentheses, or \\( for a parenthesis");
                case ')':
                    _at++;
                    return new OptionalNode(start, text.ToString());
                case '(':
                    throw Fault(_at, "optional text stands inside optional text; write \\( for a parenthesis");
                case '{':
                    throw Fault(_at, "a parameter cannot be optional; write two expressions, or \\{ for a brace");
                case '/':
                    throw Fault(_at, "an alternation cannot stand in optional text; write \\/ for a slash");
                default:
                    text.Append(Character());
                    break;
            }
        }
    }

    private ParameterNode Parameter()
    {
        var start = _at++;
        var end = expression.AsSpan(_at).IndexOfAny(Reserved) + _at;
        if (end < _at)
            throw Fault(start, "\"{\" has no \"}\"; close the parameter, or write \\{ for a brace");
        if (expression[end] != '}')
            throw Fault(end, $"the name of a parameter has \"{expression[end]}\"; close it with \"}}\", or write \\{{ for a brace");
        _at = end + 1;
        return new ParameterNode(start, expression[(start + 1)..end]);
    }

    private char Character()
    {
        if (expression[_at] != '\\')
            return expression[_at++];
        if (_at + 1 == expression.Length)
            throw Fault(_at, "a backslash stands at the end; write \\\\ for a backslash");
        var escaped = expression[_at + 1];
        if (escaped is not ('{' or '}' or '(' or ')' or '\\' or '/') && !char.IsWhiteSpace(escaped))
            throw Fault(
                _at,
                $"\"\\{escaped}\" is not an escape; only {{ }} ( ) \\ / and white space can be escaped; write \\\\ for a backslash"
            );
        _at += 2;
        return escaped;
    }

    private ExpressionException Fault(int offset, string message) => new(expression, offset, message);
}
