using Gherkin;

namespace Conformance.Verification.Scenarios.Loading;

/// <summary>The keywords of languages.</summary>
internal static class Dialects
{
    private static readonly GherkinDialectProvider Provider = new();

    /// <summary>The keywords of a language, or the English ones if it is not known.</summary>
    public static GherkinDialect Of(string language)
    {
        try
        {
            return Provider.GetDialect(language, null);
        }
        catch (NoSuchLanguageException)
        {
            return Provider.DefaultDialect;
        }
    }
}
