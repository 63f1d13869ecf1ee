namespace Conformance.Samples;

/// <summary>Why no value could be made: the first thing that went wrong. Texts are made only when they are read.</summary>
internal sealed class Reasons
{
    private Func<string>? _first;

    public bool Any => _first is not null;

    public string? Text => _first?.Invoke();

    public void Add(Func<string> reason) => _first ??= reason;
}
