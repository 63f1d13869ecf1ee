using Ast = global::Gherkin.Ast;

namespace Conformance.Gherkin.Loading;

/// <summary>Takes the <c>@</c> from tags, and lets the tag rule judge them.</summary>
internal sealed class TagReader(TagRule? rule, ProblemList problems)
{
    public IReadOnlyList<string> Read(IEnumerable<Ast.Tag> tags)
    {
        var read = new List<string>();
        foreach (var tag in tags)
        {
            var name = TagExpression.Bare(tag.Name);
            if (!read.Contains(name))
                read.Add(name);
            if (rule?.Invoke(name) is { } fault)
                problems.Add(tag.Location, ProblemRules.Tag, fault);
        }

        return read;
    }
}
