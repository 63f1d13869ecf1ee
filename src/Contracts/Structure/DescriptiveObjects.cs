using static Conformance.Contracts.Schemas.SpecVersion;
using static Conformance.Contracts.Structure.FixedFields;
using static Conformance.Contracts.Structure.Shape;

namespace Conformance.Contracts.Structure;

/// <summary>The objects that describe the API as a whole, and annotate its parts.</summary>
internal static class DescriptiveObjects
{
    public static ObjectShape Contact { get; } = new("Contact Object", Prose("name"), Prose("url"), Prose("email"));

    public static ObjectShape License { get; } =
        new("License Object", RequiredProse("name"), Prose("identifier").Since(V31), Prose("url")) { Exclusive = [("identifier", "url")] };

    public static ObjectShape Info { get; } =
        new(
            "Info Object",
            RequiredProse("title"),
            Prose("summary").Since(V31),
            Prose("description"),
            Prose("termsOfService"),
            Optional("contact", Contact),
            Optional("license", License),
            RequiredProse("version")
        );

    public static ObjectShape ExternalDocs { get; } = new("External Documentation Object", Prose("description"), RequiredProse("url"));

    public static ObjectShape Tag { get; } =
        new(
            "Tag Object",
            Required("name", Text),
            Prose("summary").Since(V32),
            Prose("description"),
            Optional("externalDocs", ExternalDocs),
            Optional("parent", Text).Since(V32),
            Optional("kind", Text).Since(V32)
        );

    public static ObjectShape ServerVariable { get; } =
        new("Server Variable Object", Optional("enum", List(Text)), Required("default", Text), Prose("description"));

    public static ObjectShape Server { get; } =
        new(
            "Server Object",
            Required("url", Text),
            Prose("description"),
            Optional("name", Text).Since(V32),
            Optional("variables", Map(ServerVariable))
        );

    public static ObjectShape Xml { get; } =
        new(
            "XML Object",
            Optional("name", Text),
            Optional("namespace", Text),
            Optional("prefix", Text),
            Optional("attribute", Flag),
            Optional("wrapped", Flag),
            Optional("nodeType", Word("element", "attribute", "text", "cdata", "none")).Since(V32)
        );

    public static ObjectShape Discriminator { get; } =
        new(
            "Discriminator Object",
            Required("propertyName", Text),
            Optional("mapping", Map(Text)),
            Optional("defaultMapping", Text).Since(V32)
        );
}
