using Conformance.Documents;

namespace Conformance.Samples;

/// <summary>The OpenAPI Discriminator Object: which value of which property tells an alternative.</summary>
internal static class Discriminator
{
    /// <summary>The property and its value for an alternative that a reference names, or null without a discriminator or reference.</summary>
    public static KeyValuePair<string, string>? Hint(SchemaNode owner, SchemaNode alternative) =>
        PropertyOf(owner) is { } property && SchemaReferences.ReferenceOf(alternative) is { } reference
            ? KeyValuePair.Create(property, NameOf(owner, reference))
            : null;

    /// <summary>The property and its value for a base schema that a derived schema includes with <c>allOf</c>.</summary>
    public static KeyValuePair<string, string>? Hint(SchemaNode owner, IEnumerable<string> includedBy)
    {
        var isBase = !owner.Has("oneOf") && !owner.Has("anyOf");
        if (!isBase || PropertyOf(owner) is not { } property)
            return null;
        var derived = includedBy.FirstOrDefault(IsNamedSchema) ?? owner.Pointer;
        return IsNamedSchema(derived) ? KeyValuePair.Create(property, NameOf(owner, "#" + derived)) : null;
    }

    // Swagger 2.0 has the bare property name where OpenAPI 3 has an object.
    private static string? PropertyOf(SchemaNode owner) => owner.Text("discriminator") ?? Rule(owner)?.Text("propertyName");

    private static string NameOf(SchemaNode owner, string reference)
    {
        var name = LastName(reference);
        foreach (var entry in Rule(owner)?.Node["mapping"]?.Members ?? [])
        {
            if (entry.Value.AsString() is { } target && (target == reference || target == name))
                return entry.Name;
        }

        return name;
    }

    // A mapping may name a schema as its reference does, or by the last name of that alone.
    private static string LastName(string reference) =>
        JsonPointer.TryParse(reference[Math.Max(0, reference.LastIndexOf('/'))..])?.Segments[^1] ?? reference;

    private static SchemaNode? Rule(SchemaNode owner) => owner.Child("discriminator");

    private static bool IsNamedSchema(string pointer) =>
        pointer.StartsWith("/components/schemas/", StringComparison.Ordinal) && pointer.Count(c => c == '/') == 3
        || pointer.StartsWith("/definitions/", StringComparison.Ordinal) && pointer.Count(c => c == '/') == 2;
}
