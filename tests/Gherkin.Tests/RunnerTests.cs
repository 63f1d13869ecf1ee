using System.Collections.Concurrent;

namespace Conformance.Gherkin.Tests;

/// <summary>How scenarios run: order, outcomes, hooks.</summary>
public sealed class RunnerTests
{
    private readonly ConcurrentQueue<string> _log = new();

    private RunnerOptions Options => new() { Workers = 1, Prepare = c => c.Set(_log) };

    [Fact]
    public async Task Tells_a_scenario_from_its_start_to_its_end()
    {
        var clock = new TimerClock();
        var options = Options with
        {
            Time = clock,
            Prepare = c =>
            {
                c.Set(_log);
                c.Set<TimeProvider>(clock);
            },
        };
        var events = await Loaded.RunAsync(
            "Feature: f\n  Scenario: s\n    Given a step\n    When 3 seconds pass\n    Then another\n",
            options,
            typeof(Steps)
        );
        Assert.Equal(
            [
                "RunStarted",
                "ScenarioStarted",
                "StepStarted",
                "StepFinished",
                "StepStarted",
                "StepFinished",
                "StepStarted",
                "StepFinished",
                "ScenarioFinished",
                "RunFinished",
            ],
            events.Select(e => e.GetType().Name)
        );
        Assert.Equal(["a step", "another"], _log);
        Assert.Equal([0, 3, 0], events.OfType<StepFinished>().Select(e => e.Duration.TotalSeconds));
        Assert.All(events.OfType<StepFinished>(), e => Assert.Equal((StepStatus.Passed, null), (e.Status, e.Error)));
        var end = events.End();
        Assert.Equal((ScenarioStatus.Passed, 3, clock.GetUtcNow().AddSeconds(-3)), (end.Status, end.Duration.TotalSeconds, end.StartedAt));
        Assert.Same(_log, end.Context.Get<ConcurrentQueue<string>>());
        var last = Assert.IsType<RunFinished>(events[^1]);
        Assert.Equal((false, 0, 3), (last.Cancelled, last.NotRun.Count, last.Duration.TotalSeconds));
        Assert.Single(Assert.IsType<RunStarted>(events[0]).Scenarios);
    }

    [Theory]
    [InlineData("it fails", StepStatus.Failed, ScenarioStatus.Failed, "it fails")]
    [InlineData("it fails later", StepStatus.Failed, ScenarioStatus.Failed, "it fails later")]
    [InlineData("it fails by value", StepStatus.Failed, ScenarioStatus.Failed, "it fails by value")]
    [InlineData("it gives up", StepStatus.Failed, ScenarioStatus.Failed, "it gives up")]
    [InlineData("it is pending", StepStatus.Pending, ScenarioStatus.Pending, "The step is not written yet.")]
    [InlineData("it does not apply", StepStatus.Skipped, ScenarioStatus.Skipped, "it does not apply")]
    public async Task Skips_what_comes_behind_a_step_that_does_not_pass(
        string step,
        StepStatus status,
        ScenarioStatus scenario,
        string message
    )
    {
        var options = Options with { StatusOf = (_, e) => e is NotSupportedException ? StepStatus.Skipped : StepStatus.Failed };
        var events = await Loaded.RunAsync(
            $"Feature: f\n  Scenario: s\n    Given a step\n    When {step}\n    Then another\n",
            options,
            typeof(Steps)
        );
        var end = events.End();
        Assert.Equal(scenario, end.Status);
        Assert.Equal([StepStatus.Passed, status, StepStatus.Skipped], end.Steps.Select(s => s.Status));
        Assert.Equal(message, end.Steps[1].Error!.Message);
        Assert.IsNotType<System.Reflection.TargetInvocationException>(end.Steps[1].Error);
        Assert.Contains("Steps.It", end.Steps[1].Error!.StackTrace, StringComparison.Ordinal);
        Assert.Null(end.Steps[2].Error);
        Assert.Equal(2, events.OfType<StepStarted>().Count());
        Assert.Equal(["a step"], _log);
    }

    [Fact]
    public async Task Runs_hooks_by_order_and_tags()
    {
        var events = await Loaded.RunAsync(
            "Feature: f\n  @a\n  Scenario: s\n    Given a step\n    Then another\n",
            Options,
            typeof(Steps),
            typeof(Hooks)
        );
        Assert.Equal(ScenarioStatus.Passed, events.End().Status);
        Assert.Equal(
            [
                "before all",
                "before a",
                "before step Given a step",
                "a step",
                "after step",
                "before step Then another",
                "another",
                "after step",
                "after",
                "after last",
            ],
            _log
        );
    }

