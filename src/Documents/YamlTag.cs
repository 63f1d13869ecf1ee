using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Conformance.Documents;

/// <summary>Applies explicit tags: those of the core schema decide the kind of a value, any other is warned about and ignored.</summary>
internal static class YamlTag
{
    private const string Core = "tag:yaml.org,2002:";

    /// <summary>The value of a scalar under its tag, or under the core schema when it has none.</summary>
    public static ScalarNode Apply(Scalar scalar, Location at, Problems problems)
    {
        var text = YamlLineBreaks.Restore(scalar.Value);
        var isPlain = scalar.Style == ScalarStyle.Plain;
        switch (ShortName(scalar.Tag))
        {
            case "!!str":
                return new ScalarNode(at, ScalarKind.String, text);
            case "!!int":
                return Expect(scalar, at, problems, IsWhole, "a whole number");
            case "!!float":
                return Expect(scalar, at, problems, (kind, _) => kind == ScalarKind.Number, "a number");
            case "!!bool":
                return Expect(scalar, at, problems, (kind, _) => kind == ScalarKind.Boolean, "true or false");
            case "!!null":
                return Expect(scalar, at, problems, (kind, _) => kind == ScalarKind.Null, "null or nothing");
            case { } unknown:
                Ignore(unknown, at, problems);
                break;
            case null:
                isPlain &= !scalar.Tag.IsNonSpecific;
                break;
        }

        return isPlain ? Plain(text, at, problems) : new ScalarNode(at, ScalarKind.String, text);
    }

    /// <summary>Checks the tag of a mapping or a sequence.</summary>
    /// <param name="own">The tag that says nothing new: <c>!!map</c> or <c>!!seq</c>.</param>
    public static void Check(TagName tag, string own, Location at, Problems problems)
    {
        var name = ShortName(tag);
        if (name is null || name == own)
            return;

        if (name is "!!str" or "!!int" or "!!float" or "!!bool" or "!!null" or "!!map" or "!!seq")
        {
            problems.Error(
                "yaml-tag-value",
                at,
                $"The tag \"{name}\" stands before {(own == "!!map" ? "an object" : "an array")}, which it does not fit.",
                "Remove the tag."
            );
        }
        else
        {
            Ignore(name, at, problems);
        }
    }

    private static bool IsWhole(ScalarKind kind, string text) => kind == ScalarKind.Number && text.AsSpan().IndexOfAny('.', 'e', 'E') < 0;

    private static string? ShortName(TagName tag)
    {
        if (tag.IsEmpty || tag.IsNonSpecific)
            return null;
        return tag.Value.StartsWith(Core, StringComparison.Ordinal) ? $"!!{tag.Value.AsSpan(Core.Length)}" : tag.Value;
    }

    private static ScalarNode Plain(string text, Location at, Problems problems)
    {
        if (YamlScalar.IsInfinityOrNaN(text))
        {
            problems.Error(
                "yaml-number-not-json",
                at,
                $"The value {text} is a number that JSON does not have.",
                "Write a finite number, or quote the value if it is text."
            );
            return new ScalarNode(at, ScalarKind.String, text);
        }

        var (kind, value) = YamlScalar.Resolve(text);
        return new ScalarNode(at, kind, value);
    }

    private static ScalarNode Expect(Scalar scalar, Location at, Problems problems, Func<ScalarKind, string, bool> fits, string expected)
    {
        var node = Plain(scalar.Value, at, problems);
        if (!fits(node.Kind, node.Text))
        {
            problems.Error(
                "yaml-tag-value",
                at,
                $"The tag \"{ShortName(scalar.Tag)}\" stands before \"{scalar.Value}\"; expected {expected}.",
                "Remove the tag or correct the value."
            );
        }

        return node;
    }

    private static void Ignore(string tag, Location at, Problems problems) =>
        problems.Warning(
            "yaml-unknown-tag",
            at,
            $"The tag \"{tag}\" is unknown and was ignored.",
            "Remove it, or quote the value if it is text that begins with \"!\"."
        );
}
