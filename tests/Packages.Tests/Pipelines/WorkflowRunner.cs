using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Conformance.Packages.Tests.Pipelines;

/// <summary>
/// Runs the steps of a composite action, and the jobs of a workflow that uses it, as GitHub's runner does: expressions are filled in, each step has its environment, a script of bash and the files that
/// it may write to; after one that failed only those run that ask for it. Actions of others are passed over.
/// </summary>
internal sealed partial class WorkflowRunner(string workspace, string temp, IReadOnlyDictionary<string, string?> environment)
{
    private readonly List<string> _path = [];

    /// <summary>What <c>vars</c> and <c>secrets</c> hold, by names such as <c>vars.X</c>.</summary>
    public Dictionary<string, string> Settings { get; } = [];

    /// <summary>The actions of others that were passed over.</summary>
    public List<string> PassedOver { get; } = [];

    /// <summary>What stands in the summary of the steps.</summary>
    public string Summary => File.Exists(SummaryFile) ? File.ReadAllText(SummaryFile) : "";

    private string SummaryFile => Path.Combine(temp, "summary.md");

    /// <summary>Runs the only job of a workflow.</summary>
    public async Task<RunnerResult> RunJobAsync(string workflow)
    {
        var jobs = (YamlMappingNode)Load(workflow)["jobs"];
        var job = Assert.Single(jobs.Children).Value;
        return await RunStepsAsync((YamlSequenceNode)job["steps"], []);
    }

    /// <summary>Runs an action.</summary>
    /// <param name="inputs">What <c>with</c> gives it.</param>
    public async Task<RunnerResult> RunActionAsync(string action, IReadOnlyDictionary<string, string> inputs)
    {
        var root = Load(action);
        Assert.Equal("composite", Text(root["runs"]["using"]));
        var declared = ((YamlMappingNode)root["inputs"]).Children.ToDictionary(i => Text(i.Key), i => (YamlMappingNode)i.Value);
        Assert.Empty(inputs.Keys.Except(declared.Keys));
        var context = new Dictionary<string, string>();
        foreach (var (name, input) in declared)
        {
            if (!inputs.TryGetValue(name, out var value))
            {
                Assert.True(input.Children.TryGetValue("default", out var otherwise), $"the input {name} is required");
                value = Text(otherwise!);
            }

            context[$"inputs.{name}"] = value;
        }

        var result = await RunStepsAsync((YamlSequenceNode)root["runs"]["steps"], context);
        var outputs = ((YamlMappingNode)root["outputs"]).Children.ToDictionary(
            o => Text(o.Key),
            o => Filled(Text(o.Value["value"]), context)
        );
        return result with { Outputs = outputs };
    }

    private async Task<RunnerResult> RunStepsAsync(YamlSequenceNode steps, Dictionary<string, string> context)
    {
        var (exitCode, said) = (0, "");
        foreach (var step in steps.Cast<YamlMappingNode>())
        {
            // Without a condition a step runs where all went well.
            var always = step.Children.TryGetValue("if", out var condition);
            Assert.True(!always || Text(condition!) == "always()", "the runner of the tests knows no other condition than always()");
            if (exitCode != 0 && !always)
                continue;
            var with = step.Children.TryGetValue("with", out var given)
                ? ((YamlMappingNode)given).Children.ToDictionary(i => Text(i.Key), i => Filled(Text(i.Value), context))
                : [];
            RunnerResult result;
            if (step.Children.TryGetValue("uses", out var uses))
            {
                if (!Text(uses).StartsWith("./", StringComparison.Ordinal))
                {
                    PassedOver.Add(Text(uses));
                    continue;
                }

                result = await RunActionAsync(Path.Combine(workspace, Text(uses), "action.yml"), with);
            }
            else
            {
                result = await RunScriptAsync(step, context);
            }

            said += result.Said;
            if (exitCode == 0)
                exitCode = result.ExitCode;
            if (step.Children.TryGetValue("id", out var id))
            {
                foreach (var (name, value) in result.Outputs)
                    context[$"steps.{Text(id)}.outputs.{name}"] = value;
            }
        }

        return new RunnerResult(exitCode, said, new Dictionary<string, string>());
    }

    private async Task<RunnerResult> RunScriptAsync(YamlMappingNode step, Dictionary<string, string> context)
    {
        Assert.Equal("bash", Text(step["shell"]));
        var (output, path) = (Path.Combine(temp, "output"), Path.Combine(temp, "path"));
        await File.WriteAllTextAsync(output, "");
        await File.WriteAllTextAsync(path, "");
        var all = environment.ToDictionary(e => e.Key, e => e.Value);
        all["PATH"] = string.Join(Path.PathSeparator, [.. Enumerable.Reverse(_path), all["PATH"]]);
        all["CI"] = "true";
        all["GITHUB_ACTIONS"] = "true";
        all["GITHUB_WORKSPACE"] = workspace;
        all["GITHUB_OUTPUT"] = output;
        all["GITHUB_PATH"] = path;
        all["GITHUB_STEP_SUMMARY"] = SummaryFile;
        all["RUNNER_TEMP"] = temp;
        if (step.Children.TryGetValue("env", out var env))
        {
            foreach (var (name, value) in ((YamlMappingNode)env).Children)
                all[Text(name)] = Filled(Text(value), context);
        }

        var script = Text(step["run"]);
        Assert.DoesNotContain("${{", script, StringComparison.Ordinal);
        var (exitCode, said) = await Shell.RunAsync(script, workspace, all);
        _path.AddRange(await File.ReadAllLinesAsync(path));
        return new RunnerResult(
            exitCode,
            said,
            (await File.ReadAllLinesAsync(output)).Select(l => l.Split('=', 2)).ToDictionary(l => l[0], l => l[1])
        );
    }

    private string Filled(string text, Dictionary<string, string> context) =>
        Expression()
            .Replace(
                text,
                match =>
                    match.Groups["name"].Value is var name && context.TryGetValue(name, out var value)
                    || Settings.TryGetValue(name, out value)
                        ? value
                    // What no step has put out is empty, as is a variable that is not set; an input that was not declared is a mistake.
                    : name.StartsWith("inputs.", StringComparison.Ordinal) ? throw new InvalidOperationException($"There is no {name}.")
                    : ""
            );

    private static YamlMappingNode Load(string file)
    {
        var stream = new YamlStream();
        using var reader = File.OpenText(file);
        stream.Load(reader);
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;

    [GeneratedRegex(@"\$\{\{ (?<name>[\w.-]+) \}\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Expression();
}

/// <summary>What became of steps.</summary>
internal sealed record RunnerResult(int ExitCode, string Said, IReadOnlyDictionary<string, string> Outputs)
{
    /// <summary>The annotations, each as the runner reads it.</summary>
    public IReadOnlyList<string> Annotations => [.. Said.Split('\n').Where(l => l.StartsWith("::", StringComparison.Ordinal))];
}