    [Fact]
    public async Task Runs_hooks_after_steps_and_scenarios_whatever_came_before()
    {
        var events = await Loaded.RunAsync(
            "Feature: f\n  Scenario: s\n    Given it fails\n    Then another\n",
            Options,
            typeof(Steps),
            typeof(Hooks)
        );
        Assert.Equal(ScenarioStatus.Failed, events.End().Status);
        Assert.Equal(["before all", "before step Given it fails", "after step", "after", "after last"], _log);
    }

    [Theory]
    [InlineData("BeforeScenario", "", 0)]
    [InlineData("BeforeStep", "", 0)]
    [InlineData("AfterStep", "a step", 1)]
    [InlineData("AfterScenario", "a step, another", 2)]
    public async Task Fails_the_scenario_when_a_hook_fails(string kind, string ran, int passed)
    {
        var events = await Loaded.RunAsync(
            $"Feature: f\n  @{kind}\n  Scenario: s\n    Given a step\n    Then another\n",
            Options,
            typeof(Steps),
            typeof(FailingHooks)
        );
        var end = events.End();
        Assert.Equal(ScenarioStatus.Failed, end.Status);
        Assert.Equal(passed, end.Steps.Count(s => s.Status == StepStatus.Passed));
        Assert.Equal(2 - passed, end.Steps.Count(s => s.Status == StepStatus.Skipped));
        Assert.Equal(ran, string.Join(", ", _log.Where(l => l != "cleaned")));
        Assert.Contains("cleaned", _log);
        var failure = Assert.Single(end.HookFailures);
        Assert.Equal(
            (kind, kind, StepStatus.Failed, "broken"),
            (failure.Kind.ToString(), failure.Hook.Split('.')[1], failure.Status, failure.Error.Message)
        );
        Assert.Equal(kind.EndsWith("Step", StringComparison.Ordinal) ? "a step" : null, failure.Step?.Text);
        Assert.Equal(failure, Assert.Single(events.OfType<HookFailed>()).Failure);
    }

    [Fact]
    public async Task Tells_a_failing_preparation_as_a_hook()
    {
        var options = Options with { Prepare = _ => throw new InvalidOperationException("no target") };
        var end = (await Loaded.RunAsync("Feature: f\n  Scenario: s\n    Given a step\n", options, typeof(Steps))).End();
        Assert.Equal((ScenarioStatus.Failed, StepStatus.Skipped), (end.Status, end.Steps[0].Status));
        Assert.Equal((HookKind.Prepare, "no target"), (end.HookFailures[0].Kind, end.HookFailures[0].Error.Message));
    }

    [Fact]
    public async Task Hands_tables_doc_strings_and_transformed_values_to_steps()
    {
        var events = await Loaded.RunAsync(
            """
            Feature: f
              Scenario: s
                Given rows of x
                  | name | age |
                  | ann  | 3   |
                And people
                  | name | age |
                  | bob  | 4   |
                And text
                  ```json
                  {}
                  ```
                And shade
                  ```
                  dark
                  ```
                And the number 5
            """,
            Options,
            typeof(Arguments),
            typeof(Colours)
        );
        Assert.Equal(ScenarioStatus.Passed, events.End().Status);
        Assert.Equal(["x: ann 3", "bob", "json {}", "Shade { Text = dark }", "6"], _log);
    }

    [Fact]
    public async Task Runs_any_number_of_times()
    {
        var set = Loaded.Sound("Feature: f\n  Scenario: s\n    Given a step\n", typeof(Steps));
        var runner = new ScenarioRunner(StepBindings.From(typeof(Steps)), Options);
        for (var i = 1; i <= 3; i++)
        {
            Assert.Equal(6, await runner.RunAsync(set.Scenarios, TestContext.Current.CancellationToken).CountAsync());
            Assert.Equal(i, _log.Count);
        }
    }

    [Fact]
    public async Task Ends_at_once_when_there_is_nothing_to_run()
    {
        var events = await new ScenarioRunner(StepBindings.From(), Options)
            .RunAsync([], TestContext.Current.CancellationToken)
            .ToListAsync();
        Assert.Equal(["RunStarted", "RunFinished"], events.Select(e => e.GetType().Name));
    }

    [Fact]
    public void Refuses_to_run_without_workers() => Assert.Throws<ArgumentOutOfRangeException>(() => new RunnerOptions { Workers = 0 });

