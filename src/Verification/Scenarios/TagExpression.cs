using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Conformance.Verification.Scenarios;

/// <summary>
/// A condition on tags as Cucumber writes it: <c>@a and not (@b or @c)</c>. <c>not</c> binds closest, then <c>and</c>, then <c>or</c>; a backslash
/// takes the meaning from a space, a parenthesis or a backslash. The <c>@</c> may be left out on both sides. An empty expression matches everything.
/// </summary>
public sealed class TagExpression
{
    private readonly string _text;
    private readonly Func<HashSet<string>, bool> _condition;

    internal TagExpression(string text, Func<HashSet<string>, bool> condition)
    {
        _text = text;
        _condition = condition;
    }

    /// <summary>Reads an expression.</summary>
    /// <param name="text">For instance <c>@smoke and not @slow</c>.</param>
    /// <param name="expression">What was read; null when it is faulty.</param>
    /// <param name="error">A sentence that says where and why it is faulty, else empty.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out TagExpression? expression, out string error)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new TagExpressionParser(text).TryParse(out expression, out error);
    }

    /// <summary>Whether the tags of a scenario, each with or without its <c>@</c>, fulfil the condition.</summary>
    public bool Matches(IEnumerable<string> tags) => _condition(tags.Select(Bare).ToHashSet(StringComparer.Ordinal));

    /// <summary>The text as it was written.</summary>
    public override string ToString() => _text;

    internal static string Bare(string tag) => tag.StartsWith('@') ? tag[1..] : tag;
}

/// <summary>Recursive descent over the words of a tag expression.</summary>
internal sealed class TagExpressionParser(string text)
{
    private const int DeepestNesting = 64;
    private const int LongestQuote = 200;

    private readonly List<Word> _words = [];
    private int _next;
    private int _nesting;
    private string? _error;

    private delegate bool TagPredicate(HashSet<string> tags);

    private string Quoted => text.Length <= LongestQuote ? text : $"{text[..LongestQuote]}…";

    public bool TryParse([NotNullWhen(true)] out TagExpression? expression, out string error)
    {
        ReadWords();
        TagPredicate? condition = null;
        if (_error is null && _words.Count == 0)
            condition = _ => true;
        else if (_error is null)
            condition = Or();
        if (_error is null && _next < _words.Count)
            Fail(_words[_next], "\"and\", \"or\" or the end");
        error = _error ?? string.Empty;
        expression = _error is null && condition is not null ? new TagExpression(text, t => condition(t)) : null;
        return expression is not null;
    }

    private TagPredicate Or()
    {
        var parts = new List<TagPredicate> { And() };
        while (Take("or"))
            parts.Add(And());
        return parts.Count == 1 ? parts[0] : t => parts.Exists(p => p(t));
    }

    private TagPredicate And()
    {
        var parts = new List<TagPredicate> { Not() };
        while (Take("and"))
            parts.Add(Not());
        return parts.Count == 1 ? parts[0] : t => parts.TrueForAll(p => p(t));
    }

    private TagPredicate Not()
    {
        var isNegated = false;
        while (Take("not"))
            isNegated = !isNegated;
        var operand = Operand();
        return isNegated ? t => !operand(t) : operand;
    }

    private TagPredicate Operand()
    {
        if (Take("("))
        {
            if (++_nesting > DeepestNesting)
            {
                Fail(_words[_next - 1], $"no more than {DeepestNesting} nested parentheses");
                return _ => false;
            }

            var inner = Or();
            if (!Take(")"))
                Fail(_next < _words.Count ? _words[_next] : null, "\")\"");
            _nesting--;
            return inner;
        }

        var word = _next < _words.Count ? _words[_next] : null;
        if (word is null || word.IsOperator)
        {
            Fail(word, "a tag, \"not\" or \"(\"");
            return _ => false;
        }

        _next++;
        var tag = TagExpression.Bare(word.Text);
        return t => t.Contains(tag);
    }

    private bool Take(string sign)
    {
        if (_error is not null || _next >= _words.Count || !_words[_next].IsOperator || _words[_next].Text != sign)
            return false;
        _next++;
        return true;
    }

    private void Fail(Word? word, string expected) =>
        _error ??= word is null
            ? $"The tag expression \"{Quoted}\" ends where {expected} is expected."
            : $"The tag expression \"{Quoted}\" has \"{word.Text}\" at column {word.Column}, where {expected} is expected.";

    private void ReadWords()
    {
        for (var i = 0; i < text.Length; )
        {
            if (char.IsWhiteSpace(text[i]))
                i++;
            else if (text[i] is '(' or ')')
                _words.Add(new Word(text[i].ToString(), ++i, IsOperator: true));
            else
                i = ReadTag(i);
        }
    }

    private int ReadTag(int start)
    {
        var tag = new StringBuilder();
        var i = start;
        for (; i < text.Length && text[i] is not ('(' or ')') && !char.IsWhiteSpace(text[i]); i++)
        {
            if (text[i] == '\\')
            {
                i++;
                if (i == text.Length || !(text[i] is '(' or ')' or '\\' || char.IsWhiteSpace(text[i])))
                {
                    _error ??=
                        $"The tag expression \"{Quoted}\" has a backslash at column {i}; "
                        + "it may stand only before a parenthesis, a space or a backslash.";
                    return text.Length;
                }
            }

            tag.Append(text[i]);
        }

        _words.Add(new Word(tag.ToString(), start + 1, IsOperator: text[start..i] is "and" or "or" or "not"));
        return i;
    }

    private sealed record Word(string Text, int Column, bool IsOperator);
}
