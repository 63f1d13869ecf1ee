using System.Text.Json;
using Conformance.Reporting.Views;
using Gherkin.Ast;

namespace Conformance.Reporting.Messages;

/// <summary>The message <c>gherkinDocument</c>: the tree of a feature file.</summary>
internal sealed class GherkinDocumentMessage(Utf8JsonWriter json, NodeIds ids)
{
    public void Write(string uri, GherkinDocument document)
    {
        json.WriteStartObject("gherkinDocument");
        json.WriteString("uri", uri);
        if (document.Feature is { } feature)
            WriteFeature(feature);
        json.Array(
            "comments",
            document.Comments,
            c =>
            {
                json.WriteStartObject();
                Location(c.Location);
                json.WriteString("text", c.Text);
                json.WriteEndObject();
            }
        );
        json.WriteEndObject();
    }

    private void WriteFeature(Feature feature)
    {
        json.WriteStartObject("feature");
        Location(feature.Location);
        Tags(feature.Tags);
        json.WriteString("language", feature.Language);
        Described(feature);
        json.Array("children", feature.Children, Child);
        json.WriteEndObject();
    }

    private void Child(IHasLocation child)
    {
        json.WriteStartObject();
        switch (child)
        {
            case Background background:
                json.WriteStartObject("background");
                Steps(background);
                json.WriteEndObject();
                break;
            case Rule rule:
                json.WriteStartObject("rule");
                Node(rule);
                Tags(rule.Tags);
                Described(rule);
                json.Array("children", rule.Children, Child);
                json.WriteEndObject();
                break;
            case Scenario scenario:
                json.WriteStartObject("scenario");
                Steps(scenario);
                Tags(scenario.Tags);
                json.Array("examples", scenario.Examples, Examples);
                json.WriteEndObject();
                break;
        }

        json.WriteEndObject();
    }

    private void Steps(StepsContainer container)
    {
        Node(container);
        Described(container);
        json.Array("steps", container.Steps, Step);
    }

    private void Step(Step step)
    {
        json.WriteStartObject();
        Node(step);
        json.WriteString("keyword", step.Keyword);
        json.WriteString("text", step.Text);
        if (step.Argument is DocString text)
        {
            json.WriteStartObject("docString");
            Location(text.Location);
            if (text.ContentType is { } type)
                json.WriteString("mediaType", type);
            json.WriteString("content", text.Content);
            json.WriteString("delimiter", text.Delimiter);
            json.WriteEndObject();
        }

        if (step.Argument is DataTable table)
        {
            json.WriteStartObject("dataTable");
            Location(table.Location);
            json.Array("rows", table.Rows, Row);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private void Examples(Examples examples)
    {
        json.WriteStartObject();
        Node(examples);
        Tags(examples.Tags);
        Described(examples);
        if (examples.TableHeader is { } header)
        {
            json.WritePropertyName("tableHeader");
            Row(header);
        }

        json.Array("tableBody", examples.TableBody ?? [], Row);
        json.WriteEndObject();
    }

    private void Row(TableRow row)
    {
        json.WriteStartObject();
        Node(row);
        json.Array(
            "cells",
            row.Cells,
            c =>
            {
                json.WriteStartObject();
                Location(c.Location);
                json.WriteString("value", c.Value);
                json.WriteEndObject();
            }
        );
        json.WriteEndObject();
    }

    private void Node(IHasLocation node)
    {
        json.WriteString("id", ids.Of(node));
        Location(node.Location);
    }

    private void Described(IHasDescription node)
    {
        json.WriteString("keyword", node.Keyword);
        json.WriteString("name", node.Name ?? string.Empty);
        json.WriteString("description", node.Description ?? string.Empty);
    }

    private void Tags(IEnumerable<Tag> tags) =>
        json.Array(
            "tags",
            tags,
            t =>
            {
                json.WriteStartObject();
                Node(t);
                json.WriteString("name", t.Name);
                json.WriteEndObject();
            }
        );

    private void Location(Location location)
    {
        json.WriteStartObject("location");
        json.WriteNumber("line", location.Line);
        if (location.Column >= 1)
            json.WriteNumber("column", location.Column);
        json.WriteEndObject();
    }
}
