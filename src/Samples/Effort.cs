namespace Conformance.Samples;

/// <summary>Bounds the work of making one sample, and notes what was cut short on the way.</summary>
internal sealed class Effort
{
    /// <summary>How many candidates and combinations of choices are tried for one sample, all depths together.</summary>
    public const int Most = 20_000;

    /// <summary>How many values a sample holds at most.</summary>
    public const int MostValues = 20_000;

    /// <summary>How many values may be spent on optional properties and items.</summary>
    public const int Optional = 1_000;

    /// <summary>How deep optional properties are still filled in.</summary>
    public const int OptionalDepth = 8;

    /// <summary>How deep a sample may be at all.</summary>
    public const int MostDepth = 60;

    private int _spent;

    /// <summary>Grows whenever something is left out because of the way that led to it, so that the result holds only for that way.</summary>
    public int Cuts { get; private set; }

    /// <summary>Whether nothing more may be tried.</summary>
    public bool IsSpent => _spent >= Most;

    /// <summary>Counts one thing that was tried.</summary>
    public void Spend()
    {
        if (++_spent == Most)
            Cut();
    }

    /// <summary>Notes that something is left out because of the way that led to it.</summary>
    public void Cut() => Cuts++;
}
