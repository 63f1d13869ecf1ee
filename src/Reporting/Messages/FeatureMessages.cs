using System.Collections.Immutable;
using Conformance.Verification.Results;
using Gherkin;
using Gherkin.CucumberMessages;
using Gherkin.CucumberMessages.Pickles;
using Io.Cucumber.Messages.Types;

namespace Conformance.Reporting.Messages;

/// <summary>The messages <c>source</c>, <c>gherkinDocument</c> and <c>pickle</c> of a feature file.</summary>
internal sealed class FeatureMessages(EnvelopeLines lines, IIdGenerator ids)
{
    /// <summary>Writes them; the pickles of the given lines are written, and returned by line. None where the text cannot be parsed.</summary>
    public ImmutableDictionary<int, Pickle> Write(FeatureSource source, string uri, IReadOnlySet<int> ran)
    {
        lines.Write(Envelope.Create(new Source(uri, source.Text, SourceMediaType.TEXT_X_CUCUMBER_GHERKIN_PLAIN)));
        if (Parse(source) is not { Feature: not null } parsed)
            return ImmutableDictionary<int, Pickle>.Empty;

        var document = new AstMessagesConverter(ids).ConvertGherkinDocumentToEventArgs(parsed, uri);
        lines.Write(Envelope.Create(document));
        var places = Places(document.Feature).ToDictionary(p => p.Id, p => (int)p.At.Line, StringComparer.Ordinal);
        var pickles = ImmutableDictionary.CreateBuilder<int, Pickle>();
        foreach (var pickle in new PickleCompiler(ids).Compile(document))
        {
            // The last node of a pickle is the row that made it, or else its scenario.
            var line = places[pickle.AstNodeIds[^1]];
            if (!ran.Contains(line))
                continue;
            lines.Write(Envelope.Create(pickle));
            pickles.Add(line, pickle);
        }

        return pickles.ToImmutable();
    }

    private static global::Gherkin.Ast.GherkinDocument? Parse(FeatureSource source)
    {
        try
        {
            using var reader = new StringReader(source.Text);
            return new Parser().Parse(reader);
        }
        catch (ParserException)
        {
            return null;
        }
    }

    // Scenarios and rows of examples, by which a line of the run names what ran.
    private static IEnumerable<(string Id, Location At)> Places(Feature feature) =>
        feature
            .Children.SelectMany(c => c.Rule is { } rule ? rule.Children.Select(r => r.Scenario) : [c.Scenario])
            .OfType<Scenario>()
            .SelectMany(s => s.Examples.SelectMany(e => e.TableBody).Select(r => (r.Id, r.Location)).Prepend((s.Id, s.Location)));
}
