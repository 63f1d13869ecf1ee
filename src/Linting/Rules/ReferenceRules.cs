using Conformance.Contracts.Structure;
using Conformance.Documents;

namespace Conformance.Linting.Rules;

/// <summary>References lead somewhere, and to what belongs at their place; in unused components too.</summary>
internal static class ReferenceRules
{
    public static void Check(LintContext context)
    {
        foreach (var (holder, expected) in context.Inventory.References)
        {
            if (expected is SchemaShape && JsonSchemaReferences.IsOfJsonSchema(holder, context.Version))
                continue;
            if (References.Resolve(holder, context.Root, context.Problems) is { } target)
                CheckKind(context, holder, target, expected);
        }

        foreach (var holder in context.Inventory.MisplacedReferences)
            References.Resolve(holder, context.Root, context.Problems);
        foreach (var discriminator in context.Inventory.Of(DescriptiveObjects.Discriminator))
            CheckMapping(context, discriminator);
        var operations = context.Inventory.Of(PathObjects.Operation).Select(o => o["operationId"]?.AsString()).OfType<string>().ToHashSet();
        foreach (var link in context.Inventory.Of(PathObjects.Link))
            CheckLink(context, link, operations);
    }

    private static void CheckKind(LintContext context, Node holder, Node target, Shape expected)
    {
        if (context.Inventory.ShapeOf(target) is not { } found || found == expected || found is not (ObjectShape or SchemaShape))
            return;
        var reference = References.RefOf(holder)!;
        context.Problems.Error(
            "ref-kind",
            reference.At,
            $"The reference \"{reference.AsString()}\" points at {found.Expected}; expected {expected.Expected}.",
            "Point at one of the kind that belongs here."
        );
    }

    // A value of the mapping is the name of a schema or a reference; only the latter can be told to be wrong.
    private static void CheckMapping(LintContext context, Node discriminator)
    {
        foreach (var value in (discriminator["mapping"]?.Members ?? []).Select(m => m.Value))
        {
            if (
                value.AsString() is not { } text
                || !text.StartsWith("#/", StringComparison.Ordinal)
                || JsonPointer.TryParseFragment(text)?.Resolve(context.Root) is not null
            )
            {
                continue;
            }

            var schemas = context.Root["components"]?["schemas"]?.Members ?? [];
            var near = context.Problems.MaySuggest ? Nearest.To(text, schemas.Select(s => "#/components/schemas/" + s.Name)) : null;
            context.Problems.Error(
                "ref-not-found",
                value.At,
                $"The mapping \"{text}\" points at nothing.",
                near is null ? "Point at a schema of this document." : $"Did you mean \"{near}\"?"
            );
        }
    }

    private static void CheckLink(LintContext context, Node link, HashSet<string> known)
    {
        if (link["operationId"]?.AsString() is not { } id || known.Contains(id))
            return;
        var near = context.Problems.MaySuggest ? Nearest.To(id, known) : null;
        context.Problems.Error(
            "link-operation",
            link["operationId"]!.At,
            $"The link names the operationId \"{id}\", which no operation has.",
            near is null ? "Name one that exists." : $"Did you mean \"{near}\"?"
        );
    }
}
