using System.Collections.Immutable;
using Conformance.Contracts.Conditions;
using Conformance.Contracts.Expressions;
using Conformance.Documents;
using Conformance.JsonSchema.Patterns;

namespace Conformance.Contracts.OpenApi.Session;

/// <summary>Compiles <c>where</c>, once its schema has accepted it: what a place has to hold, by its expression.</summary>
internal static class ConditionCompiler
{
    private const long PatternSteps = 500_000;

    /// <summary>The condition; null where there is none, or, with problems, where a term of it cannot be read.</summary>
    public static MessageCondition? Compile(Node? where, Problems problems)
    {
        var terms = ImmutableArray.CreateBuilder<ConditionTerm>();
        foreach (var (text, at, expected) in where?.Members ?? [])
        {
            if (text == "x-origin")
                continue;
            if (Expression.Parse(text) is not { } place)
            {
                problems.Error(
                    "where-place",
                    at,
                    $"\"{text}\" is no place of a message; expected a runtime expression such as $request.body#/grant_type.",
                    "Write the pointer with a slash behind the #, and ~1 for a slash in a name."
                );
                continue;
            }

            if (ExpectationOf(expected, place, problems) is { } expectation)
                terms.Add(new ConditionTerm(place, expectation));
        }

        return terms.Count == 0 ? null : new MessageCondition(terms.ToImmutable());
    }

    private static PlaceExpectation? ExpectationOf(Node expected, Expression place, Problems problems)
    {
        if (expected is not ObjectNode)
            return Equality(expected, place);
        var all = ImmutableArray.CreateBuilder<PlaceExpectation>();
        foreach (var (name, _, value) in expected.Members)
        {
            var one = name switch
            {
                "value" => Equality(value, place),
                "enum" => new EqualToAny(value.Items),
                "present" => new Presence(value.AsBoolean() == true),
                "pattern" => Pattern(value, problems),
                "not" when ExpectationOf(value, place, problems) is { } other => new Otherwise(other),
                _ => null,
            };
            if (one is not null)
                all.Add(one);
        }

        return all.Count switch
        {
            0 => null,
            1 => all[0],
            _ => new AllOfThese(all.ToImmutable()),
        };
    }

    // Nothing but JSON can be null: elsewhere it says that nothing is there.
    private static PlaceExpectation Equality(Node value, Expression place) =>
        value.IsNull && place.Pointer is null ? new Presence(false) : new EqualTo(value);

    private static MatchingPattern? Pattern(Node pattern, Problems problems)
    {
        try
        {
            return new MatchingPattern(EcmaPattern.Parse(pattern.AsString()!, PatternSteps));
        }
        catch (PatternSyntaxException refused)
        {
            problems.Error(
                "where-pattern",
                pattern.At,
                $"The pattern {pattern.Describe()} is no regular expression of ECMA-262.",
                char.ToUpperInvariant(refused.Message[0]) + refused.Message[1..].TrimEnd('.') + "."
            );
            return null;
        }
    }
}
