using Conformance.Contracts.Structure;
using Conformance.Documents;
using Conformance.Samples;

namespace Conformance.Linting.Rules;

/// <summary>A response that shows no example has a schema that some value fits; a mock could not answer otherwise.</summary>
internal static class SampleRules
{
    public static void Check(LintContext context)
    {
        var samples = SampleSource.Of(context.Schemas);
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var media in context.Inventory.Of(ContentObjects.MediaType))
        {
            if (
                media["example"] is not null
                || media["examples"] is ObjectNode { Members.Count: > 0 }
                || media["schema"] is not ObjectNode schema
                || !IsOfResponse(media)
                || context.Schemas.Of(schema) is not { Compiled: not null } handle
                || samples.WhyNone(handle) is not { } why
                || !told.Add(why)
            )
                continue;
            context.Problems.Warning(
                "no-value",
                schema.At,
                $"No value was found that fits the schema of this response, so that a mock has no body to send: {why}",
                "Correct the schema, or add an example."
            );
        }
    }

    private static bool IsOfResponse(Node media)
    {
        for (var node = media.Parent; node is not null; node = node.Parent)
        {
            if (node.Name is "responses")
                return true;
            if (node.Name is "requestBody" or "requestBodies" or "parameters" or "headers" or "callbacks")
                return false;
        }

        return false;
    }
}
