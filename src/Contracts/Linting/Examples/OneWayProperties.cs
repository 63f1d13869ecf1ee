using Conformance.Documents;
using Conformance.JsonSchema;

namespace Conformance.Contracts.Linting.Examples;

/// <summary>Where an example travels.</summary>
internal enum Direction
{
    /// <summary>It may be used both ways.</summary>
    Either,

    /// <summary>In a request.</summary>
    Request,

    /// <summary>In a response.</summary>
    Response,
}

/// <summary>Properties that only one direction has: <c>required</c> counts for them in that direction alone (OpenAPI 3.0.4, Schema Object, readOnly and writeOnly).</summary>
internal static class OneWayProperties
{
    /// <summary>Whether a violation is nothing but a property that is missing where it may not travel.</summary>
    public static bool Excuse(Node root, Violation violation, Direction direction)
    {
        if (violation is not { Keyword: "required", Property: { } property })
            return false;
        var hash = violation.SchemaLocation.IndexOf('#', StringComparison.Ordinal);
        var schema = hash < 0 ? null : JsonPointer.TryParseFragment(violation.SchemaLocation[hash..])?.Resolve(root)?.Parent;
        return schema is not null && IsMarked(root, schema, property, direction);
    }

    private static bool IsMarked(Node root, Node schema, string property, Direction direction)
    {
        if (schema["properties"]?[property] is { } own)
            return HasMark(root, own, direction);

        // Under allOf the property is often described beside the list that requires it.
        var composed =
            schema["allOf"]?.Items
            ?? (schema.Parent is ArrayNode { Name: "allOf" } siblings ? siblings.Items.Append(siblings.Parent!) : []);
        return composed
            .Select(s => References.Resolve(s, root, [])?["properties"]?[property])
            .OfType<Node>()
            .Any(p => HasMark(root, p, direction));
    }

    private static bool HasMark(Node root, Node property, Direction direction)
    {
        var schema = References.Resolve(property, root, []);
        return (direction != Direction.Response && Is("readOnly")) || (direction != Direction.Request && Is("writeOnly"));

        bool Is(string keyword) =>
            property[keyword]?.AsBoolean() == true
            || schema?[keyword]?.AsBoolean() == true
            || (schema?["allOf"]?.Items ?? []).Any(s =>
                s[keyword]?.AsBoolean() == true || References.Resolve(s, root, [])?[keyword]?.AsBoolean() == true
            );
    }
}
