namespace Conformance.Reporting;

/// <summary>The forms in which a run can be written to a file.</summary>
public enum ReportFormat
{
    /// <summary>JUnit's XML, for CI servers.</summary>
    JUnit,

    /// <summary>One self-contained page.</summary>
    Html,

    /// <summary>Everything, in the form <c>conformance-report/1</c>.</summary>
    Json,

    /// <summary>Cucumber messages, one JSON object a line.</summary>
    Messages,

    /// <summary>SARIF 2.1.0, whose results point into the contract.</summary>
    Sarif,

    /// <summary>A summary for a pull request.</summary>
    Markdown,

    /// <summary>GitHub's workflow commands, which annotate the contract; the summary of the step is written beside them.</summary>
    GitHub,

    /// <summary>GitLab's code quality report.</summary>
    GitLab,
}
