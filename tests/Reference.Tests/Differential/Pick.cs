namespace Conformance.Reference.Tests.Differential;

/// <summary>Which of a session's tokens.</summary>
internal enum Kind
{
    Access,
    Second,
}

/// <summary>What was done to a token before it is sent.</summary>
internal enum Flaw
{
    None,
    Missing,
    Empty,
    Nonsense,
    Tampered,
    Unsigned,
}

/// <summary>A token to send: of a session that was started before, counted round, and so many generations old.</summary>
internal sealed record Pick(int Session, Kind Kind, int Age, Flaw Flaw)
{
    public override string ToString() =>
        $"{(Flaw == Flaw.None ? "" : $"{Flaw.ToString().ToLowerInvariant()} ")}{Kind.ToString().ToLowerInvariant()} of session {Session}{(Age > 0 ? $", {Age} older" : "")}";
}
