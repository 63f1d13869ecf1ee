using Conformance.Contracts.Schemas;
using Conformance.Documents;

namespace Conformance.Contracts.Structure;

/// <summary>
/// Walks schemas for what the schema engine passes over: keywords that have no effect, and the OpenAPI objects within schemas. What
/// the keywords hold is the engine's to judge.
/// </summary>
internal sealed class SchemaWalker(StructureWalker walker, SpecVersion version, StructureReport report)
{
    public void Visit(Node schema, Place place)
    {
        if (schema is ScalarNode { Kind: ScalarKind.Boolean } && (version >= SpecVersion.V31 || schema.Name == "additionalProperties"))
        {
            return;
        }

        if (schema is not ObjectNode)
        {
            report.WrongType(schema, Shape.Schema, place);
            return;
        }

        if (References.RefOf(schema) is not null)
        {
            walker.Inventory.AddReference(schema, Shape.Schema);
            if (version < SpecVersion.V31)
            {
                ReportLost(schema);
                return;
            }
        }

        if (!walker.Inventory.Add(schema, Shape.Schema))
            return;
        foreach (var (name, at, value) in schema.Members)
        {
            CheckKeyword(name, at, schema);
            Enter(name, value);
        }
    }

    private void Enter(string name, Node value)
    {
        var place = new Place($"\"{name}\" of the schema", false);
        if (SchemaKeywords.Single.Contains(name))
        {
            // Lists in "items", and strings in "not", are the engine's to judge.
            if (value is ObjectNode)
                Visit(value, place);
        }
        else if (SchemaKeywords.Lists.Contains(name))
        {
            foreach (var item in value.Items)
                Visit(item, place);
        }
        else if (SchemaKeywords.Maps.Contains(name))
        {
            if (References.RefOf(value) is not null)
                walker.Inventory.AddMisplacedReference(value);
            foreach (var member in value.Members)
                Visit(member.Value, place with { Name = $"\"{member.Name}\" in {place.Name}" });
        }
        else if (name == "discriminator" && version > SpecVersion.V20)
        {
            walker.Visit(value, DescriptiveObjects.Discriminator, place);
        }
        else if (name is "xml" or "externalDocs")
        {
            walker.Visit(value, name == "xml" ? DescriptiveObjects.Xml : DescriptiveObjects.ExternalDocs, place);
        }
    }

    private void CheckKeyword(string name, Location at, Node schema)
    {
        var known = SchemaKeywords.Of(version);
        if (
            name == "nullable"
            && version == SpecVersion.V30
            && schema[name]!.AsBoolean() == true
            && schema["type"] is null
            && schema.Members.Any(m => m.Name is "allOf" or "oneOf" or "anyOf")
        )
        {
            report.DeadKeyword(
                "dead-keyword",
                at,
                "\"nullable\" has no effect without a \"type\" beside it.",
                "Say \"nullable\" in the schema that names the type, or raise the version of the document to 3.1 and add {type: 'null'} under \"anyOf\"."
            );
        }

        if (known.Contains(name) || name.StartsWith("x-", StringComparison.Ordinal))
            return;
        if (name == "nullable" && version >= SpecVersion.V31)
        {
            if (schema[name]!.AsBoolean() == true)
            {
                report.DeadKeyword("dead-keyword", at, "\"nullable\" has no effect since OpenAPI 3.1.", "Add \"null\" to \"type\".");
            }
        }
        else if (SchemaKeywords.CameLater(name, version))
        {
            report.DeadKeyword(
                "dead-keyword",
                at,
                $"The keyword \"{name}\" is of a later version of OpenAPI and has no effect here.",
                "Say it with the keywords of this version, or raise the version of the document."
            );
        }
        else if (Nearest.To(name, known) is { } near)
        {
            report.DeadKeyword(
                "unknown-keyword",
                at,
                $"The schema has no keyword \"{name}\"; it has no effect.",
                $"Did you mean \"{near}\"?"
            );
        }
        else if (version < SpecVersion.V31)
        {
            // JSON Schema 2020-12 leaves unknown keywords to whoever writes them; OpenAPI 3.0 does not.
            report.DeadKeyword(
                "unknown-keyword",
                at,
                $"The schema has no keyword \"{name}\"; it has no effect.",
                $"Leave it out, or call it \"x-{name}\"."
            );
        }
    }

    // What the target says all the same is not lost.
    private void ReportLost(Node reference)
    {
        var target = References.Resolve(reference, reference.Root, null);
        foreach (var (name, at, value) in reference.Members)
        {
            if (SchemaKeywords.LostBesideReference.Contains(name) && !(target?[name] is { } same && Node.DeepEquals(same, value)))
            {
                report.DeadKeyword(
                    "ref-sibling",
                    at,
                    $"\"{name}\" stands beside a \"$ref\" and has no effect there.",
                    "Write {allOf: [{$ref: …}]} with it beside \"allOf\", or raise the version of the document to 3.1."
                );
            }
        }
    }
}
