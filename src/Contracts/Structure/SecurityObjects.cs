using static Conformance.Contracts.Schemas.SpecVersion;
using static Conformance.Contracts.Structure.FixedFields;
using static Conformance.Contracts.Structure.Shape;

namespace Conformance.Contracts.Structure;

/// <summary>The objects about who may call.</summary>
internal static class SecurityObjects
{
    public static ObjectShape Implicit { get; } = Flow(Required("authorizationUrl", Text));

    public static ObjectShape TokenFlow { get; } = Flow(Required("tokenUrl", Text));

    public static ObjectShape AuthorizationCode { get; } = Flow(Required("authorizationUrl", Text), Required("tokenUrl", Text));

    public static ObjectShape DeviceAuthorization { get; } = Flow(Required("deviceAuthorizationUrl", Text), Required("tokenUrl", Text));

    public static ObjectShape Flows { get; } =
        new(
            "OAuth Flows Object",
            Optional("implicit", Implicit),
            Optional("password", TokenFlow),
            Optional("clientCredentials", TokenFlow),
            Optional("authorizationCode", AuthorizationCode),
            Optional("deviceAuthorization", DeviceAuthorization).Since(V32)
        );

    public static ObjectShape Scheme { get; } =
        new(
            "Security Scheme Object",
            Required("type", Word("apiKey", "http", "oauth2", "openIdConnect")).Until(V30),
            Required("type", Word("apiKey", "http", "mutualTLS", "oauth2", "openIdConnect")).Since(V31),
            Prose("description"),
            Optional("name", Text),
            Optional("in", Word("query", "header", "cookie")),
            Optional("scheme", Text),
            Optional("bearerFormat", Text),
            Optional("flows", Flows),
            Optional("openIdConnectUrl", Text),
            Optional("oauth2MetadataUrl", Text).Since(V32),
            Optional("deprecated", Flag).Since(V32)
        )
        {
            ReferableSince = V30,
        };

    /// <summary>The Security Requirement Object: scopes by the name of a scheme.</summary>
    public static Shape Requirement { get; } = new RequirementShape(List(Text));

    private static ObjectShape Flow(params FixedField[] own) =>
        new("OAuth Flow Object", [.. own, Optional("refreshUrl", Text), Required("scopes", Map(Text))]);
}

/// <summary>A Security Requirement Object.</summary>
internal sealed record RequirementShape(Shape Scopes) : Shape("a Security Requirement Object");
