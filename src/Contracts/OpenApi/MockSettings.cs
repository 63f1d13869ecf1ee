using Conformance.Documents;

namespace Conformance.Contracts.OpenApi;

/// <summary>What <c>x-mock</c> says of an operation: its own, else its path item's, else the document's.</summary>
/// <param name="IsUpstream">Whether the real server is to answer, where the mock was told of one.</param>
/// <param name="IsStateful">Whether what is made by it is remembered.</param>
internal readonly record struct MockSettings(bool IsUpstream, bool IsStateful)
{
    private const string Field = "x-mock";

    /// <summary>Reads them, and tells what is wrong.</summary>
    public static MockSettings Of(Node operation, Node pathItem, Node root, Problems problems)
    {
        var (isUpstream, isStateful) = (false, true);
        foreach (var place in (Node[])[root, pathItem, operation])
        {
            if (place[Field] is not { } settings)
                continue;
            if (settings is not ObjectNode)
                problems.Error(
                    Field,
                    settings.At,
                    $"{Field} is {settings.Describe()}; expected an object.",
                    $"Write for example \"{Field}: {{stateful: false}}\"."
                );
            foreach (var (name, at, value) in settings.Members)
            {
                if (name is not ("upstream" or "stateful"))
                    problems.Error(Field, at, $"{Field} has \"{name}\"; expected \"upstream\" or \"stateful\".", "Write one of these.");
                else if (value.AsBoolean() is not { } on)
                    problems.Error(Field, value.At, $"\"{name}\" is {value.Describe()}; expected true or false.", "Write true or false.");
                else if (name == "upstream")
                    isUpstream = on;
                else
                    isStateful = on;
            }
        }

        return new MockSettings(isUpstream, isStateful);
    }
}
