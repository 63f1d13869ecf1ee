namespace Conformance.Gherkin;

/// <summary>The values of <see cref="FeatureProblem.Rule"/>.</summary>
public static class ProblemRules
{
    /// <summary>The file is not Gherkin.</summary>
    public const string Syntax = "syntax";

    /// <summary>The language of the keywords is not known.</summary>
    public const string UnknownLanguage = "unknown-language";

    /// <summary>The file has no feature, or the feature no scenario.</summary>
    public const string EmptyFeature = "empty-feature";

    /// <summary>A scenario has no step.</summary>
    public const string EmptyScenario = "empty-scenario";

    /// <summary>Examples have no row, or an outline has no Examples.</summary>
    public const string EmptyExamples = "empty-examples";

    /// <summary>Two columns of Examples have one name.</summary>
    public const string DuplicateColumn = "duplicate-column";

    /// <summary>A placeholder has no column.</summary>
    public const string MissingColumn = "missing-column";

    /// <summary>Two scenarios of a feature have one name.</summary>
    public const string DuplicateScenario = "duplicate-scenario";

    /// <summary>The tag rule objects to a tag.</summary>
    public const string Tag = "tag";

    /// <summary>No definition matches a step.</summary>
    public const string UndefinedStep = "undefined-step";

    /// <summary>A step is defined only for another keyword.</summary>
    public const string StepKeyword = "step-keyword";

    /// <summary>More than one definition matches a step.</summary>
    public const string AmbiguousStep = "ambiguous-step";

    /// <summary>A step has a table or doc string that its definition does not take, or lacks one that it takes.</summary>
    public const string StepArgument = "step-argument";

    /// <summary>A text does not convert to the type that the definition takes.</summary>
    public const string Conversion = "conversion";
}
