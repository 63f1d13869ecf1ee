using System.Text.RegularExpressions;

namespace Conformance.Documents.Overlays;

/// <summary>A document of the OpenAPI Overlay Specification 1.0 or 1.1.</summary>
/// <param name="Version">The version of the specification: <c>1.0.0</c>.</param>
/// <param name="Title">What the overlay is for.</param>
/// <param name="InfoVersion">The version of the overlay itself.</param>
/// <param name="Extends">The document that it was written for, as a URI reference; for information only.</param>
public sealed partial record OverlayDocument(
    string Version,
    string Title,
    string InfoVersion,
    string? Extends,
    IReadOnlyList<OverlayAction> Actions
)
{
    private const string What = "an overlay document";

    /// <summary>
    /// Checks and reads an overlay; all mistakes are reported. Null when it is no overlay of a version that we know; an action
    /// with a mistake is left out, so ask <see cref="Problems.HasErrors"/> before use.
    /// </summary>
    public static OverlayDocument? Read(Node document, Problems problems)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(problems);
        if (document is not ObjectNode node)
        {
            problems.Error(
                "overlay-field-type",
                document.At,
                $"The overlay document is {document.Describe()}; expected an object.",
                "Begin it with \"overlay: 1.0.0\"."
            );
            return null;
        }

        var check = new FieldCheck(node, What, problems);
        check.AllowOnly("overlay", "info", "extends", "actions");
        var version = check.RequiredString("overlay", "1.0.0");
        var isKnown = version is not null && IsKnown(version, problems);
        var (title, infoVersion) = ReadInfo(node, problems);
        var extends = check.OptionalString("extends", "./openapi.yaml");
        var actions = ReadActions(node, problems);
        if (!isKnown)
            return null;

        WarnOfLaterFields(version!.Text, node, problems);
        return new OverlayDocument(version.Text, title, infoVersion, extends?.Text, actions);
    }

    private static bool IsKnown(ScalarNode version, Problems problems)
    {
        if (KnownVersion().IsMatch(version.Text))
            return true;

        problems.Error(
            "overlay-version",
            version.At,
            $"The overlay has the version \"{version.Text}\"; expected 1.0.0 or 1.1.0.",
            "Write \"overlay: 1.0.0\"."
        );
        return false;
    }

    private static (string Title, string Version) ReadInfo(ObjectNode node, Problems problems)
    {
        if (!node.TryGet("info", out var value))
        {
            problems.Error(
                "overlay-missing-field",
                node.At,
                $"The field \"info\" is missing in {What}.",
                "Add \"info:\" with a \"title\" and a \"version\"."
            );
            return ("", "");
        }

        if (value is not ObjectNode info)
        {
            problems.Error(
                "overlay-field-type",
                value.At,
                $"The field \"info\" of {What} is {value.Describe()}; expected an object.",
                "Give it a \"title\" and a \"version\"."
            );
            return ("", "");
        }

        var check = new FieldCheck(info, "the info of an overlay", problems);
        check.AllowOnly("title", "version", "description");
        check.OptionalString("description", "what this overlay adds");
        return (check.RequiredString("title", "Session annotations")?.Text ?? "", check.RequiredString("version", "1.0.0")?.Text ?? "");
    }

    private static IReadOnlyList<OverlayAction> ReadActions(ObjectNode node, Problems problems)
    {
        if (node.TryGet("actions", out var actions))
            return OverlayActions.Read(actions, problems);

        problems.Error(
            "overlay-missing-field",
            node.At,
            $"The field \"actions\" is missing in {What}.",
            "Add \"actions:\" with at least one action."
        );
        return [];
    }

    private static void WarnOfLaterFields(string version, ObjectNode node, Problems problems)
    {
        if (!version.StartsWith("1.0.", StringComparison.Ordinal))
            return;

        foreach (var action in node["actions"]?.Items ?? [])
        {
            if (action is not ObjectNode fields || !fields.TryGetMember("copy", out var copy))
                continue;

            problems.Warning(
                "overlay-later-version",
                copy.NameAt,
                $"The field \"copy\" came with version 1.1.0, yet this overlay says \"overlay: {version}\".",
                "Write \"overlay: 1.1.0\"."
            );
        }
    }

    [GeneratedRegex(@"^1\.[01]\.[0-9]+\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex KnownVersion();
}
