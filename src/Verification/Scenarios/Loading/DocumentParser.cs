using Gherkin;
using Ast = Gherkin.Ast;

namespace Conformance.Verification.Scenarios.Loading;

/// <summary>Runs Cucumber's parser.</summary>
internal static class DocumentParser
{
    /// <summary>
    /// The tree of a file that has a feature. After syntax errors, which are added to the problems, it is what the parser could make of the rest, and null if that is
    /// nothing.
    /// </summary>
    public static Ast.GherkinDocument? Parse(FeatureFile file, FeatureProblemList problems)
    {
        var tree = new AstBuilder<Ast.GherkinDocument>();
        try
        {
            using var text = new StringReader(file.Text.TrimStart('\uFEFF'));
            if (new Parser(tree).Parse(text) is { Feature: not null } document)
                return document;
            problems.Add(
                new Ast.Location(1, 1),
                ProblemRules.EmptyFeature,
                "the file has no feature.",
                "Begin it with \"Feature:\" and a name."
            );
            return null;
        }
        catch (CompositeParserException exception)
        {
            foreach (var error in exception.Errors)
                SyntaxProblem.Add(error, file, problems);

            // By the keywords of another language than the author's nothing is where it seems.
            return exception.Errors.Any(error => error is NoSuchLanguageException) ? null : Rest(tree);
        }
        catch (ParserException exception)
        {
            SyntaxProblem.Add(exception, file, problems);
            return null;
        }
    }

    // The parser has closed what it opened before it throws, unless the file ended too early.
    private static Ast.GherkinDocument? Rest(AstBuilder<Ast.GherkinDocument> tree)
    {
        try
        {
            return tree.GetResult() is { Feature: not null } rest ? rest : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}

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
