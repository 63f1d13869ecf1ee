using Conformance.Reference.Switches;

namespace Conformance.Reference.Hosting;

/// <summary>What a mutant has a request skip. It stays with the request, as what a filter before the server found out would.</summary>
internal static class Skipped
{
    private static readonly AsyncLocal<Checks> Current = new();

    private static readonly AsyncLocal<string?> From = new();

    private static readonly AsyncLocal<bool> Deaf = new();

    /// <summary>The checks that a request is spared.</summary>
    internal enum Checks
    {
        /// <summary>None.</summary>
        None,

        /// <summary>Whether a logout has ended the token.</summary>
        Ended,

        /// <summary>All that is asked of a token: it is read, and that is all.</summary>
        All,

        /// <summary>Whether there is a token.</summary>
        Missing,
    }

    /// <summary>Whether nobody asks if the token was logged out.</summary>
    public static bool IsEnded => Current.Value is Checks.Ended or Checks.All;

    /// <summary>Whether nobody asks anything of the token.</summary>
    public static bool IsAll => Current.Value == Checks.All;

    /// <summary>The connection that the request came by.</summary>
    public static string? Connection
    {
        get => From.Value;
        set => From.Value = value;
    }

    /// <summary>Whether a logout is answered, and ends nothing.</summary>
    public static bool IsDeaf => Deaf.Value;

    /// <summary>Has the request end nothing.</summary>
    public static void Deafen() => Deaf.Value = true;

    /// <summary>Spares the request checks.</summary>
    public static void Spare(Checks checks) => Current.Value = checks;

    /// <summary>Whether a request without a token is let in as the first user.</summary>
    public static bool TakesMissing(this Behaviour behaviour) =>
        behaviour.Is(TokenMutants.MissingAccepted) || Current.Value == Checks.Missing;
}