    [Fact]
    public async Task Hands_exceptions_of_its_own_delegates_to_the_reader()
    {
        var options = Options with { Alone = _ => throw new InvalidOperationException("undecided") };
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            Loaded.RunAsync("Feature: f\n  Scenario: s\n    Given a step\n", options, typeof(Steps))
        );
        Assert.Equal("undecided", error.Message);
    }

    [Binding]
    private sealed class Steps(ConcurrentQueue<string> log, ScenarioContext context)
    {
        [StepDefinition("a step")]
        public void Step() => log.Enqueue("a step");

        [StepDefinition("another")]
        public async ValueTask Another()
        {
            await Task.Yield();
            log.Enqueue("another");
        }

        [When("{int} seconds pass")]
        public void Pass(int seconds) => ((TimerClock)context.Get<TimeProvider>()).Advance(TimeSpan.FromSeconds(seconds));

        [StepDefinition("it fails")]
        public static void ItFails() => throw new InvalidOperationException("it fails");

        [When("it fails later")]
        public static async Task ItFailsLater()
        {
            await Task.Yield();
            throw new InvalidOperationException("it fails later");
        }

        [When("it fails by value")]
        public static async ValueTask ItFailsByValue()
        {
            await Task.Yield();
            throw new InvalidOperationException("it fails by value");
        }

        [When("it gives up")]
        public static void ItGivesUp() => throw new OperationCanceledException("it gives up");

        [When("it is pending")]
        public static void ItIsPending() => throw new PendingStepException();

        [When("it does not apply")]
        public static void ItDoesNotApply() => throw new NotSupportedException("it does not apply");
    }

    [Binding]
    private sealed class Hooks(ConcurrentQueue<string> log)
    {
        [BeforeScenario("a and not b", Order = 2)]
        public void BeforeA() => log.Enqueue("before a");

        [BeforeScenario("@b", "c")]
        public void BeforeB() => log.Enqueue("before b");

        [BeforeScenario(Order = 1)]
        public void BeforeAll(Scenario scenario) => log.Enqueue("before all" + (scenario.Name == "s" ? "" : "?"));

        [AfterScenario(Order = int.MaxValue)]
        public void AfterLast() => log.Enqueue("after last");

        [AfterScenario]
        public async Task After(ScenarioContext context, CancellationToken token)
        {
            await Task.Yield();
            log.Enqueue(context.CancellationToken == token && !token.IsCancellationRequested ? "after" : "after?");
        }

        [BeforeStep]
        public void BeforeStep(Step step) => log.Enqueue($"before step {step}");

        [AfterStep]
        public ValueTask AfterStep()
        {
            log.Enqueue("after step");
            return ValueTask.CompletedTask;
        }
    }

    [Binding]
    private sealed class FailingHooks(ConcurrentQueue<string> log)
    {
        [BeforeScenario("BeforeScenario")]
        public static void BeforeScenario() => throw new InvalidOperationException("broken");

        [BeforeStep("BeforeStep")]
        public static void BeforeStep() => throw new InvalidOperationException("broken");

        [AfterStep("AfterStep")]
        public static void AfterStep() => throw new InvalidOperationException("broken");

        [AfterScenario("AfterScenario", Order = 1)]
        public static void AfterScenario() => throw new InvalidOperationException("broken");

        [AfterScenario(Order = 2)]
        public void CleanUp() => log.Enqueue("cleaned");
    }

    [Binding]
    private sealed class Arguments(ConcurrentQueue<string> log)
    {
        private readonly int _base = 1;

        [Given("rows of {word}")]
        public void Rows(string word, DataTable table) => log.Enqueue($"{word}: {table.Rows[0]["name"]} {table.Rows[0]["age"]}");

        [Given("people")]
        public void People(IReadOnlyList<Person> people) => log.Enqueue(people[0].Name);

        [Given("text")]
        public void Text(DocString text) => log.Enqueue($"{text.MediaType} {text.Content}");

        [Given("shade")]
        public void Shaded(Shade shade) => log.Enqueue(shade.ToString());

        [Given("the {number}")]
        public void Counted(Counted number) => log.Enqueue(number.Value.ToString());

        [StepArgumentTransformation]
        public static IReadOnlyList<Person> ToPeople(DataTable table) => [.. table.Rows.Select(r => new Person(r["name"]))];

        [StepArgumentTransformation]
        public static Shade ToShade(string text) => new(text);

        [StepArgumentTransformation(Name = "number", Regex = @"number (\d+)")]
        public Counted ToNumber(string digits) => new(_base + int.Parse(digits));
    }

    private sealed record Person(string Name);

    private sealed record Counted(int Value);
}
