namespace Conformance.Gherkin.Tests;

/// <summary>How binding classes are read.</summary>
public sealed class StepBindingsTests
{
    [Fact]
    public void Lists_definitions_with_their_documentation()
    {
        var definitions = StepBindings.From(typeof(Sound), typeof(NotABinding), typeof(string)).Definitions;
        Assert.Equal(
            ["Given it is {int}", "When it was {int}", "* anything", "Then it is inherited"],
            definitions.Select(d => d.ToString())
        );
        var first = definitions[0];
        Assert.Equal(("Given", StepKind.Given, "it is {int}"), (first.Keyword, first.Kind, first.Expression));
        Assert.Equal(("it is 5", "Says what it is.", "Sound.Be"), (first.Example, first.Documentation, first.Method));
        Assert.Equal(
            ("*", null, null, null),
            (definitions[2].Keyword, definitions[2].Kind, definitions[2].Example, definitions[2].Documentation)
        );
    }

    [Fact]
    public void Tells_all_faulty_bindings_of_all_classes()
    {
        var error = Assert.Throws<BindingException>(() =>
            StepBindings.From(typeof(Faulty), typeof(Abstract), typeof(Generic<>), typeof(Converting))
        );
        string[] expected =
        [
            "Abstract: an abstract class cannot be a binding class; put [Binding] on the classes that derive from it.",
            "Converting.Clash: {span} already stands for int in Converting.Int; name the transformation otherwise.",
            "Converting.Groups: a transformation takes 2 strings, one for each group, but the method takes string.",
            "Converting.Late: a transformation returns the value that steps take, not Task<int>.",
            "Converting.Mismatch: {span} gives int, but the parameter \"text\" is string.",
            "Converting.Own: {int} is a built-in parameter type; name the transformation otherwise.",
            "Converting.Pattern: \"(\" is not a regular expression:",
            "Faulty.Async: the method is async void, so that nothing can wait for it; return Task.",
            "Faulty.ByRef: the method has a parameter by reference.",
            "Faulty.Example: the example \"nine\" does not match the expression \"{int}\".",
            "Faulty.Extra: the parameter \"more\" is one more than the expression captures, and double is neither DataTable, DocString nor string, nor does a [StepArgumentTransformation] return it.",
            "Faulty.Few: \"{int} and {int}\" captures 2 values, but the method takes 1 parameter; it takes one for each, and may take a DataTable, a DocString or a string more.",
            "Faulty.Hidden: the method is not public.",
            "Faulty.HookOfScenario: a [BeforeScenario] hook takes a Step, but only hooks of steps have one.",
            "Faulty.HookTags: The tag expression \"@a @b\" has \"@b\" at column 4, where \"and\", \"or\" or the end is expected.",
            "Faulty.NoConversion: no text converts to Stream, the type of the parameter \"stream\"; add a [StepArgumentTransformation] that returns Stream.",
            "Faulty.OfType: the method is generic.",
            "Faulty.Syntax: \"a (b\", column 3:",
            "Faulty.Value: the method returns int; return nothing, Task or ValueTask.",
            "Generic`1: a binding class cannot be generic.",
        ];
        var actual = error.Problems.Order(StringComparer.Ordinal).ToList();
        Assert.Equal(expected, actual.Zip(expected, (a, e) => a.StartsWith(e, StringComparison.Ordinal) ? e : a));
        Assert.Equal(expected.Length, actual.Count);
        Assert.StartsWith("Bindings are faulty:\n  ", error.Message, StringComparison.Ordinal);
        Assert.All(error.Problems, p => Assert.Contains(p, error.Message, StringComparison.Ordinal));
    }

    private abstract class Parent
    {
        [Then("it is inherited")]
        public void Inherit() { }
    }

    [Binding]
    private sealed class Sound : Parent
    {
        [Given("it is {int}", Example = "it is 5", Description = "Says what it is.")]
        [When("it was {int}")]
        public static void Be(int number) => Assert.Equal(0, number);

        [StepDefinition("anything")]
        public static void Anything() { }
    }

    private sealed class NotABinding
    {
        [Given("nothing {")]
        public static void Nothing() { }
    }

    [Binding]
    private abstract class Abstract;

    [Binding]
    private sealed class Generic<T>
    {
        [Given("generic")]
        public static void Step(T value) => Assert.NotNull(value);
    }

    [Binding]
    private sealed class Faulty
    {
        [Given("hidden")]
        internal static void Hidden() { }

        [Given("a (b")]
        public static void Syntax() { }

        [Given("{int} and {int}")]
        public static void Few(int number) => Assert.Equal(0, number);

        [Given("{int}")]
        public static void Extra(int number, double more) => Assert.Equal(number, more);

        [Given("a {word}")]
        public static void NoConversion(Stream stream) => Assert.NotNull(stream);

        [Given("value")]
        public static int Value() => 1;

        [Given("void")]
        public static async void Async() => await Task.Yield();

        [Given("generic")]
        public static void OfType<T>() => Assert.Null(default(T));

        [Given("{int}")]
        public static void ByRef(ref int number) => number++;

        [Given("{int}", Example = "nine")]
        public static void Example(int number) => Assert.Equal(0, number);

        [BeforeScenario("@a @b")]
        public static void HookTags() { }

        [BeforeScenario]
        public static void HookOfScenario(Step step) => Assert.NotNull(step);
    }

    [Binding]
    private sealed class Converting
    {
        [StepArgumentTransformation(Name = "span", Regex = "a")]
        public static int Int(string text) => text.Length;

        [StepArgumentTransformation(Name = "span", Regex = "b")]
        public static long Clash(string text) => text.Length;

        [StepArgumentTransformation(Name = "int")]
        public static int Own(string text) => text.Length;

        [StepArgumentTransformation("(a)(b)")]
        public static Uri Groups(string text) => new(text);

        [StepArgumentTransformation]
        public static Task<int> Late(string text) => Task.FromResult(text.Length);

        [StepArgumentTransformation("(")]
        public static Version Pattern(string text) => new(text);

        [Given("{span}")]
        public static void Mismatch(string text) => Assert.NotNull(text);
    }
}
