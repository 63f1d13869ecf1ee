namespace Conformance.Verification.Evidence;

/// <summary>
/// Finds what is left of a secret that was cut: every stretch of it from sixteen characters on. Every eighth run of eight characters of a secret is kept, so that any
/// stretch of fifteen holds one of them.
/// </summary>
internal sealed class SecretParts
{
    private const int Run = 8;
    private const int Shortest = 16;

    private readonly Dictionary<(ulong Low, ulong High), (string Form, int At, string Value)> _runs = [];

    /// <summary>Tells of a form in which a secret may stand.</summary>
    public void Add(string form, string value)
    {
        if (form.Length < Shortest)
            return;

        // The header of a JWT or JWE says only how it was made, and many tokens share it.
        var start = form.StartsWith("eyJ", StringComparison.Ordinal) ? form.IndexOf('.', StringComparison.Ordinal) + 1 : 0;
        for (var at = start; at + Run <= form.Length; at += Run)
            _runs.TryAdd(Key(form, at), (form, at, value));
    }

    /// <summary>The stretches of secrets in a text, in order; none overlaps another.</summary>
    public IEnumerable<(int Start, int End, string Value)> In(string text)
    {
        if (_runs.Count == 0)
            yield break;
        var floor = 0;
        for (var at = 0; at + Run <= text.Length; at++)
        {
            if (At(text, at, floor) is not var (start, end, value))
                continue;
            yield return (start, end, value);
            floor = end;
            at = end - 1;
        }
    }

    // The stretch around the run that begins at a place of a text; it does not reach before the floor.
    private (int Start, int End, string Value)? At(string text, int at, int floor)
    {
        if (!_runs.TryGetValue(Key(text, at), out var run))
            return null;
        var (start, end, form) = (at, at + Run, run.Form);
        for (var own = run.At - 1; start > floor && own >= 0 && text[start - 1] == form[own]; own--)
            start--;
        for (var own = run.At + Run; end < text.Length && own < form.Length && text[end] == form[own]; own++)
            end++;
        return end - start >= Shortest ? (start, end, run.Value) : null;
    }

    private static (ulong Low, ulong High) Key(string text, int at)
    {
        ulong low = 0,
            high = 0;
        for (var i = 0; i < Run / 2; i++)
        {
            low = (low << 16) | text[at + i];
            high = (high << 16) | text[at + i + (Run / 2)];
        }

        return (low, high);
    }
}
