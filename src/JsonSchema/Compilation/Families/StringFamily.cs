using Conformance.JsonSchema.Evaluation;
using Conformance.JsonSchema.Formats;
using Conformance.JsonSchema.Keywords;

namespace Conformance.JsonSchema.Compilation.Families;

/// <summary><c>minLength</c>, <c>maxLength</c>, <c>pattern</c> and <c>format</c>.</summary>
internal static class StringFamily
{
    public static void AddTo(ICollection<Keyword> keywords, KeywordSource source)
    {
        if (source.Count("minLength") is { } shortest)
            keywords.Add(new StringLength(source.Place, "minLength", shortest, isUpper: false));
        if (source.Count("maxLength") is { } longest)
            keywords.Add(new StringLength(source.Place, "maxLength", longest, isUpper: true));
        if (source.Text("pattern") is { } expression && source.Pattern("pattern", expression) is { } pattern)
            keywords.Add(new MatchesPattern(source.Place, pattern));
        if (source.Text("format") is { } name && source.AssertsFormat && FormatCatalog.Find(name) is { } format)
            keywords.Add(new HasFormat(source.Place, name, format));
    }
}
