using System.Collections.Immutable;
using System.Globalization;
using Conformance.Contracts.Model;
using Microsoft.Extensions.Primitives;

namespace Conformance.MockServer.Responses;

/// <summary>Proactive negotiation (RFC 9110, section 12.5.1).</summary>
internal static class Negotiation
{
    /// <summary>The representation that the Accept header weighs most; the first one where it accepts none, as the section allows.</summary>
    public static Answer Choose(ImmutableArray<Answer> answers, StringValues accept)
    {
        if (answers is [var only] || accept.Count == 0)
            return answers[0];
        return answers.MaxBy(a => Weight(a, accept))!;
    }

    private static double Weight(Answer answer, StringValues accept)
    {
        var type = MediaType.Essence(answer.ContentType).ToString();
        var best = (Specificity: -1, Weight: 0.0);
        foreach (var range in accept.SelectMany(line => (line ?? "").Split(',')))
        {
            var parts = range.Split(';', StringSplitOptions.TrimEntries);
            var media = new MediaType(parts[0].ToLowerInvariant(), BodyKind.Other, null);
            if (media.Specificity > best.Specificity && media.Covers(type))
                best = (media.Specificity, Quality(parts));
        }

        return best.Weight;
    }

    private static double Quality(string[] parts)
    {
        var q = parts.Skip(1).FirstOrDefault(p => p.StartsWith("q=", StringComparison.OrdinalIgnoreCase));
        return q is not null && double.TryParse(q.AsSpan(2), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight)
            ? weight
            : 1;
    }
}
