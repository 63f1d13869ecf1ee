using System.Text.Json;
using Conformance.Reporting.Views;
using Gherkin.Ast;

namespace Conformance.Reporting.Messages;

/// <summary>The message <c>pickle</c>.</summary>
internal static class PickleMessage
{
    public static void Write(Utf8JsonWriter json, NodeIds ids, string uri, string language, Pickle pickle)
    {
        json.WriteStartObject("pickle");
        json.WriteString("id", ids.Of(pickle));
        json.WriteString("uri", uri);
        json.WriteStartObject("location");
        json.WriteNumber("line", pickle.Line);
        json.WriteEndObject();
        json.WriteString("name", pickle.Name);
        json.WriteString("language", language);
        json.Strings("astNodeIds", Nodes(ids, pickle.Scenario, pickle.Row));
        json.Array(
            "tags",
            pickle.Tags,
            t =>
            {
                json.WriteStartObject();
                json.WriteString("name", t.Name);
                json.WriteString("astNodeId", ids.Of(t));
                json.WriteEndObject();
            }
        );
        json.Array("steps", pickle.Steps, s => Step(json, ids, s));
        json.WriteEndObject();
    }

    private static void Step(Utf8JsonWriter json, NodeIds ids, PickleStep step)
    {
        json.WriteStartObject();
        json.WriteString("id", ids.Of(step));
        json.WriteString("text", step.Text);
        json.Strings("astNodeIds", Nodes(ids, step.Step, step.Row));
        if (step.Step.Argument is not null)
            Argument(json, step);
        json.WriteEndObject();
    }

    private static void Argument(Utf8JsonWriter json, PickleStep step)
    {
        json.WriteStartObject("argument");
        if (step.Step.Argument is DocString text)
        {
            json.WriteStartObject("docString");
            if (text.ContentType is { } type)
                json.WriteString("mediaType", step.Placeholders.Fill(type));
            json.WriteString("content", step.Placeholders.Fill(text.Content));
            json.WriteEndObject();
        }

        if (step.Step.Argument is DataTable table)
        {
            json.WriteStartObject("dataTable");
            json.Array(
                "rows",
                table.Rows,
                r =>
                {
                    json.WriteStartObject();
                    json.Array(
                        "cells",
                        r.Cells,
                        c =>
                        {
                            json.WriteStartObject();
                            json.WriteString("value", step.Placeholders.Fill(c.Value));
                            json.WriteEndObject();
                        }
                    );
                    json.WriteEndObject();
                }
            );
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static IEnumerable<string> Nodes(NodeIds ids, object node, object? row) =>
        row is null ? [ids.Of(node)] : [ids.Of(node), ids.Of(row)];
}
