using Conformance.Contracts.Schemas;
using Conformance.Documents;

namespace Conformance.Contracts.Structure;

/// <summary>The sentences about what breaks the tables. What only readers see, and what everybody ignores, is a warning.</summary>
internal sealed class StructureReport(SpecVersion version, Problems problems)
{
    public void WrongType(Node node, Shape shape, Place place)
    {
        var mend = (node, shape) switch
        {
            ({ IsNull: true }, _) => "Give it a value, or leave it out.",
            (ScalarNode { Kind: not ScalarKind.String } scalar, ScalarShape { Kind: ScalarKind.String } or WordShape) =>
                $"Put it in quotes: \"{scalar.Text}\".",
            (ScalarNode { Kind: ScalarKind.String, Text: "true" or "false" }, ScalarShape { Kind: ScalarKind.Boolean }) =>
                "Take the quotes away.",
            (_, ListShape) => "Write a list, also where it has a single item.",
            _ => $"Write {shape.Expected}.",
        };
        Report(
            place.Prose || node.IsNull,
            "type",
            node.At,
            $"{Sentence(place.Name)} is {node.Describe()}; expected {shape.Expected}.",
            mend
        );
    }

    public void UnknownWord(Node node, WordShape shape, Place place)
    {
        var near = Nearest.To(node.AsString()!, shape.Words);
        Report(
            false,
            "value",
            node.At,
            $"{Sentence(place.Name)} is {node.Describe()}; expected {shape.Expected}.",
            near is null ? "Write one of those." : $"Did you mean \"{near}\"?"
        );
    }

    public void WrongKey(string name, Location at, KeyRule rule, Place place) =>
        Report(false, "key", at, $"{Sentence(place.Name)} has the name \"{name}\"; expected {rule.Expected}.", rule.Mend);

    public void UnknownField(string name, Location at, ObjectShape table)
    {
        if (table.Fields.FirstOrDefault(f => f.Name == name) is { } other)
        {
            var when = other.Since > version ? $"came with OpenAPI {Text(other.Since)}" : $"went with OpenAPI {Text(other.Until + 1)}";
            Report(
                true,
                "field-version",
                at,
                $"The field \"{name}\" of the {table.Name} {when}, and this document is of {Text(version)}; it is ignored.",
                "Leave it out, or raise the version of the document."
            );
            return;
        }

        // A field that looks like another was meant to be it, so what it says is lost.
        var known = table.Fields.Where(f => f.IsIn(version)).Select(f => f.Name).Distinct(StringComparer.Ordinal).ToList();
        var near = Nearest.To(name, known);
        Report(
            near is null,
            "unknown-field",
            at,
            $"The {table.Name} has no field \"{name}\"; it is ignored.",
            near is not null ? $"Did you mean \"{near}\"?"
                : table.Extensions ? $"Leave it out, or call it \"x-{name}\"; the fields are {string.Join(", ", known)}."
                : $"Leave it out; the fields are {string.Join(", ", known)}."
        );
    }

    /// <summary>Reports required fields that are missing, and fields that exclude each other.</summary>
    public void Incomplete(Node node, ObjectShape table)
    {
        foreach (var field in table.Fields.Where(f => f.IsRequiredIn(version) && node[f.Name] is null))
        {
            Report(
                field.Prose,
                "missing-field",
                node.At,
                $"The {table.Name} has no \"{field.Name}\", which is required.",
                $"Add \"{field.Name}\", {field.Shape.Expected}."
            );
        }

        foreach (var (one, other) in table.Exclusive)
        {
            if (node[one] is not null && node.AsObject()!.TryGetMember(other, out var second))
            {
                Report(
                    false,
                    "exclusive",
                    second.NameAt,
                    $"The {table.Name} has both \"{one}\" and \"{other}\", which exclude each other.",
                    "Keep one of them."
                );
            }
        }

        if (table.OneOf.Length > 0 && table.OneOf.All(f => node[f] is null))
        {
            Report(
                false,
                "missing-field",
                node.At,
                $"The {table.Name} has neither \"{string.Join("\" nor \"", table.OneOf)}\"; one of them is required.",
                $"Add \"{table.OneOf[0]}\"."
            );
        }
    }

    /// <summary>Reports what stands beside a <c>$ref</c> and is ignored there (OpenAPI 3.1.1, section 4.8.23).</summary>
    public void Siblings(Node reference)
    {
        foreach (var (name, at, _) in reference.Members)
        {
            if (name == "$ref" || name.StartsWith("x-", StringComparison.Ordinal))
                continue;
            if (version >= SpecVersion.V31 && name is "summary" or "description")
                continue;

            // Many tools show a description all the same; nothing is lost where they do not.
            if (name is "summary" or "description")
                continue;
            Report(
                true,
                "ref-sibling",
                at,
                $"\"{name}\" stands beside a \"$ref\" and is ignored.",
                "Put it into what the reference points at, or write the object out in place of the reference."
            );
        }
    }

    /// <summary>Reports a keyword of a schema that has no effect.</summary>
    public void DeadKeyword(string rule, Location at, string message, string mend) => Report(true, rule, at, message, mend);

    private static string Text(SpecVersion version) =>
        version switch
        {
            SpecVersion.V20 => "2.0",
            SpecVersion.V30 => "3.0",
            SpecVersion.V31 => "3.1",
            _ => "3.2",
        };

    private static string Sentence(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private void Report(bool harmless, string rule, Location at, string message, string mend) =>
        problems.Add(new Problem(harmless ? Severity.Warning : Severity.Error, rule, at, message, mend));
}
