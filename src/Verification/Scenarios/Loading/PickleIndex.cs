using Gherkin.CucumberMessages;
using Gherkin.CucumberMessages.Pickles;
using Io.Cucumber.Messages.Types;
using Ast = Gherkin.Ast;

namespace Conformance.Verification.Scenarios.Loading;

/// <summary>The pickles that Gherkin's own compiler makes of a file, found by the places that they were made from.</summary>
internal sealed class PickleIndex
{
    private readonly Dictionary<string, Ast.Step> _steps = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Scenario, int? Row), Pickle> _pickles = [];

    public PickleIndex(string path, Ast.GherkinDocument document)
    {
        var ids = new NodeIds(path);
        Document = new AstMessagesConverter(ids).ConvertGherkinDocumentToEventArgs(document, path);
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        var steps = Containers(document.Feature.Children).SelectMany(c => c.Steps).ToDictionary(s => (s.Location.Line, s.Location.Column));
        foreach (var child in Document.Feature.Children)
        {
            Enter(child.Background, child.Scenario);
            foreach (var inner in child.Rule?.Children ?? [])
                Enter(inner.Background, inner.Scenario);
        }

        foreach (var pickle in new PickleCompiler(ids).Compile(Document))
            _pickles[(lines[pickle.AstNodeIds[0]], pickle.AstNodeIds.Count > 1 ? lines[pickle.AstNodeIds[1]] : null)] = pickle;

        void Enter(Background? background, Io.Cucumber.Messages.Types.Scenario? scenario)
        {
            foreach (var step in (background?.Steps ?? []).Concat(scenario?.Steps ?? []))
                _steps[step.Id] = steps[((int)step.Location.Line, (int)step.Location.Column!)];
            if (scenario is null)
                return;
            lines[scenario.Id] = (int)scenario.Location.Line;
            foreach (var row in scenario.Examples.SelectMany(e => e.TableBody))
                lines[row.Id] = (int)row.Location.Line;
        }
    }

    /// <summary>The file as a message.</summary>
    public GherkinDocument Document { get; }

    /// <summary>The pickle of a scenario, or of a row of its examples.</summary>
    public Pickle Of(Ast.Scenario scenario, Ast.TableRow? row) => _pickles[(scenario.Location.Line, row?.Location.Line)];

    /// <summary>The step that a pickle's step was made from.</summary>
    public Ast.Step Source(PickleStep step) => _steps[step.AstNodeIds[0]];

    private static IEnumerable<Ast.StepsContainer> Containers(IEnumerable<Ast.IHasLocation> children) =>
        children.SelectMany(c =>
            c is Ast.Rule rule ? Containers(rule.Children)
            : c is Ast.StepsContainer container ? [container]
            : []
        );

    /// <summary>Ids that stay the same from run to run, and differ from file to file.</summary>
    private sealed class NodeIds(string path) : IIdGenerator
    {
        private int _last;

        public string GetNewId() => $"{path}#{++_last}";
    }
}
