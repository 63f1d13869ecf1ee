namespace Conformance.Documents.Paths;

/// <summary>Parses the logical expressions of filters (section 2.3.5) and checks that functions are well typed (section 2.4.3).</summary>
internal sealed class FilterParser(QueryText text, PathParser paths)
{
    private const int DeepestNesting = 64;
    private static readonly string[] _operators = ["==", "!=", "<=", ">=", "<", ">"];
    private static readonly string[] _functions = ["length", "count", "match", "search", "value"];

    private int _nesting;

    /// <exception cref="PathSyntaxException">There is none here.</exception>
    public Condition ParseCondition()
    {
        if (++_nesting > DeepestNesting)
        {
            throw QueryText.Error(text.Position, $"found more than {DeepestNesting} nested expressions; expected fewer.");
        }

        var alternatives = new List<Condition> { ParseConjunction() };
        while (TryOperator("||"))
            alternatives.Add(ParseConjunction());
        _nesting--;
        return alternatives.Count == 1 ? alternatives[0] : new AnyOf(alternatives);
    }

    private Condition ParseConjunction()
    {
        var parts = new List<Condition> { ParseBasic() };
        while (TryOperator("&&"))
            parts.Add(ParseBasic());
        return parts.Count == 1 ? parts[0] : new AllOf(parts);
    }

    private Condition ParseBasic()
    {
        if (text.Here == '!')
        {
            text.TryTake("!");
            text.SkipBlanks();
            return new Not(text.Here == '(' ? ParseParenthesized() : ParseTest(isNegated: true));
        }

        return text.Here == '(' ? ParseParenthesized() : ParseTest(isNegated: false);
    }

    private Condition ParseParenthesized()
    {
        text.Take("(", "here");
        text.SkipBlanks();
        var condition = ParseCondition();
        text.SkipBlanks();
        text.Take(")", "to close the parenthesis");
        return condition;
    }

    // An existence test, a function that answers yes or no, or a comparison.
    private Condition ParseTest(bool isNegated)
    {
        var start = text.Position;
        var (operand, test) = ParseOperand();
        var afterOperand = text.Position;
        text.SkipBlanks();
        var found = Array.Find(_operators, text.TryTake);
        if (found is null)
        {
            text.Back(afterOperand);
            return test ?? throw text.Unexpected($"a comparison ({string.Join(' ', _operators)})");
        }

        if (isNegated)
            throw QueryText.Error(start, "found a comparison after \"!\"; expected parentheses around it.");
        RequireValue(operand, test, start);
        text.SkipBlanks();
        start = text.Position;
        var (right, rightTest) = ParseOperand();
        RequireValue(right, rightTest, start);
        return new Comparison(operand!, found, right!);
    }

    private static void RequireValue(Operand? operand, Condition? test, int start)
    {
        if (operand is not null)
            return;

        throw QueryText.Error(
            start,
            test is Matches
                ? "found a function that answers true or false in a comparison; expected it alone."
                : "found a query that may select several nodes in a comparison; expected one with names and indexes only."
        );
    }

    // What stands here as a value to compare, as a test of its own, or as either.
    private (Operand? Operand, Condition? Test) ParseOperand()
    {
        if (text.Here is '$' or '@')
        {
            var query = paths.ParseNested();
            return (query.IsSingular ? new SingularQuery(query) : null, new Exists(query));
        }

        if (text.Here is '\'' or '"')
            return (TextLiteral(ScalarKind.String, text.TakeString()), null);
        if (text.IsInteger)
            return (TextLiteral(ScalarKind.Number, text.TakeNumber()), null);

        var start = text.Position;
        var name = text.TakeName();
        if (text.Here == '(')
            return ParseFunction(name, start);

        return name switch
        {
            "true" or "false" => (TextLiteral(ScalarKind.Boolean, name), null),
            "null" => (TextLiteral(ScalarKind.Null, name), null),
            _ => throw Unknown(start),
        };
    }

    private PathSyntaxException Unknown(int start)
    {
        text.Back(start);
        return text.Unexpected("a query (@ or $), a literal, a function, \"!\" or \"(\"");
    }

    private (Operand? Operand, Condition? Test) ParseFunction(string name, int start)
    {
        if (!_functions.Contains(name, StringComparer.Ordinal))
        {
            var near = Nearest.To(name, _functions);
            var expected = near is null ? $"one of {string.Join(", ", _functions)}" : $"\"{near}\"";
            throw QueryText.Error(start, $"found the function \"{name}\"; expected {expected}.");
        }

        text.Take("(", "after the function's name");
        text.SkipBlanks();
        (Operand? Operand, Condition? Test) result = name switch
        {
            "length" => (new Length(ParseValueArgument()), null),
            "count" => (new Count(ParseNodesArgument()), null),
            "value" => (new ValueOf(ParseNodesArgument()), null),
            _ => (null, ParseMatches(isWhole: name == "match")),
        };
        text.SkipBlanks();
        text.Take(")", $"after the arguments of {name}()");
        return result;
    }

    private Matches ParseMatches(bool isWhole)
    {
        var subject = ParseValueArgument();
        text.SkipBlanks();
        text.Take(",", "before the pattern");
        text.SkipBlanks();
        return new Matches(subject, ParseValueArgument(), isWhole);
    }

    private Operand ParseValueArgument()
    {
        var start = text.Position;
        if (++_nesting > DeepestNesting)
        {
            throw QueryText.Error(start, $"found more than {DeepestNesting} nested expressions; expected fewer.");
        }

        var (operand, _) = ParseOperand();
        _nesting--;
        return operand
            ?? throw QueryText.Error(
                start,
                "found an argument that is no single value; expected a literal or a query with names and indexes only."
            );
    }

    private Query ParseNodesArgument() =>
        text.Here is '$' or '@' ? paths.ParseNested() : throw text.Unexpected("a query (@ or $) as the argument");

    private static Literal TextLiteral(ScalarKind kind, string value) => new(new ScalarNode(default, kind, value));

    // "&&" or "||" with the blanks around it; blanks without it are left to the caller.
    private bool TryOperator(string symbol)
    {
        var before = text.Position;
        text.SkipBlanks();
        if (text.TryTake(symbol))
        {
            text.SkipBlanks();
            return true;
        }

        text.Back(before);
        return false;
    }
}
