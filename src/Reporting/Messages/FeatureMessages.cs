using System.Collections.Immutable;
using Conformance.Verification.Results;
using Gherkin;
using Gherkin.Ast;

namespace Conformance.Reporting.Messages;

/// <summary>The messages <c>source</c>, <c>gherkinDocument</c> and <c>pickle</c> of a feature file.</summary>
internal sealed class FeatureMessages(MessageLines lines, NodeIds ids)
{
    /// <summary>Writes them; the pickles of the given lines are made, and returned by line. None where the text cannot be parsed.</summary>
    public ImmutableDictionary<int, Pickle> Write(FeatureSource source, string uri, IEnumerable<int> ran)
    {
        lines.Write(json =>
        {
            json.WriteStartObject("source");
            json.WriteString("uri", uri);
            json.WriteString("data", source.Text);
            json.WriteString("mediaType", "text/x.cucumber.gherkin+plain");
            json.WriteEndObject();
        });
        if (Parse(source) is not { Feature: { } feature } document)
            return ImmutableDictionary<int, Pickle>.Empty;

        lines.Write(json => new GherkinDocumentMessage(json, ids).Write(uri, document));
        var pickles = Pickles.Of(feature).Where(p => ran.Contains(p.Line)).ToImmutableDictionary(p => p.Line);
        foreach (var pickle in pickles.Values.OrderBy(p => p.Line))
            lines.Write(json => PickleMessage.Write(json, ids, uri, feature.Language, pickle));
        return pickles;
    }

    private static GherkinDocument? Parse(FeatureSource source)
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
}
