using System.Collections.Immutable;
using Conformance.Inference.Surface;

namespace Conformance.Inference.Roles;

/// <summary>The candidates for a role: those that were taken, and what else there is, the likeliest first.</summary>
/// <param name="Taken">Those that were taken, at least one unless nothing passes the threshold.</param>
/// <param name="Others">Those that were not.</param>
/// <param name="Threshold">The score from which on one is taken.</param>
internal sealed record RoleFinding(ImmutableArray<Candidate> Taken, ImmutableArray<Candidate> Others, double Threshold)
{
    /// <summary>From here on a contract is written with it; below it stands there as a comment. A score at the threshold has it, where no other operation is close.</summary>
    private const double Sure = 0.5;

    // Further below the threshold an operation is not worth a comment.
    private const double Near = 2.5;

    /// <summary>The likeliest of those that were taken; null where none was.</summary>
    public DescribedOperation? First => Taken.FirstOrDefault()?.Operation;

    /// <summary>The likeliest of those that were not; null where there is none that anything speaks for.</summary>
    public Candidate? RunnerUp => Others.FirstOrDefault(c => c.Score > 0);

    /// <summary>Those to write a contract with: the likeliest, since without one there is nothing to hold against a target, and each other one that is sure.</summary>
    public IEnumerable<Candidate> Live => Taken.Where((c, i) => i == 0 || ConfidenceOf(c) >= Sure);

    /// <summary>Those to mention in a comment: what was taken and is not sure, and what nearly was taken.</summary>
    public IEnumerable<Candidate> Unsure =>
        Taken.Except(Live).Concat(Others.Where(c => c.Score > 0 && c.Score >= Threshold - Near).Take(2));

    /// <summary>From 0 to 1: half at the threshold, near one well above it; less where another one is close.</summary>
    public double ConfidenceOf(Candidate candidate)
    {
        var above = 1 / (1 + Math.Exp(-(candidate.Score - Threshold) / 2.5));
        var lead = candidate.Score - (RunnerUp?.Score ?? double.NegativeInfinity);
        return lead >= 3 ? above : above * (0.7 + 0.1 * Math.Max(0, lead));
    }
}

/// <summary>Chooses operations by what speaks for them.</summary>
internal static class RoleSearch
{
    private const int MostProbes = 3;

    // As far below the best as another logout may be.
    private const double Spread = 6;

    public static RoleFinding Login(DescribedApi api) => One(api.Operations.Select(o => LoginScore.Of(api, o)), LoginScore.Threshold);

    public static RoleFinding Refresh(DescribedApi api, DescribedOperation? login) =>
        One(api.Operations.Select(o => RefreshScore.Of(api, o, login)), RefreshScore.Threshold);

    /// <summary>Every logout.</summary>
    public static RoleFinding Logouts(DescribedApi api, DescribedOperation? login)
    {
        var all = Ordered(api.Operations.Select(o => LogoutScore.Of(o, login)));
        var floor = all.IsEmpty ? 0 : Math.Max(LogoutScore.Threshold, all[0].Score - Spread);
        return new RoleFinding([.. all.Where(c => c.Score >= floor)], [.. all.Where(c => c.Score < floor)], LogoutScore.Threshold);
    }

    /// <summary>The operations that tell a live token from a dead one best.</summary>
    public static RoleFinding Probes(DescribedApi api, Func<DescribedScheme, bool>? credential, IEnumerable<DescribedOperation> taken)
    {
        var others = taken.ToHashSet();
        var all = Ordered(api.Operations.Where(o => !others.Contains(o)).Select(o => ProbeScore.Of(api, o, credential)));
        var good = all.TakeWhile(c => c.Score >= ProbeScore.Threshold && c.Score >= all[0].Score - 2).Take(MostProbes).ToImmutableArray();
        // A document that says nothing of security leaves only the names to go by.
        if (good.IsEmpty && 20 * api.Operations.Count(o => o.IsSecured) < api.Operations.Length)
            good = [.. all.Where(c => c.Score >= ProbeScore.ThresholdWithoutSecurity).Take(1)];
        return new RoleFinding(good, [.. all.Except(good)], ProbeScore.Threshold);
    }

    private static RoleFinding One(IEnumerable<Candidate?> candidates, double threshold)
    {
        var all = Ordered(candidates);
        return all is [var best, ..] && best.Score >= threshold
            ? new RoleFinding([best], all.RemoveAt(0), threshold)
            : new RoleFinding([], all, threshold);
    }

    // Of equals the one nearer to the root, then the one that is written first.
    private static ImmutableArray<Candidate> Ordered(IEnumerable<Candidate?> candidates) =>
        [.. candidates.OfType<Candidate>().OrderByDescending(c => c.Score).ThenBy(c => c.Operation.Segments.Length)];
}
