using Conformance.Contracts.Model;
using Conformance.JsonSchema;

namespace Conformance.Validation.Forms;

/// <summary>Checks what an Encoding Object says about one part beside its value: its media type and its headers.</summary>
internal static class PartCheck
{
    /// <summary>Adds what is wrong. A part without a Content-Type is taken to have the one that is asked for.</summary>
    public static void Check(FormField part, FieldEncoding? encoding, List<FormFault> faults)
    {
        if (encoding is null || encoding.Style is not null)
            return;
        if (
            part.ContentType is { } sent
            && encoding.ContentTypes is { IsEmpty: false } types
            && !types.Any(t => t.Covers(MediaType.Essence(sent)))
        )
        {
            faults.Add(
                new FormFault(
                    part.Name,
                    $"the media type {string.Join(" or ", types.Select(t => t.Range))}",
                    $"\"{Found.Shortened(sent)}\""
                )
            );
        }

        foreach (var rule in encoding.Headers)
        {
            var lines = part.Headers.Where(h => h.Key.Equals(rule.Name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value).ToList();
            foreach (var (expected, found) in HeaderCheck.Find(rule, lines, Direction.Request))
                faults.Add(new FormFault(part.Name, $"the part's header {rule.Name} to be {expected}", found));
        }
    }
}
