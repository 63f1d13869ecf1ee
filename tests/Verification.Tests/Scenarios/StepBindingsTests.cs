using Conformance.Verification.Scenarios;
using Reqnroll;

namespace Conformance.Verification.Tests.Scenarios;

/// <summary>How binding classes are read.</summary>
public sealed class StepBindingsTests
{
    [Fact]
    public void Lists_definitions_as_their_attributes_tell_them()
    {
        var definitions = StepBindings.From(typeof(Sound), typeof(NotABinding), typeof(string)).Definitions;
        Assert.Equal(["Given it is {int}", "When it was {int}", "* anything"], definitions.Select(d => d.ToString()));
        var first = definitions[0];
        Assert.Equal(("Given", StepKind.Given, "it is {int}", "Sound.Be"), (first.Keyword, first.Kind, first.Expression, first.Method));
        Assert.Equal(("*", null, typeof(Sound).Assembly), (definitions[2].Keyword, definitions[2].Kind, definitions[2].Assembly));
        Assert.Equal((null, null), (first.Example, first.Documentation));
    }

    [Fact]
    public void Tells_all_faulty_bindings_of_all_classes()
    {
        var bindings = StepBindings.From(typeof(Faulty), typeof(Converting), typeof(Abstract), typeof(Generic<>));
        var error = Assert.Throws<FaultyBindingsException>(bindings.Check);
        Assert.Equal(6, error.Problems.Count);
        foreach (
            var part in (string[])
                ["Faulty.Async", "a (b", "Abstract", "Generic", "Converting.Groups: \"^small|big$\" captures 0 values", "Converting.More"]
        )
            Assert.Contains(error.Problems, p => p.Contains(part, StringComparison.Ordinal));
        Assert.All(error.Problems, p => Assert.Contains(p, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Takes_a_scope_into_account()
    {
        var text = "Feature: f\n  @inside\n  Scenario: s\n    Given a scoped step\n  Scenario: t\n    Given a scoped step\n";
        var problem = Loaded.Problem(text, typeof(Scoped));
        Assert.Equal(
            "a.feature:6:5: no step matches \"a scoped step\" here, because of the [Scope] of those that would.",
            problem.ToString()
        );
        Assert.Contains("Given a scoped step (Scoped.Step)", problem.Mend, StringComparison.Ordinal);
    }

    [Binding]
    private sealed class Sound
    {
        [Given("it is {int}")]
        [When("it was {int}")]
        public static void Be(int number) => Assert.Equal(0, number);

        [StepDefinition("anything")]
        public static void Anything() { }
    }

    private sealed class NotABinding
    {
        [Given("nothing")]
        public static void Nothing() { }
    }

    [Binding]
    private abstract class Abstract
    {
        [Given("an abstract step")]
        public void Step() { }
    }

    [Binding]
    private sealed class Generic<T>
    {
        [Given("a generic step")]
        public static void Step(T value) => Assert.NotNull(value);
    }

    [Binding]
    private static class Faulty
    {
        [Given("a (b")]
        public static void Syntax() { }

        [Given("later")]
        public static async void Async() => await Task.Yield();
    }

    [Binding]
    private static class Converting
    {
        [StepArgumentTransformation("small|big")]
        public static Uri Groups(string text) => new(text);

        [StepArgumentTransformation("(a)(b)")]
        public static Version More(string text) => new(text);
    }

    [Binding]
    [Scope(Tag = "inside")]
    private static class Scoped
    {
        [Given("a scoped step")]
        public static void Step() { }
    }
}
