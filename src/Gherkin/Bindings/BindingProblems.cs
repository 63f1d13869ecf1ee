namespace Conformance.Gherkin;

/// <summary>Collects the faults of binding classes.</summary>
internal sealed class BindingProblems
{
    private readonly List<string> _problems = [];

    public void Add(BoundMethod method, string message) => Add(method.Name, message);

    public void Add(string place, string message)
    {
        var problem = $"{place}: {message}.";
        if (!_problems.Contains(problem))
            _problems.Add(problem);
    }

    /// <exception cref="BindingException">A fault was added.</exception>
    public void ThrowIfAny()
    {
        if (_problems.Count > 0)
            throw new BindingException(_problems);
    }
}
