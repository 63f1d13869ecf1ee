using System.Collections.Immutable;
using Gherkin.Ast;

namespace Conformance.Reporting.Messages;

/// <summary>A scenario as it runs: with the steps of its backgrounds, the placeholders of an outline filled in.</summary>
/// <param name="Row">The row of examples; null for a plain scenario.</param>
/// <param name="Line">The line of the scenario, or of the row.</param>
/// <param name="Tags">The inherited ones too.</param>
internal sealed record Pickle(
    Scenario Scenario,
    TableRow? Row,
    string Name,
    int Line,
    ImmutableArray<Tag> Tags,
    ImmutableArray<PickleStep> Steps
);

/// <summary>A step of a pickle.</summary>
/// <param name="Row">The row that filled it in; null where it has no placeholders to fill.</param>
internal sealed record PickleStep(Step Step, TableRow? Row, Placeholders Placeholders)
{
    /// <summary>Its text with the placeholders filled in.</summary>
    public string Text => Placeholders.Fill(Step.Text);
}
