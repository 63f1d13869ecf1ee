using Conformance.Contracts.Model;
using Conformance.Contracts.Routing;

namespace Conformance.Validation;

/// <summary>Finds path parameters in the path as it was sent, where escapes still tell delimiters from what is a part of a value.</summary>
internal static class PathText
{
    /// <summary>The raw text of a parameter; null where it cannot be told from its surroundings, and only the decoded text is known.</summary>
    /// <param name="path">The raw path; what comes before the operation's own path does not matter.</param>
    public static string? Raw(Operation operation, string path, string name)
    {
        var template = operation.Path.Split('/');
        var sent = path.Split('/');
        for (var fromEnd = 1; fromEnd <= template.Length && fromEnd <= sent.Length; fromEnd++)
        {
            var segment = template[^fromEnd];
            var names = SegmentPattern.NamesIn(segment).ToList();
            if (names.IndexOf(name) is not (>= 0 and var index))
                continue;
            if (segment.Length == name.Length + 2)
                return sent[^fromEnd];
            List<string>? captured = null;
            return SegmentPattern.Parse(segment).Match(sent[^fromEnd], ref captured) ? captured![index] : null;
        }

        return null;
    }
}
