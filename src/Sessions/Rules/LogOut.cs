using System.Collections.Immutable;

namespace Conformance.Sessions.Rules;

/// <summary>What one logout does to the store.</summary>
internal sealed class LogOut(
    TokenValidator validator,
    Presentation presentation,
    ImmutableArray<RevocationScope> scopesByKind,
    string? named,
    DateTimeOffset now
)
{
    /// <summary>What became of it the last time it was decided.</summary>
    public Decision Outcome { get; private set; }

    /// <summary>Decides on the records that the store found, under its locks. A refused logout changes nothing.</summary>
    public Change Decide()
    {
        Outcome = validator.Decide(presentation, now);
        if (!Outcome.Accepted)
            return Change.None;
        var (session, user) = (KindsWith(RevocationScope.Session), KindsWith(RevocationScope.User));
        var (others, ofNamed) = (KindsWith(RevocationScope.Others), KindsWith(RevocationScope.Named));
        var sweepsAny = (session | user | others | ofNamed) != 0;
        var revoke = ImmutableArray.CreateBuilder<TokenRecord>(presentation.Places.Length);
        var sweeps = ImmutableArray.CreateBuilder<Sweep>(sweepsAny ? presentation.Places.Length : 0);
        for (var i = 0; i < presentation.Places.Length; i++)
        {
            var record = presentation.CountingRecord(i);
            if (record is null)
                continue;
            if (scopesByKind[record.Kind] == RevocationScope.Presented)
                revoke.Add(record);
            // A session named twice is swept twice, which changes nothing.
            if (sweepsAny)
            {
                sweeps.Add(
                    new Sweep(record.Session, session, user)
                    {
                        KindsOfOthers = others,
                        Named = named,
                        KindsOfNamed = ofNamed,
                    }
                );
            }
        }

        return new Change
        {
            At = now,
            Cause = RevocationCause.LoggedOut,
            Revoke = revoke.DrainToImmutable(),
            Sweeps = sweeps.DrainToImmutable(),
        };
    }

    private uint KindsWith(RevocationScope scope)
    {
        var kinds = 0u;
        for (var kind = 0; kind < scopesByKind.Length; kind++)
            kinds |= scopesByKind[kind] == scope ? 1u << kind : 0;
        return kinds;
    }
}
