using System.Collections.Immutable;
using Gherkin.Ast;

namespace Conformance.Reporting.Messages;

/// <summary>Makes the pickles of a feature, in the order of the file.</summary>
internal static class Pickles
{
    public static ImmutableArray<Pickle> Of(Feature feature) => [.. Within(feature.Children, [], [.. feature.Tags])];

    private static IEnumerable<Pickle> Within(IEnumerable<IHasLocation> children, ImmutableArray<Step> inherited, ImmutableArray<Tag> tags)
    {
        var background = inherited;
        foreach (var child in children)
        {
            switch (child)
            {
                case Background found:
                    background = [.. inherited, .. found.Steps];
                    break;
                case Rule rule:
                    foreach (var pickle in Within(rule.Children, background, [.. tags, .. rule.Tags]))
                        yield return pickle;
                    break;
                case Scenario scenario:
                    foreach (var pickle in OfScenario(scenario, background, [.. tags, .. scenario.Tags]))
                        yield return pickle;
                    break;
            }
        }
    }

    private static IEnumerable<Pickle> OfScenario(Scenario scenario, ImmutableArray<Step> background, ImmutableArray<Tag> tags)
    {
        // A scenario without steps runs nothing, not even its background.
        var before = scenario.Steps.Any() ? background : [];
        if (!scenario.Examples.Any())
        {
            yield return new Pickle(
                scenario,
                null,
                scenario.Name,
                scenario.Location.Line,
                tags,
                [.. before.Concat(scenario.Steps).Select(s => new PickleStep(s, null, Placeholders.None))]
            );
            yield break;
        }

        foreach (var examples in scenario.Examples.Where(e => e.TableHeader is not null))
        {
            foreach (var row in examples.TableBody)
            {
                var values = Placeholders.Of(examples.TableHeader, row);
                yield return new Pickle(
                    scenario,
                    row,
                    values.Fill(scenario.Name),
                    row.Location.Line,
                    [.. tags, .. examples.Tags],
                    [
                        .. before.Select(s => new PickleStep(s, null, Placeholders.None)),
                        .. scenario.Steps.Select(s => new PickleStep(s, row, values)),
                    ]
                );
            }
        }
    }
}
