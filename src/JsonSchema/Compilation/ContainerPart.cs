namespace Conformance.JsonSchema.Compilation;

/// <summary>The parts of an OpenAPI document that decide where its schemas are.</summary>
internal enum ContainerPart
{
    /// <summary>The document itself.</summary>
    Document,

    /// <summary><c>components</c>.</summary>
    Components,

    /// <summary>A map in <c>components</c> whose names are free, so that one called <c>schema</c> holds none.</summary>
    NamedComponents,

    /// <summary>Any other.</summary>
    Other,
}

/// <summary>Where the schemas of an OpenAPI document are.</summary>
internal static class ContainerParts
{
    /// <summary>Whether a member holds values in which nothing is a schema, whatever it looks like.</summary>
    public static bool HoldsNoSchemas(string member) =>
        member is "example" or "examples" || member.StartsWith("x-", StringComparison.Ordinal);

    /// <summary>Where the schemas in a member of a part are.</summary>
    public static KeywordShape ShapeOf(ContainerPart part, string member) =>
        (part, member) switch
        {
            (ContainerPart.Components, "schemas") => KeywordShape.SchemaMap,
            (not ContainerPart.NamedComponents, "schema" or "itemSchema") => KeywordShape.Schema,
            _ => KeywordShape.Value,
        };

    /// <summary>The part that a member of a part is.</summary>
    public static ContainerPart Below(ContainerPart part, string member) =>
        part switch
        {
            ContainerPart.Document when member == "components" => ContainerPart.Components,
            ContainerPart.Components => ContainerPart.NamedComponents,
            _ => ContainerPart.Other,
        };
}
