using Conformance.Contracts.Structure;
using Conformance.Documents;

namespace Conformance.Linting.Rules;

/// <summary>Parameters are whole in themselves and stand once (OpenAPI 3.1.1, section 4.8.12).</summary>
internal static class ParameterRules
{
    private static readonly Dictionary<string, string[]> Styles = new(StringComparer.Ordinal)
    {
        ["path"] = ["matrix", "label", "simple"],
        ["query"] = ["form", "spaceDelimited", "pipeDelimited", "deepObject"],
        ["header"] = ["simple"],
        ["cookie"] = ["form", "cookie"],
        ["querystring"] = [],
    };

    public static void Check(LintContext context)
    {
        foreach (var parameter in context.Inventory.Of(ContentObjects.Parameter))
            CheckOne(context, parameter);
        foreach (var header in context.Inventory.Of(ContentObjects.Header))
            CheckContent(context, header);
        foreach (var holder in context.Inventory.Of(PathObjects.Operation).Concat(context.Inventory.Of(PathObjects.PathItem)))
        {
            CheckDuplicates(context, holder);
        }
    }

    private static void CheckOne(LintContext context, Node parameter)
    {
        CheckContent(context, parameter);
        var place = parameter["in"]?.AsString();
        if (place == "path" && parameter["required"]?.AsBoolean() != true)
        {
            context.Problems.Error(
                "path-parameter-required",
                (parameter["required"] ?? parameter).At,
                $"The parameter \"{parameter["name"]?.AsString()}\" in \"path\" does not say that it is required, which it always is.",
                "Add \"required: true\"."
            );
        }

        if (
            parameter["style"] is { } style
            && style.AsString() is { } named
            && place is not null
            && Styles.TryGetValue(place, out var known)
            && !known.Contains(named)
        )
        {
            context.Problems.Error(
                "style",
                style.At,
                $"The style \"{named}\" is none for a parameter in \"{place}\"; expected {string.Join(" or ", known.Select(k => $"\"{k}\""))}.",
                "Write one of those, or leave it out."
            );
        }
    }

    private static void CheckContent(LintContext context, Node holder)
    {
        if (holder["content"] is { Members.Count: not 1 } content)
        {
            context.Problems.Error(
                "content",
                content.At,
                $"\"content\" has {content.Members.Count} media types; expected exactly one.",
                "Keep the one in which the value is written."
            );
        }
    }

    private static void CheckDuplicates(LintContext context, Node holder)
    {
        var seen = new Dictionary<(string, string), Location>();
        foreach (var node in holder["parameters"]?.Items ?? [])
        {
            if (
                context.Resolve(node) is not { } parameter
                || parameter["name"]?.AsString() is not { } name
                || parameter["in"]?.AsString() is not { } place
            )
            {
                continue;
            }

            var key = (place == "header" ? name.ToUpperInvariant() : name, place);
            if (seen.TryAdd(key, node.At))
                continue;
            context.Problems.Error(
                "duplicate-parameter",
                node.At,
                $"The parameter \"{name}\" in \"{place}\" stands here for the second time; the first is at {seen[key].SeenFrom(node.At)}.",
                "Keep one of them."
            );
        }
    }
}
