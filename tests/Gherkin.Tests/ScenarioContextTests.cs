namespace Conformance.Gherkin.Tests;

/// <summary>What scenarios hold, make and dispose.</summary>
public sealed class ScenarioContextTests
{
    private readonly ScenarioContext _context = new(
        Loaded.Sound("Feature: f\n  Scenario: s\n    Given nothing\n", typeof(Steps)).Scenarios[0],
        TestContext.Current.CancellationToken
    );

    [Fact]
    public void Makes_one_instance_of_a_class_with_what_its_constructor_takes()
    {
        var text = "set";
        _context.Set(text);
        var outer = _context.Get<Outer>();
        Assert.Same(outer, _context.Get(typeof(Outer)));
        Assert.Same(outer, _context.GetService(typeof(Outer)));
        Assert.Same(_context.Get<Inner>(), outer.Inner);
        Assert.Same(_context, outer.Context);
        Assert.Same(_context.Scenario, outer.Scenario);
        Assert.Same(text, outer.Text);
        Assert.Equal(TestContext.Current.CancellationToken, _context.CancellationToken);
    }

    [Fact]
    public void Finds_what_is_there_without_making_it()
    {
        Assert.False(_context.TryGet<Inner>(out _));
        var made = _context.Get<Inner>();
        Assert.True(_context.TryGet<Inner>(out var found));
        Assert.Same(made, found);
        var other = new Inner();
        _context.Set(other);
        Assert.Same(other, _context.Get<Inner>());
        Assert.Null(_context.GetService(typeof(IFormattable)));
        Assert.Null(_context.GetService(typeof(TwoWays)));
    }

    [Fact]
    public void Tells_what_it_cannot_make_and_who_asks()
    {
        Assert.Equal(
            "There is no string, which Outer asks for: none was set, and it is not a class that can be made. Set one before, for instance when the scenario is prepared.",
            Assert.Throws<InvalidOperationException>(() => _context.Get<Outer>()).Message
        );
        Assert.StartsWith(
            "There is no IFormattable: none was set",
            Assert.Throws<InvalidOperationException>(() => _context.Get<IFormattable>()).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "the class has 2 public constructors where it needs 1",
            Assert.Throws<InvalidOperationException>(() => _context.Get<TwoWays>()).Message,
            StringComparison.Ordinal
        );
        Assert.Equal(
            "The constructors of Hen, Egg, Hen ask for each other in a circle.",
            Assert.Throws<InvalidOperationException>(() => _context.Get<Farm>()).Message
        );

        // It has recovered from all of that.
        Assert.NotNull(_context.Get<Inner>());
    }

    [Fact]
    public async Task Disposes_what_it_made_the_last_first_and_nothing_that_is_shared()
    {
        var log = new List<string>();
        var (shared, owned) = (new Closing(log, "shared"), new Closing(log, "owned"));
        var options = new RunnerOptions
        {
            Prepare = c =>
            {
                c.Set(log);
                c.Set(shared);
                c.Set<IDisposable>(owned, dispose: true);
            },
        };
        var end = (await Loaded.RunAsync("Feature: f\n  Scenario: s\n    Given things\n", options, typeof(Steps))).End();
        Assert.Equal(ScenarioStatus.Failed, end.Status);
        Assert.Equal(["after", "second", "first", "owned"], log);
        Assert.All(end.Steps, s => Assert.Equal(StepStatus.Passed, s.Status));
        Assert.Equal((HookKind.Dispose, "stuck"), (end.HookFailures.Single().Kind, end.HookFailures.Single().Error.Message));
        Assert.NotNull(end.Context.Get<First>());
        Assert.Throws<ObjectDisposedException>(() => end.Context.Get<Inner>());
    }

    private sealed class Outer(Inner inner, ScenarioContext context, Scenario scenario, string text)
    {
        public Inner Inner => inner;

        public ScenarioContext Context => context;

        public Scenario Scenario => scenario;

        public string Text => text;
    }

    private sealed class Inner;

    private sealed class Farm(Hen hen)
    {
        public Hen Hen => hen;
    }

    private sealed class Hen(Egg egg)
    {
        public Egg Egg => egg;
    }

    private sealed class Egg(Hen hen)
    {
        public Hen Hen => hen;
    }

    private sealed class TwoWays
    {
        public TwoWays() { }

        public TwoWays(string text) => Assert.NotNull(text);
    }

    private sealed class Closing(List<string> log, string name) : IDisposable
    {
        public void Dispose() => log.Add(name);
    }

    private sealed class First(List<string> log) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Task.Yield();
            log.Add("first");
        }
    }

    private sealed class Second(List<string> log, First first) : IDisposable
    {
        public First First => first;

        public void Dispose()
        {
            log.Add("second");
            throw new InvalidOperationException("stuck");
        }
    }

    [Binding]
    private sealed class Steps
    {
        [Given("nothing")]
        public static void Nothing() { }

        [Given("things")]
        public void Things() => Assert.NotNull(this);

        [BeforeScenario]
        public static void Make(Second second) => Assert.NotNull(second.First);

        [AfterScenario]
        public static void After(List<string> log) => log.Add("after");
    }
}
