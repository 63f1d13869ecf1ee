using System.Globalization;
using System.Text.Json;
using Conformance.Documents;
using Conformance.JsonSchema;

namespace Conformance.Validation;

/// <summary>Where a violation of a schema lies, and what stands there.</summary>
/// <param name="Field">The name of the nearest member, shortened; empty where the value lies in none.</param>
/// <param name="Pointer">Its JSON pointer; for a missing member that of the place where it belongs.</param>
/// <param name="Value">The value as text, shortened; empty where nothing is there.</param>
internal readonly record struct Found(string Field, string Pointer, string Value)
{
    private const int LongestValue = 200;

    /// <summary>Looks up a violation in the value that was judged.</summary>
    public static Found Of(Violation violation, JsonElement root)
    {
        // Only for these does the value at fault lack the property; for others it is the property.
        var isMissing = violation is { Property: not null, Keyword: "required" or "dependentRequired" or "dependencies" };
        var pointer = isMissing ? $"{violation.InstancePointer}/{JsonPointer.Escape(violation.Property!)}" : violation.InstancePointer;
        var value = isMissing ? null : JsonText.At(root, pointer);
        return new Found(
            Shortened(isMissing ? violation.Property! : NearestMember(root, pointer)),
            Shortened(pointer),
            value is { } found ? Shortened(JsonText.Of(found) ?? found.GetRawText()) : ""
        );
    }

    /// <summary>A text that is no longer than a message should hold.</summary>
    public static string Shortened(string value) =>
        value.Length <= LongestValue ? value : string.Concat(value.AsSpan(0, LongestValue), "…");

    // The positions in arrays at the end of a pointer name nothing.
    private static string NearestMember(JsonElement root, string pointer)
    {
        var segments = JsonPointer.TryParse(pointer)?.Segments ?? [];
        for (var count = segments.Length; count > 0; count--)
        {
            var holder = JsonText.At(root, string.Concat(segments.Take(count - 1).Select(s => "/" + JsonPointer.Escape(s))));
            if (
                holder?.ValueKind != JsonValueKind.Array
                || !int.TryParse(segments[count - 1], NumberStyles.None, CultureInfo.InvariantCulture, out _)
            )
                return segments[count - 1];
        }

        return "";
    }
}
