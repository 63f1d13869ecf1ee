using System.Text;

namespace Conformance.Documents.Tests;

/// <summary>Reads documents from literals, and puts problems into a form that a test can compare.</summary>
internal static class Reading
{
    public static Node? Read(string text, Problems problems, string name = "a.yaml") =>
        DocumentReader.Read(name, Encoding.UTF8.GetBytes(text), problems);

    /// <summary>The tree of a document that has no problem at all.</summary>
    public static Node Sound(string text, string name = "a.yaml")
    {
        var problems = new Problems();
        var node = Read(text, problems, name);
        Assert.Empty(problems);
        return Assert.IsType<Node>(node, exactMatch: false);
    }

    /// <summary>The problems of a text as <c>line:column rule</c>, in order.</summary>
    public static string[] PlacesOf(string text, string name = "a.yaml")
    {
        var problems = new Problems();
        Read(text, problems, name);
        return [.. problems.Select(problem => $"{problem.At.Line}:{problem.At.Column} {problem.Rule}")];
    }

    public static Problem OnlyProblemOf(string text, string name = "a.yaml")
    {
        var problems = new Problems();
        Read(text, problems, name);
        return Assert.Single(problems);
    }
}
