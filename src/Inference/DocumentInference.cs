using System.Collections.Immutable;
using Conformance.Contracts.Loading;
using Conformance.Contracts.Model;
using Conformance.Documents;
using Conformance.Inference.Places;
using Conformance.Inference.Roles;
using Conformance.Inference.Surface;

namespace Conformance.Inference;

/// <summary>Guesses from a document alone which operation plays which role, and where tokens travel.</summary>
public static class DocumentInference
{
    /// <summary>Reads a document and guesses; null where there is no document that can be read.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static InferredSession? Infer(ContractSource source, Problems problems, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        var bundle = DocumentSources.Read(source, problems, [], cancellation);
        return ContractLoader.Merge(source, bundle?.Root, problems, [], cancellation) is { } root ? Told(Guess(root)) : null;
    }

    /// <param name="root">An OpenAPI 3 document as one.</param>
    internal static SessionGuess Guess(Node root)
    {
        var api = DescribedApi.Of(root);
        var login = RoleSearch.Login(api);
        var logouts = RoleSearch.Logouts(api, login.First);
        var refresh = RoleSearch.Refresh(api, login.First);
        var ended = logouts.Taken.Select(c => c.Operation).ToList();
        var carriers = CarrierSearch.Find(api, login.First, ended);
        var scheme = carriers.FirstOrDefault()?.Scheme;
        var probes = RoleSearch.Probes(
            api,
            scheme is null ? null : s => s == scheme,
            ended.Concat(new[] { login.First, refresh.First }.OfType<DescribedOperation>())
        );
        return new SessionGuess(
            api,
            login,
            refresh,
            logouts,
            probes,
            carriers,
            refresh.First is { } operation ? RefreshPlace.OfRefresh(api, operation, carriers.FirstOrDefault()) : null,
            logouts.First is { } logout ? RefreshPlace.OfLogout(api, logout) : null
        );
    }

    private static InferredSession Told(SessionGuess guess)
    {
        var roles = ImmutableArray.CreateBuilder<InferredRole>();
        var missing = ImmutableArray.CreateBuilder<MissingRole>();
        Add(Role.Login, guess.Login, LoginScore.Threshold);
        Add(Role.Refresh, guess.Refresh, RefreshScore.Threshold);
        Add(Role.Logout, guess.Logouts, LogoutScore.Threshold);
        Add(Role.Protected, guess.Probes, ProbeScore.Threshold);
        var places = ImmutableArray.CreateBuilder<InferredPlace>();
        if (guess.Carrier is { } carrier)
            places.Add(new InferredPlace("access", carrier.ToString(), carrier.IsStated, carrier.Why));
        if (guess.RefreshField is { } field)
            places.Add(new InferredPlace("refresh", field.ToString(), true, "the refresh takes it"));
        if (guess.LogoutField is { } ended)
            places.Add(new InferredPlace("logout", ended.ToString(), true, "the logout takes it"));
        return new InferredSession(roles.ToImmutable(), missing.ToImmutable(), places.ToImmutable());

        void Add(Role role, RoleFinding finding, double threshold)
        {
            var runnerUp = finding.RunnerUp is { } other
                ? $"{other.Operation}{(other.WhyNot.Length > 0 ? $" ({other.WhyNot})" : "")}"
                : null;
            foreach (var candidate in finding.Taken)
                roles.Add(
                    new InferredRole(
                        role,
                        candidate.Operation.ToString(),
                        Confidence(candidate, finding, threshold),
                        candidate.Why,
                        runnerUp
                    )
                );
            if (finding.Taken.IsEmpty)
                missing.Add(new MissingRole(role, runnerUp));
        }
    }

    // Half at the threshold, near one well above it; less where another one is close.
    private static double Confidence(Candidate candidate, RoleFinding finding, double threshold)
    {
        var above = 1 / (1 + Math.Exp(-(candidate.Score - threshold) / 2.5));
        var lead = candidate.Score - (finding.RunnerUp?.Score ?? double.NegativeInfinity);
        return lead >= 3 ? above : above * (0.7 + 0.1 * Math.Max(0, lead));
    }
}
